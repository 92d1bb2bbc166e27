import type * as tf from '@tensorflow/tfjs';
import { normalValues, parameterLayout, uniformValues } from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout, ParameterSpec, RandomStream } from '@causal-mechanisms/tensor-utils';
import type { RimsConfig } from './rimsConfig.ts';

/** The parameters of the modules by role; those of a part that is switched off are absent. Modules come first. */
export interface RimsParameters {
  /** W_q of the input attention `[modules, d, heads * key]`. */
  readonly inputQuery?: tf.Tensor3D;
  /** W_e `[elements or 1, inputWidth, heads * key]`. */
  readonly inputKey?: tf.Tensor3D;
  /** W_v `[elements or 1, inputWidth, value]`. */
  readonly inputValue: tf.Tensor3D;
  /** From a module's input to its gates `[modules, value, gates * d]`: i, f, o, g of an LSTM; r, z, n of a GRU. */
  readonly inputKernel: tf.Tensor3D;
  /** From a module's state to its gates `[modules, d, gates * d]`. */
  readonly recurrentKernel: tf.Tensor3D;
  /** Of the gates `[modules, 1, gates * d]`. */
  readonly bias: tf.Tensor3D;
  /** Of the GRU's candidate, inside the reset gate `[modules, 1, d]`. */
  readonly candidateBias?: tf.Tensor3D;
  /** Queries, keys and values of the communication side by side `[modules, d, heads * (2 key + value)]`. */
  readonly communication?: tf.Tensor3D;
  /** From what was read to the state, and to its gate where there is one `[heads * value, d or 2 d]`. */
  readonly readKernel?: tf.Tensor2D;
  /** `[d or 2 d]`. */
  readonly readBias?: tf.Tensor1D;
}

/** How a parameter starts. */
type Start = { readonly normal: number } | { readonly uniform: number } | { readonly bias: number };

interface RimsParameterSpec extends ParameterSpec {
  readonly name: keyof RimsParameters;
  readonly start: Start;
}

/** Units of one module. */
export function unitsPerModule({ units, modules }: RimsConfig): number {
  return units / modules;
}

/** The width of queries, keys and values of the communication side by side. */
function communicationWidth(config: RimsConfig): number {
  const { communicationHeads, communicationKeyWidth, communicationValueWidth } = config;
  return communicationHeads * (2 * communicationKeyWidth + communicationValueWidth);
}

function rimsSpecs(config: RimsConfig): RimsParameterSpec[] {
  const { modules, inputWidth, inputHeads, inputKeyWidth, inputValueWidth, units } = config;
  const d = unitsPerModule(config);
  const gates = (config.dynamics === 'lstm' ? 4 : 3) * d;
  const matrices = config.inputProjection === 'perElement' ? config.elements : 1;
  const keys = inputHeads * inputKeyWidth;
  const recurrent = { uniform: 1 / Math.sqrt(config.gateStart === 'moduleUnits' ? d : units) };
  const projection = { normal: config.projectionDeviation };
  const read = config.communicationHeads * config.communicationValueWidth;
  const readUnits = config.communicationOutput === 'gated' ? 2 * d : d;
  const readStart = { uniform: 1 / Math.sqrt(read) };
  return [
    ...(config.inputAttention
      ? ([
          { name: 'inputQuery', shape: [modules, d, keys], start: projection },
          { name: 'inputKey', shape: [matrices, inputWidth, keys], start: projection },
        ] as const)
      : []),
    { name: 'inputValue', shape: [matrices, inputWidth, inputValueWidth], start: projection },
    { name: 'inputKernel', shape: [modules, inputValueWidth, gates], start: recurrent },
    { name: 'recurrentKernel', shape: [modules, d, gates], start: recurrent },
    { name: 'bias', shape: [modules, 1, gates], start: { bias: recurrent.uniform } },
    ...(config.dynamics === 'gru'
      ? ([{ name: 'candidateBias', shape: [modules, 1, d], start: recurrent }] as const)
      : []),
    ...(config.communication
      ? ([
          {
            name: 'communication',
            shape: [modules, d, communicationWidth(config)],
            start: projection,
          },
          { name: 'readKernel', shape: [read, readUnits], start: readStart },
          { name: 'readBias', shape: [readUnits], start: readStart },
        ] as const)
      : []),
  ];
}

/** Names and shapes of the parameters under a configuration. */
export function rimsLayout(config: RimsConfig): ParameterLayout {
  return parameterLayout(rimsSpecs(config).map(({ name, shape }) => ({ name, shape })));
}

/** Draws initial parameters as the authors' code does, in the order of {@link rimsLayout}. */
export function initialRims(config: RimsConfig, stream: RandomStream): Float32Array[] {
  return rimsSpecs(config).map(({ name, shape, start }) => {
    const length = shape.reduce((product, size) => product * size, 1);
    const own = stream.split(name);
    if ('normal' in start) return normalValues(length, start.normal, own);
    if ('uniform' in start) return uniformValues(length, start.uniform, own);
    return initialBias(config, length, start.bias, own);
  });
}

/** One bias stands for PyTorch's two, so it starts as the sum of two. The GRU's candidate has its second one apart. */
function initialBias(
  config: RimsConfig,
  length: number,
  bound: number,
  stream: RandomStream,
): Float32Array {
  const d = unitsPerModule(config);
  const gates = length / config.modules;
  const values = uniformValues(length, bound, stream);
  const second = uniformValues(length, bound, stream);
  return values.map((value, index) => {
    const gate = Math.floor((index % gates) / d);
    if (config.dynamics === 'gru') return gate === 2 ? value : value + (second[index] ?? 0);
    return value + (second[index] ?? 0) + (gate === 1 ? config.forgetBias : 0);
  });
}

/** Parameters of the input and of what is read from other modules belong to no module. */
const SHARED: ReadonlySet<string> = new Set<keyof RimsParameters>([
  'inputKey',
  'inputValue',
  'readKernel',
  'readBias',
]);

/** The names of the parameters that have a row per module. */
export function moduleParameters({ specs }: ParameterLayout): string[] {
  return specs.flatMap(({ name }) => (SHARED.has(name) ? [] : [name]));
}

/** Names parameters that are given in the order of {@link rimsLayout}. */
export function nameRimsParameters(
  layout: ParameterLayout,
  parameters: readonly tf.Tensor[],
): RimsParameters {
  return Object.fromEntries(
    layout.specs.map(({ name }, index) => [name, parameters[index]]),
  ) as unknown as RimsParameters;
}
