import * as tf from '@tensorflow/tfjs';
import {
  constantValues,
  parameterLayout,
  parameterViews,
  ShapeError,
  splitInto,
  tidyAll,
  uniformValues,
} from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout, ParameterSpec, RandomStream } from '@causal-mechanisms/tensor-utils';
import type { CoreResult, CoreState, RunOptions, SequenceCore } from '../sequenceCore.ts';
import { checkSequenceInput, projectInput, withoutElements } from '../sequenceInput.ts';
import type { SequenceInput } from '../sequenceInput.ts';
import { checkState } from '../stateChecks.ts';
import { attention, causalMask } from '../shared/attention.ts';
import { dense } from '../shared/dense.ts';
import { layerNorm } from '../shared/layerNorm.ts';
import { sinusoidalPositions } from './sinusoidalPositions.ts';
import { resolveTransformerConfig } from './transformerConfig.ts';
import type { TransformerConfig, TransformerConfigInput } from './transformerConfig.ts';

/**
 * A causal Transformer (Vaswani et al., 2017) with layer norm before each part and sinusoidal positions.
 *
 * With N layer norm of each row, per layer: `x <- x + attention(N(x))`, `x <- x + mlp(N(x))`; an output is `N(x)`. A step
 * sees itself and the steps before it.
 *
 * @param input - The width of the input, and any other part of {@link TransformerConfig}.
 * @returns The core; its state are the keys and values of all steps so far, `keys0`, `values0`, `keys1` and so on, each
 * `[batch, heads, past, width / heads]`, to which a run appends. The next position follows from their length.
 * @throws ConfigError when a key is unknown or a value impossible, such as a width that the heads do not divide.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 * import { transformerCore } from '@causal-mechanisms/rims';
 *
 * const core = transformerCore({ inputWidth: 8, width: 32 });
 * const values = core.initialValues(new RandomStream(1));
 * const parameters = core.layout.specs.map(({ shape }, i) => tf.tensor(values[i] ?? [], [...shape]));
 * const { outputs, state } = core.run(parameters, tf.ones<tf.Rank.R3>([5, 2, 8]));
 * console.log(outputs.shape, state.keys0?.shape); // [ 5, 2, 32 ] [ 2, 4, 5, 8 ]
 * ```
 */
export function transformerCore(input: TransformerConfigInput): SequenceCore {
  const config = resolveTransformerConfig(input);
  const layout = transformerLayout(config);
  return {
    kind: 'transformer',
    config: { ...config },
    inputWidth: config.inputWidth,
    elements: 1,
    outputWidth: config.width,
    layout,
    initialValues: (stream) => layout.specs.map((spec) => initialValue(spec, stream)),
    initialState: (_, batch) =>
      stateOf(config, () => tf.zeros([batch, config.heads, 0, config.width / config.heads])),
    run: (parameters, sequence, options) => run(config, layout, parameters, sequence, options),
  };
}

function transformerLayout(config: TransformerConfig): ParameterLayout {
  const { inputWidth, layers, width, feedForward } = config;
  const linear = (name: string, from: number, to: number): ParameterSpec[] => [
    { name: `${name}/kernel`, shape: [from, to] },
    { name: `${name}/bias`, shape: [to] },
  ];
  const norm = (name: string): ParameterSpec[] => [
    { name: `${name}/gamma`, shape: [width] },
    { name: `${name}/beta`, shape: [width] },
  ];
  const layer = (i: number): ParameterSpec[] => [
    ...norm(`layer${i}/attention`),
    ...linear(`layer${i}/attention`, width, 3 * width),
    ...linear(`layer${i}/merge`, width, width),
    ...norm(`layer${i}/mlp`),
    ...linear(`layer${i}/mlp1`, width, feedForward),
    ...linear(`layer${i}/mlp2`, feedForward, width),
  ];
  return parameterLayout([
    ...linear('input', inputWidth, width),
    ...Array.from({ length: layers }, (_, i) => layer(i)).flat(),
    ...norm('output'),
  ]);
}

/** Kernels are uniform of variance `1 / inputs`. */
function initialValue({ name, shape }: ParameterSpec, stream: RandomStream): Float32Array {
  const [first = 0, second = 1] = shape;
  if (name.endsWith('kernel')) return uniformValues(first * second, Math.sqrt(3 / first), stream);
  return constantValues(first, name.endsWith('gamma') ? 1 : 0);
}

function stateOf<T>(
  { layers }: TransformerConfig,
  make: (name: 'keys' | 'values', layer: number) => T,
): Record<string, T> {
  const names = ['keys', 'values'] as const;
  return Object.fromEntries(
    Array.from({ length: layers }, (_, i) =>
      names.map((name) => [`${name}${i}`, make(name, i)] as const),
    ).flat(),
  );
}

/** How many steps a state holds. */
function pastOf(owner: string, config: TransformerConfig, state: CoreState, batch: number): number {
  const { heads, width } = config;
  checkState(
    owner,
    state,
    stateOf(config, () => [batch, heads, -1, width / heads]),
  );
  const lengths = Object.values(state).map(({ shape }) => shape[2] ?? 0);
  const [past = 0] = lengths;
  if (lengths.every((length) => length === past)) return past;
  throw new ShapeError(
    `${owner}: all layers of the state must hold equally many steps, got ${lengths.join(', ')}`,
    { data: { lengths } },
  );
}

function run(
  config: TransformerConfig,
  layout: ParameterLayout,
  parameters: readonly tf.Tensor[],
  sequence: SequenceInput,
  { state }: RunOptions = {},
): CoreResult {
  const owner = 'transformerCore.run';
  const { inputWidth, layers, heads, width } = config;
  const { batch, steps } = checkSequenceInput(owner, sequence, { width: inputWidth });
  const past = state === undefined ? 0 : pastOf(owner, config, state, batch);
  const of = parameterViews(owner, layout, parameters);
  return tidyAll(() => {
    const norm = (rows: tf.Tensor2D, name: string) =>
      layerNorm(rows, of.vector(`${name}/gamma`), of.vector(`${name}/beta`));
    const linear = (rows: tf.Tensor2D, name: string, activation?: 'relu') =>
      dense(rows, of.matrix(`${name}/kernel`), of.vector(`${name}/bias`), activation);
    const positions = sinusoidalPositions(past, steps, width).expandDims(1);
    // A single step may look at everything there is.
    const mask = steps === 1 ? undefined : causalMask(steps, past + steps);
    const next: Record<string, tf.Tensor> = {};
    let x = projectInput(
      withoutElements(sequence),
      of.matrix('input/kernel'),
      of.vector('input/bias'),
    )
      .add(positions)
      .reshape<tf.Tensor2D>([steps * batch, width]);
    for (let i = 0; i < layers; i++) {
      const heard = linear(norm(x, `layer${i}/attention`), `layer${i}/attention`);
      const [queries, newKeys, newValues] = byHead(heard, steps, heads);
      const keys = appended(state?.[`keys${i}`], newKeys);
      const values = appended(state?.[`values${i}`], newValues);
      const attended = attention({ queries, keys, values }, mask)
        .transpose([2, 0, 1, 3])
        .reshape<tf.Tensor2D>([steps * batch, width]);
      x = x.add(linear(attended, `layer${i}/merge`));
      const hidden = linear(norm(x, `layer${i}/mlp`), `layer${i}/mlp1`, 'relu');
      x = x.add(linear(hidden, `layer${i}/mlp2`));
      Object.assign(next, { [`keys${i}`]: keys, [`values${i}`]: values });
    }
    return { outputs: norm(x, 'output').reshape<tf.Tensor3D>([steps, batch, width]), state: next };
  });
}

/** Takes queries, keys and values of all heads `[steps * batch, 3 * width]` apart: `[batch, heads, steps, headWidth]` each. */
function byHead(
  packed: tf.Tensor2D,
  steps: number,
  heads: number,
): [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D] {
  const [rows, columns] = packed.shape;
  const split = packed
    .reshape([steps, rows / steps, 3 * heads, columns / (3 * heads)])
    .transpose<tf.Tensor4D>([1, 2, 0, 3]);
  return splitInto(split, 3, 1);
}

function appended(past: tf.Tensor | undefined, now: tf.Tensor4D): tf.Tensor4D {
  // An empty tensor is left out: not every backend concatenates it.
  if (past === undefined || past.shape[2] === 0) return now;
  return tf.concat4d([past as tf.Tensor4D, now], 2);
}
