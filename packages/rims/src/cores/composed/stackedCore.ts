import * as tf from '@tensorflow/tfjs';
import {
  checkArray,
  checkNumber,
  checkOptions,
  ConfigError,
  parameterLayout,
  ShapeError,
  tidyAll,
} from '@causal-mechanisms/tensor-utils';
import { dropoutMask } from '../shared/dropoutMask.ts';
import type { CoreResult, CoreState, RunOptions, SequenceCore } from '../sequenceCore.ts';
import type { SequenceInput } from '../sequenceInput.ts';
import { checkState } from '../stateChecks.ts';
import { moduleGroupsOf, partConfig, prefixedSpecs, prefixedState, statesOf } from './prefixed.ts';

/** Options of {@link stackedCore}. */
export interface StackedCoreOptions {
  /** Share of what a layer gives to the next that is dropped in training. Default: 0. */
  readonly dropout?: number;
}

/**
 * Layers of cores, of any kinds: each reads what the one below says at every step.
 *
 * Parameters and state are those of the layers, called `layer0/...`, `layer1/...`. Its activation has the modules of all layers, those of
 * the lowest first. A layer of several elements reads what is below as that many elements, such as one per module.
 *
 * @param cores - The layers, the lowest first.
 * @param options - Dropout between layers.
 * @returns The core. Where a layer is bidirectional, so is the stack, and there is no state to carry.
 * @throws ArgumentError when there are no layers or the dropout is no share; ConfigError when a layer does not fit the one below.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { createSequenceLayer, lstmCore, rimsCore, stackedCore } from '@causal-mechanisms/rims';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const core = stackedCore([
 *   rimsCore({ inputWidth: 3, units: 12, modules: 3, activeModules: 2 }),
 *   lstmCore({ inputWidth: 12, units: 8 }),
 * ]);
 * const layer = createSequenceLayer(core, new RandomStream(1));
 * const { outputs, state } = layer.sequence(tf.ones<tf.Rank.R3>([5, 2, 3]));
 * console.log(outputs.shape); // [ 5, 2, 8 ]
 * console.log(Object.keys(state).join(' ')); // layer0/hidden layer0/cell layer1/hidden layer1/cell
 * layer.dispose();
 * ```
 */
export function stackedCore(
  cores: readonly SequenceCore[],
  options: StackedCoreOptions = {},
): SequenceCore {
  const { dropout = 0 } = checkOptions('stackedCore', options);
  checkNumber('stackedCore', 'dropout', dropout, { least: 0, most: 0.999 });
  const [lowest, top] = checkLayers(cores);
  const names = cores.map((_, i) => `layer${i}`);
  const layout = parameterLayout(cores.flatMap((core, i) => prefixedSpecs(names[i] ?? '', core)));
  const bidirectional = cores.some((core) => core.bidirectional === true);
  const parametersOf = (parameters: readonly tf.Tensor[], i: number) => {
    const before = cores.slice(0, i).reduce((sum, core) => sum + core.layout.specs.length, 0);
    return parameters.slice(before, before + (cores[i]?.layout.specs.length ?? 0));
  };
  const gather = (states: readonly CoreState[]): CoreState =>
    states.reduce<CoreState>(
      (all, state, i) => ({ ...all, ...prefixedState(names[i] ?? '', state) }),
      {},
    );
  return {
    kind: 'stack',
    config: { inputWidth: lowest.inputWidth, dropout, layers: cores.map(partConfig) },
    inputWidth: lowest.inputWidth,
    elements: lowest.elements,
    outputWidth: top.outputWidth,
    layout,
    ...(bidirectional ? { bidirectional } : {}),
    ...moduleGroupsOf(cores.map((core, i) => [names[i] ?? '', core])),
    initialValues: (stream) =>
      cores.flatMap((core, i) => core.initialValues(stream.split(names[i] ?? ''))),
    initialState: (parameters, batch) =>
      bidirectional
        ? {}
        : gather(cores.map((core, i) => core.initialState(parametersOf(parameters, i), batch))),
    run(parameters, input, { state, ...options } = {}) {
      if (parameters.length !== layout.specs.length) {
        throw new ShapeError(
          `stack: expected ${layout.specs.length} parameters, got ${parameters.length}`,
          { data: { expected: layout.specs.length, actual: parameters.length } },
        );
      }
      if (bidirectional && state !== undefined) checkState('stack', state, {});
      const starts = bidirectional || state === undefined ? [] : statesOf('stack', state, names);
      return tidyAll(() => {
        let read: SequenceInput = input;
        const results: CoreResult[] = [];
        for (const [i, core] of cores.entries()) {
          const start = starts[i];
          const result = core.run(parametersOf(parameters, i), read, {
            ...options,
            ...(start === undefined ? {} : { state: start }),
          });
          results.push(result);
          const next = cores[i + 1];
          if (next !== undefined) read = between(result.outputs, next, dropout, options);
        }
        return joined(results, bidirectional ? {} : gather(results.map(({ state }) => state)));
      });
    },
  };
}

function checkLayers(cores: readonly SequenceCore[]): readonly [SequenceCore, SequenceCore] {
  checkArray('stackedCore', 'cores', cores);
  cores.forEach((core, i) => {
    checkOptions('stackedCore', core, `cores[${i}]`);
    checkOptions('stackedCore', core.layout, `cores[${i}].layout`);
    const below = cores[i - 1];
    if (below === undefined || below.outputWidth === core.elements * core.inputWidth) return;
    throw new ConfigError(
      `stackedCore: layer ${i} reads ${core.elements} element(s) of width ${core.inputWidth}, the layer below says ${below.outputWidth} numbers`,
      {
        data: {
          layer: i,
          elements: core.elements,
          inputWidth: core.inputWidth,
          below: below.outputWidth,
        },
      },
    );
  });
  const [lowest, top] = [cores[0], cores.at(-1)];
  if (lowest !== undefined && top !== undefined) return [lowest, top];
  throw new ConfigError('stackedCore: expected at least one layer, got none', {
    data: { layers: 0 },
  });
}

/** What a layer reads of the one below. */
function between(
  outputs: tf.Tensor3D,
  { elements, inputWidth }: SequenceCore,
  rate: number,
  { dropout }: RunOptions,
): SequenceInput {
  const kept =
    dropout === undefined || rate === 0
      ? outputs
      : outputs.mul<tf.Tensor3D>(dropoutMask(outputs.shape, rate, dropout));
  const [steps, batch] = outputs.shape;
  return elements === 1 ? kept : kept.reshape<tf.Tensor4D>([steps, batch, elements, inputWidth]);
}

/** What the top layer says, and which modules of all layers were active. */
function joined(results: readonly CoreResult[], state: CoreState): CoreResult {
  const top = results.at(-1) as CoreResult;
  const activations = results.flatMap(({ activation }) => activation ?? []);
  return {
    outputs: top.outputs,
    state,
    ...(top.last === undefined ? {} : { last: top.last }),
    ...(activations.length === 0 ? {} : { activation: tf.concat3d(activations, 2) }),
  };
}
