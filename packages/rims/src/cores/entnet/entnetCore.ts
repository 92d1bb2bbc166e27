import * as tf from '@tensorflow/tfjs';
import {
  constantValues,
  normalValues,
  parameterLayout,
  parameterViews,
  tidyAll,
  uniformValues,
} from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout, ParameterSpec, RandomStream } from '@causal-mechanisms/tensor-utils';
import { hasWholeSequence } from '@causal-mechanisms/tensor-utils/kernels';
import { checkForm } from '../coreForm.ts';
import type { CoreFormOptions } from '../coreForm.ts';
import type { CoreResult, RunOptions, SequenceCore } from '../sequenceCore.ts';
import { checkSequenceInput, projectInput, withoutElements } from '../sequenceInput.ts';
import type { SequenceInput } from '../sequenceInput.ts';
import { checkState } from '../stateChecks.ts';
import { resolveEntnetConfig } from './entnetConfig.ts';
import type { EntnetConfig, EntnetConfigInput } from './entnetConfig.ts';
import { entityUpdate } from './entityUpdate.ts';
import { nativeEntnet } from './nativeEntnet.ts';
import { unstackSteps } from '../shared/axes.ts';
import { drivenRows } from '../shared/drivenRows.ts';

/**
 * The recurrent entity network (Henaff et al., 2017): slots with trainable keys w that gate themselves by the input.
 *
 * With s the input projected to the width of a slot: `g_j = sigmoid(s . h_j + s . w_j)`,
 * `c_j = phi(h_j U + w_j V + s W)`, `h_j <- (h_j + g_j c_j) / |h_j + g_j c_j|`, with phi a rectifier of trainable slope per
 * unit and `h_j = w_j` at the start. An output is all slots side by side: a choice of ours, since the read-out of the
 * paper answers a query, which the sequences here do not have.
 *
 * @param input - The width of the input, and any other part of {@link EntnetConfig}.
 * @param options - Which of the two forms computes it.
 * @returns The core; its state is `slots [batch, slots, slotWidth]`, and the initial one depends on the keys.
 * @throws ConfigError when a key is unknown or a value impossible.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 * import { entnetCore } from '@causal-mechanisms/rims';
 *
 * const core = entnetCore({ inputWidth: 8, slots: 5, slotWidth: 16 });
 * const values = core.initialValues(new RandomStream(1));
 * const parameters = core.layout.specs.map(({ shape }, i) => tf.tensor(values[i] ?? [], [...shape]));
 * const { outputs, state } = core.run(parameters, tf.ones<tf.Rank.R3>([5, 2, 8]));
 * console.log(outputs.shape, state.slots?.shape); // [ 5, 2, 80 ] [ 2, 5, 16 ]
 * ```
 */
export function entnetCore(input: EntnetConfigInput, options: CoreFormOptions = {}): SequenceCore {
  const config = resolveEntnetConfig(input);
  const form = checkForm('entnetCore', options);
  const layout = entnetLayout(config);
  return {
    kind: 'entnet',
    config: { ...config },
    inputWidth: config.inputWidth,
    elements: 1,
    outputWidth: config.slots * config.slotWidth,
    layout,
    initialValues: (stream) => layout.specs.map((spec) => initialValue(spec, stream)),
    initialState: (parameters, batch) => {
      const of = parameterViews('entnetCore.initialState', layout, parameters);
      return { slots: initialSlots(of.matrix('keys'), batch) };
    },
    run: (parameters, sequence, given) =>
      run({ config, layout, form }, parameters, sequence, given),
  };
}

function entnetLayout({ inputWidth, slots, slotWidth }: EntnetConfig): ParameterLayout {
  return parameterLayout([
    { name: 'input/kernel', shape: [inputWidth, slotWidth] },
    { name: 'input/bias', shape: [slotWidth] },
    { name: 'keys', shape: [slots, slotWidth] },
    { name: 'slots/kernel', shape: [slotWidth, slotWidth] },
    { name: 'keys/kernel', shape: [slotWidth, slotWidth] },
    { name: 'encoded/kernel', shape: [slotWidth, slotWidth] },
    { name: 'slope', shape: [slotWidth] },
  ]);
}

/** Deviation 0.1 for keys and U, V, W; the slope starts at 1, where the rectifier is the identity. */
function initialValue({ name, shape }: ParameterSpec, stream: RandomStream): Float32Array {
  const [first = 0, second = 1] = shape;
  if (name === 'input/kernel') return uniformValues(first * second, 1 / Math.sqrt(first), stream);
  if (name === 'input/bias') return constantValues(first, 0);
  if (name === 'slope') return constantValues(first, 1);
  return normalValues(first * second, 0.1, stream);
}

function initialSlots(keys: tf.Tensor2D, batch: number): tf.Tensor3D {
  return tf.tidy(() => keys.expandDims<tf.Tensor3D>(0).broadcastTo([batch, ...keys.shape]));
}

/** What a core is made of. */
interface EntnetParts {
  readonly config: EntnetConfig;
  readonly layout: ParameterLayout;
  readonly form: 'fast' | 'plain';
}

function run(
  { config, layout, form }: EntnetParts,
  parameters: readonly tf.Tensor[],
  sequence: SequenceInput,
  { state }: RunOptions = {},
): CoreResult {
  const owner = 'entnetCore.run';
  const { inputWidth, slots, slotWidth } = config;
  const { batch, steps } = checkSequenceInput(owner, sequence, { width: inputWidth });
  if (state !== undefined) checkState(owner, state, { slots: [batch, slots, slotWidth] });
  const of = parameterViews(owner, layout, parameters);
  return tidyAll(() => {
    const keys = of.matrix('keys');
    const encoding = encodingOf({
      kernel: of.matrix('input/kernel'),
      bias: of.vector('input/bias'),
      further: tf.concat2d([of.matrix('encoded/kernel'), keys.transpose<tf.Tensor2D>()], 1),
    });
    const fixed = {
      kernel: of.matrix('slots/kernel'),
      fromKeys: tf.matMul<tf.Tensor2D>(keys, of.matrix('keys/kernel')),
      slope: of.vector('slope'),
    };
    const start = (state?.slots as tf.Tensor3D | undefined) ?? initialSlots(keys, batch);
    const vectors = withoutElements(sequence);
    if (form === 'fast' && hasWholeSequence('entnet')) {
      const input = drivenRows(vectors, encoding.kernel, encoding.bias);
      const outputs = nativeEntnet({ input, ...fixed, slots: start });
      const last = outputs.slice([steps - 1, 0, 0], [1, batch, slots * slotWidth]);
      return { outputs, state: { slots: last.reshape([batch, slots, slotWidth]) } };
    }
    let held = start;
    const inputs = unstackSteps<tf.Tensor2D>(projectInput(vectors, encoding.kernel, encoding.bias));
    const all = inputs.map((row) => {
      held = entityUpdate({ slots: held, input: row, ...fixed });
      return held;
    });
    const outputs = tf.stack(all).reshape<tf.Tensor3D>([steps, batch, slots * slotWidth]);
    return { outputs, state: { slots: held } };
  });
}

/** The encoded input s, s W and s . w_j side by side are one product of the input: all three are linear in it. */
function encodingOf({
  kernel,
  bias,
  further,
}: {
  readonly kernel: tf.Tensor2D;
  readonly bias: tf.Tensor1D;
  readonly further: tf.Tensor2D;
}): { readonly kernel: tf.Tensor2D; readonly bias: tf.Tensor1D } {
  const row = bias.reshape<tf.Tensor2D>([1, -1]);
  return {
    kernel: tf.concat2d([kernel, tf.matMul<tf.Tensor2D>(kernel, further)], 1),
    bias: tf.concat2d([row, tf.matMul<tf.Tensor2D>(row, further)], 1).as1D(),
  };
}
