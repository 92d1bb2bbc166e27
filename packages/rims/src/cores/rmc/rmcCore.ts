import * as tf from '@tensorflow/tfjs';
import { parameterViews, tidyAll } from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout, ParameterViews } from '@causal-mechanisms/tensor-utils';
import { hasWholeSequence } from '@causal-mechanisms/tensor-utils/kernels';
import { checkForm } from '../coreForm.ts';
import type { CoreFormOptions } from '../coreForm.ts';
import type { CoreResult, RunOptions, SequenceCore } from '../sequenceCore.ts';
import { checkSequenceInput, isIndexed, withoutElements } from '../sequenceInput.ts';
import type { IndexedInput, SequenceInput } from '../sequenceInput.ts';
import { checkState } from '../stateChecks.ts';
import { dense } from '../shared/dense.ts';
import { inputRows, rowsBySteps } from './inputRows.ts';
import { layerNorm, layerNormSum } from '../shared/layerNorm.ts';
import { memoryAttention } from './memoryAttention.ts';
import { memoryGate } from './memoryGate.ts';
import { nativeRmc } from './nativeRmc.ts';
import { rowNumbers } from '../shared/drivenRows.ts';
import { resolveRmcConfig } from './rmcConfig.ts';
import type { RmcConfig, RmcConfigInput } from './rmcConfig.ts';
import { gateWidth, initialRmc, rmcLayout } from './rmcParameters.ts';

/**
 * The relational memory core (Santoro et al., 2018): the rows of a memory attend to each other and to the input.
 *
 * With M the memory, x the input and N layer norm of each row:
 * `A = attention(N([M; x P] W))`, `M' = N(M + A)`, `C = N(M' + mlp(M'))`, `M <- i tanh(C) + f M` with
 * `[i, f] = sigmoid(tanh(M) G + x P H + bias)`; without gates `M <- C`. The layers of the perceptron are distinct ones.
 * The memory starts as the identity padded with zeros. An output is the whole memory.
 *
 * @param input - The width of the input, and any other part of {@link RmcConfig}.
 * @param options - Which of the two forms computes it.
 * @returns The core; its state is `memory [batch, slots, heads * headWidth]`.
 * @throws ConfigError when a key is unknown or a value impossible.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 * import { rmcCore } from '@causal-mechanisms/rims';
 *
 * const core = rmcCore({ inputWidth: 8 });
 * const values = core.initialValues(new RandomStream(1));
 * const parameters = core.layout.specs.map(({ shape }, i) => tf.tensor(values[i] ?? [], [...shape]));
 * const { outputs, state } = core.run(parameters, tf.ones<tf.Rank.R3>([5, 2, 8]));
 * console.log(outputs.shape, state.memory?.shape); // [ 5, 2, 256 ] [ 2, 4, 64 ]
 * ```
 */
export function rmcCore(input: RmcConfigInput, options: CoreFormOptions = {}): SequenceCore {
  const config = resolveRmcConfig(input);
  const form = checkForm('rmcCore', options);
  const { inputWidth, slots } = config;
  const width = config.heads * config.headWidth;
  const layout = rmcLayout(config);
  return {
    kind: 'rmc',
    config: { ...config },
    inputWidth,
    elements: 1,
    outputWidth: slots * width,
    layout,
    initialValues: (stream) => initialRmc(config, stream),
    initialState: (_, batch) => ({ memory: initialMemory(batch, slots, width) }),
    run: (parameters, sequence, given) =>
      run({ config, layout, form }, parameters, sequence, given),
  };
}

function initialMemory(batch: number, slots: number, width: number): tf.Tensor3D {
  return tf.tidy(() => tf.eye(slots, width).expandDims(0).tile<tf.Tensor3D>([batch, 1, 1]));
}

/** What a core is made of. */
interface RmcParts {
  readonly config: RmcConfig;
  readonly layout: ParameterLayout;
  readonly form: 'fast' | 'plain';
}

function run(
  { config, layout, form }: RmcParts,
  parameters: readonly tf.Tensor[],
  sequence: SequenceInput,
  { state }: RunOptions = {},
): CoreResult {
  const owner = 'rmcCore.run';
  const { inputWidth, slots, heads, headWidth } = config;
  const { batch, steps } = checkSequenceInput(owner, sequence, { width: inputWidth });
  const width = heads * headWidth;
  if (state !== undefined) checkState(owner, state, { memory: [batch, slots, width] });
  const of = parameterViews(owner, layout, parameters);
  return tidyAll(() => {
    const vectors = withoutElements(sequence);
    const projected = dense(inputRows(vectors), of.matrix('input/kernel'), of.vector('input/bias'));
    const pass: RmcPass = {
      config,
      of,
      vectors,
      seen: packedRows(of, projected),
      gates: config.gates === 'none' ? undefined : gatesFromInput(config, of, projected),
      memory: (state?.memory as tf.Tensor3D | undefined) ?? initialMemory(batch, slots, width),
    };
    const outputs =
      form === 'fast' && hasWholeSequence('rmc') ? nativePass(pass) : plainPass(pass, steps);
    const last = outputs.slice([steps - 1, 0, 0], [1, batch, slots * width]);
    return { outputs, state: { memory: last.reshape<tf.Tensor3D>([batch, slots, width]) } };
  });
}

/** What both forms compute from: of the input, what is computed of each of its rows alone. */
interface RmcPass {
  readonly config: RmcConfig;
  readonly of: ParameterViews;
  readonly vectors: tf.Tensor3D | IndexedInput;
  readonly seen: tf.Tensor2D;
  readonly gates: tf.Tensor2D | undefined;
  readonly memory: tf.Tensor3D;
}

/** Queries, keys and values of rows. */
function packedRows(of: ParameterViews, rows: tf.Tensor2D): tf.Tensor2D {
  return layerNorm(
    dense(rows, of.matrix('attention/kernel'), of.vector('attention/bias')),
    of.vector('attention/gamma'),
    of.vector('attention/beta'),
  );
}

function nativePass({ config, of, vectors, seen, gates, memory }: RmcPass): tf.Tensor3D {
  const { slots, heads, keyWidth, headWidth, mlpLayers } = config;
  const layers = Array.from({ length: mlpLayers }, (_, i) => `mlp${i + 1}`);
  const names = [
    ...['attention/bias', 'attention/gamma', 'attention/beta', 'attended/gamma', 'attended/beta'],
    ...layers.map((name) => `${name}/bias`),
    ...['mlp/gamma', 'mlp/beta'],
  ];
  return nativeRmc({
    input: {
      driven: gates === undefined ? seen : tf.concat2d([seen, gates], 1),
      rows: rowNumbers(vectors),
      shared: isIndexed(vectors),
    },
    attentionKernel: of.matrix('attention/kernel'),
    layerKernels: tf.concat2d(
      layers.map((name) => of.matrix(`${name}/kernel`)),
      0,
    ),
    gateKernel: gates === undefined ? undefined : of.matrix('memoryGates/kernel'),
    vectors: tf.concat1d(names.map((name) => of.vector(name))),
    sizes: [slots, heads, keyWidth, headWidth, mlpLayers, gateWidth(config)],
    memory,
  });
}

function plainPass(pass: RmcPass, steps: number): tf.Tensor3D {
  const { config, of, vectors } = pass;
  const { slots, heads, headWidth, keyWidth, mlpLayers } = config;
  const batch = pass.memory.shape[0];
  const width = heads * headWidth;
  const sizes = { batch, slots, heads, keyWidth, valueWidth: headWidth };
  const seen = rowsBySteps(vectors, pass.seen);
  const gates = pass.gates === undefined ? [] : rowsBySteps(vectors, pass.gates);
  let memory = pass.memory.reshape<tf.Tensor2D>([batch * slots, width]);
  const memories = seen.map((row, t) => {
    const attended = memoryAttention(packedRows(of, memory), row, sizes);
    const summed = layerNormSum(
      memory,
      attended,
      of.vector('attended/gamma'),
      of.vector('attended/beta'),
    );
    let hidden = summed;
    for (let i = 1; i <= mlpLayers; i++) {
      const activation = i < mlpLayers ? 'relu' : 'linear';
      hidden = dense(hidden, of.matrix(`mlp${i}/kernel`), of.vector(`mlp${i}/bias`), activation);
    }
    const candidate = layerNormSum(summed, hidden, of.vector('mlp/gamma'), of.vector('mlp/beta'));
    const fromInput = gates[t];
    memory =
      fromInput === undefined
        ? candidate
        : memoryGate({ memory, candidate, fromInput, kernel: of.matrix('memoryGates/kernel') });
    return memory;
  });
  return tf.stack(memories).reshape<tf.Tensor3D>([steps, batch, slots * width]);
}

/** What the input contributes to input and forget gates, with all biases: once per row of the input. */
function gatesFromInput(
  config: RmcConfig,
  of: ParameterViews,
  projected: tf.Tensor2D,
): tf.Tensor2D {
  const each = gateWidth(config);
  const fixed = tf.concat1d([
    tf.fill([each], config.inputBias),
    tf.fill([each], config.forgetBias),
  ]);
  return dense(
    projected,
    of.matrix('inputGates/kernel'),
    of.vector('inputGates/bias').add<tf.Tensor1D>(fixed),
  );
}
