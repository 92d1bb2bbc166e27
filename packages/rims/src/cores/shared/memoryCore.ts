import * as tf from '@tensorflow/tfjs';
import {
  constantValues,
  parameterLayout,
  parameterViews,
  tidyAll,
  uniformValues,
} from '@causal-mechanisms/tensor-utils';
import type {
  JsonObject,
  ParameterLayout,
  ParameterViews,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import { hasWholeSequence } from '@causal-mechanisms/tensor-utils/kernels';
import type { CoreResult, CoreState, RunOptions, SequenceCore } from '../sequenceCore.ts';
import { checkSequenceInput, projectInput, withoutElements } from '../sequenceInput.ts';
import type { SequenceInput } from '../sequenceInput.ts';
import { checkState } from '../stateChecks.ts';
import { lstmBias, lstmStep } from './lstmCell.ts';
import { unstackSteps } from './axes.ts';
import { nativeMemory } from './nativeMemory.ts';
import type { MemoryPassInput } from './nativeMemory.ts';

/** A memory that a controller reads and writes. */
export interface MemoryUnit<Running extends CoreState> {
  /** How many numbers the controller tells it per step. */
  readonly interfaceWidth: number;
  /** How many numbers it answers per step. */
  readonly readWidth: number;
  /** The shape of each tensor of its state, without the batch in front. */
  readonly stateShapes: Readonly<Record<string, readonly number[]>>;
  /**
   * @param batch - Sequences side by side.
   * @returns An empty memory, with the tensors that the shapes name.
   */
  empty(batch: number): CoreState;
  /**
   * @param state - The state before a first step.
   * @returns What goes from step to step: the state, and what is derived from it or constant.
   */
  start(state: CoreState): Running;
  /**
   * @param told - What the controller tells it `[batch, interfaceWidth]`.
   * @param running - What the step before left.
   * @returns What it answers `[batch, readWidth]`, and what the next step needs.
   */
  step(
    told: tf.Tensor2D,
    running: Running,
  ): { readonly reads: tf.Tensor2D; readonly running: Running };
}

/** What a {@link memoryCore} is made of. */
export interface MemoryCoreParts<Running extends CoreState> {
  /** The name of the kind. */
  readonly kind: 'ntm' | 'dnc';
  /** The resolved configuration, with at least the sizes of the controller. */
  readonly config: JsonObject & { readonly inputWidth: number; readonly controllerUnits: number };
  /** The memory. */
  readonly unit: MemoryUnit<Running>;
  /** The sizes that the native op of its kind takes. */
  readonly memorySizes: readonly number[];
  /** `fast` runs that op where the backend has it. */
  readonly form: 'fast' | 'plain';
}

/**
 * A core whose LSTM reads the input and what a memory answered last, and tells the memory what to do:
 * `h_t = LSTM(x_t, h_(t-1), r_(t-1))`, `told_t = h_t W + b`, `r_t = memory(told_t)`. Its output is h_t and r_t side by
 * side. The forget gates start with a bias of 1.
 *
 * @param parts - Kind, configuration and memory.
 * @returns The core.
 */
export function memoryCore<Running extends CoreState>({
  kind,
  config,
  unit,
  memorySizes,
  form,
}: MemoryCoreParts<Running>): SequenceCore {
  const { inputWidth, controllerUnits: units } = config;
  const layout = memoryLayout(config, unit);
  const shapes = { hidden: [units], cell: [units], reads: [unit.readWidth], ...unit.stateShapes };
  const initialState = (batch: number): CoreState =>
    tidyAll(() => ({
      hidden: tf.zeros([batch, units]),
      cell: tf.zeros([batch, units]),
      reads: tf.zeros([batch, unit.readWidth]),
      ...unit.empty(batch),
    }));
  return {
    kind,
    config,
    inputWidth,
    elements: 1,
    outputWidth: units + unit.readWidth,
    layout,
    initialValues: (stream) => initialValues(layout, units, stream),
    initialState: (_parameters, batch) => initialState(batch),
    run(parameters, input, { state }: RunOptions = {}) {
      const owner = `${kind}Core.run`;
      const sizes = checkSequenceInput(owner, input, { width: inputWidth });
      const { batch } = sizes;
      const view = parameterViews(owner, layout, parameters);
      if (state !== undefined) {
        const expected = Object.entries(shapes).map(([name, shape]): [string, number[]] => [
          name,
          [batch, ...shape],
        ]);
        checkState(owner, state, Object.fromEntries(expected));
      }
      return tidyAll(() => {
        const native = form === 'fast' && hasWholeSequence(kind);
        const start = native ? inOrder(state, shapes) : state;
        const from = start ?? initialState(batch);
        return native
          ? nativeMemory({ kind, memorySizes, sizes, ...tensorsOf(view, input), state: from })
          : runSequence(unit, tensorsOf(view, input), from);
      });
    },
  };
}

function memoryLayout(
  { inputWidth, controllerUnits: units }: MemoryCoreParts<CoreState>['config'],
  { interfaceWidth, readWidth }: Pick<MemoryUnit<CoreState>, 'interfaceWidth' | 'readWidth'>,
): ParameterLayout {
  return parameterLayout([
    { name: 'controller/inputKernel', shape: [inputWidth, 4 * units] },
    { name: 'controller/recurrentKernel', shape: [units + readWidth, 4 * units] },
    { name: 'controller/bias', shape: [4 * units] },
    { name: 'interface/kernel', shape: [units, interfaceWidth] },
    { name: 'interface/bias', shape: [interfaceWidth] },
  ]);
}

function initialValues(
  { sizes }: ParameterLayout,
  units: number,
  stream: RandomStream,
): Float32Array[] {
  const [input = 0, recurrent = 0, , kernel = 0, bias = 0] = sizes;
  const bound = 1 / Math.sqrt(units);
  return [
    uniformValues(input, bound, stream),
    uniformValues(recurrent, bound, stream),
    lstmBias(units, 1, stream),
    uniformValues(kernel, bound, stream),
    constantValues(bias, 0),
  ];
}

/** Parameters and input, as a pass takes them. */
type PassTensors = Omit<MemoryPassInput, 'kind' | 'memorySizes' | 'sizes' | 'state'>;

function tensorsOf(view: ParameterViews, input: SequenceInput): PassTensors {
  return {
    input: withoutElements(input),
    inputKernel: view.matrix('controller/inputKernel'),
    recurrentKernel: view.matrix('controller/recurrentKernel'),
    bias: view.vector('controller/bias'),
    interfaceKernel: view.matrix('interface/kernel'),
    interfaceBias: view.vector('interface/bias'),
  };
}

/** A caller may name the tensors of a state in any order; the op has one. */
function inOrder(state: CoreState | undefined, shapes: object): CoreState | undefined {
  if (state === undefined) return undefined;
  return Object.fromEntries(Object.keys(shapes).map((name) => [name, state[name] as tf.Tensor]));
}

function runSequence<Running extends CoreState>(
  unit: MemoryUnit<Running>,
  { input, inputKernel, bias, recurrentKernel, interfaceKernel, interfaceBias }: PassTensors,
  state: CoreState,
): CoreResult {
  const pushes = unstackSteps(projectInput(input, inputKernel, bias));
  const { hidden, cell, reads } = state as Readonly<Record<string, tf.Tensor2D>>;
  let last = { hidden, cell, reads, output: tf.concat2d([hidden, reads] as tf.Tensor2D[], 1) };
  let running = unit.start(state);
  const outputs: tf.Tensor2D[] = [];
  for (const push of pushes) {
    // Each step is tidied by itself: without a tape, a long sequence holds one step's tensors at a time.
    ({ last, running } = tidyAll(() => {
      const gates = last.output.matMul(recurrentKernel).add<tf.Tensor2D>(push);
      const next = lstmStep(gates, last.cell as tf.Tensor2D);
      const told = next.hidden.matMul(interfaceKernel).add<tf.Tensor2D>(interfaceBias);
      const answer = unit.step(told, running);
      const output = tf.concat2d([next.hidden, answer.reads], 1);
      return { last: { ...next, reads: answer.reads, output }, running: answer.running };
    }));
    outputs.push(last.output);
  }
  const kept = Object.keys(unit.stateShapes).map((name) => [name, running[name]]);
  return {
    outputs: tf.stack(outputs) as tf.Tensor3D,
    state: {
      hidden: last.hidden,
      cell: last.cell,
      reads: last.reads,
      ...Object.fromEntries(kept),
    } as CoreState,
  };
}
