import * as tf from '@tensorflow/tfjs';
import { checkCount, checkOptions, checkText, tidyAll } from '@causal-mechanisms/tensor-utils';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import { dropoutMask } from '../shared/dropoutMask.ts';
import type { CoreState, SequenceCore } from '../sequenceCore.ts';
import { checkSequenceInput, withoutElements } from '../sequenceInput.ts';
import type { SequenceSizes } from '../sequenceInput.ts';
import { checkState } from '../stateChecks.ts';
import { batchedEngine } from './fast/batchedEngine.ts';
import { fastRims } from './fast/fastRims.ts';
import { plainRims } from './plainRims.ts';
import { resolveRimsConfig } from './rimsConfig.ts';
import type { RimsConfig, RimsConfigInput } from './rimsConfig.ts';
import {
  initialRims,
  moduleParameters,
  nameRimsParameters,
  rimsLayout,
  unitsPerModule,
} from './rimsParameters.ts';
import type { ModuleState, RimsMasks, RimsPass, RimsPassInput } from './rimsPass.ts';

/** Options of {@link rimsCore}. */
export interface RimsCoreOptions {
  /**
   * `fast`: the whole sequence as one op, with backpropagation through time by hand: natively where the backend can, else by batched
   * ops. `batched`: by batched ops on every backend. `plain`: op by op for automatic differentiation, also of higher order.
   * All give the same numbers. Default: fast.
   */
  readonly form?: 'fast' | 'batched' | 'plain';
}

/**
 * Recurrent independent mechanisms (Goyal et al., 2021): modules with dynamics of their own that compete for the input; those that
 * win it move on and read from the others, the rest hold their state.
 *
 * State: `hidden` `[batch, units]`, module after module, and `cell` of the same shape for LSTM dynamics.
 *
 * @param input - The width of the input, and any part of {@link RimsConfig}.
 * @param options - Which of the three forms computes it.
 * @returns The core; its activation tells which modules were active.
 * @throws ConfigError when the configuration is impossible.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { rimsCore } from '@causal-mechanisms/rims';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const core = rimsCore({ inputWidth: 3, units: 12, modules: 3, activeModules: 2 });
 * const values = core.initialValues(new RandomStream(1));
 * const parameters = core.layout.specs.map(({ shape }, i) => tf.tensor(values[i] ?? [], [...shape]));
 * const sequence = tf.ones<tf.Rank.R3>([5, 2, 3]); // 5 steps of 2 sequences
 * const { outputs, activation } = core.run(parameters, sequence);
 * console.log(outputs.shape, activation?.shape); // [ 5, 2, 12 ] [ 5, 2, 3 ]
 * ```
 */
export function rimsCore(input: RimsConfigInput, options: RimsCoreOptions = {}): SequenceCore {
  const config = resolveRimsConfig(input);
  const { form = 'fast' } = checkOptions('rimsCore', options);
  checkText('rimsCore', 'form', form, Object.keys(FORMS));
  const { modules, units, inputWidth, elements } = config;
  const d = unitsPerModule(config);
  const layout = rimsLayout(config);
  const names = config.dynamics === 'lstm' ? ['hidden', 'cell'] : ['hidden'];
  const inward = (state: tf.Tensor2D, batch: number): tf.Tensor3D =>
    state.reshape([batch, modules, d]).transpose([1, 0, 2]);
  const outward = (state: tf.Tensor3D): tf.Tensor2D =>
    state.transpose([1, 0, 2]).reshape([-1, units]);
  const zeros = (batch: number): CoreState =>
    Object.fromEntries(names.map((name) => [name, tf.zeros([batch, units])]));
  return {
    kind: 'rims',
    config: { ...config },
    inputWidth,
    elements,
    outputWidth: units,
    layout,
    moduleGroups: [{ count: modules, parameters: moduleParameters(layout) }],
    initialValues: (stream) => initialRims(config, stream),
    initialState: (_, batch) => zeros(batch),
    run(parameters, sequence, { state, dropout, activeModules } = {}) {
      const sizes = checkSequenceInput('rims', sequence, { width: inputWidth, elements });
      const { batch } = sizes;
      if (activeModules !== undefined) checkCount('rims', 'activeModules', activeModules);
      if (state !== undefined) {
        checkState('rims', state, Object.fromEntries(names.map((name) => [name, [batch, units]])));
      }
      return tidyAll(() => {
        const from = state ?? zeros(batch);
        const { hidden, cell } = from as Record<string, tf.Tensor2D>;
        const start: ModuleState = {
          hidden: inward(hidden as tf.Tensor2D, batch),
          ...(cell === undefined ? {} : { cell: inward(cell, batch) }),
        };
        const result = FORMS[form]({
          config: withActive(config, activeModules),
          sizes,
          parameters: nameRimsParameters(layout, parameters),
          input: elements === 1 ? withoutElements(sequence) : sequence,
          state: start,
          masks: dropout === undefined ? {} : drawMasks(config, sizes, dropout),
        });
        return {
          outputs: result.outputs,
          state: {
            hidden: outward(result.state.hidden),
            ...(result.state.cell === undefined ? {} : { cell: outward(result.state.cell) }),
          },
          activation: result.activation.transpose<tf.Tensor3D>([0, 2, 1]),
        };
      });
    },
  };
}

/** The configuration with more active modules, as far as there are more. */
function withActive(config: RimsConfig, activeModules = 0): RimsConfig {
  const active = Math.min(config.modules, Math.max(config.activeModules, activeModules));
  return active === config.activeModules ? config : { ...config, activeModules: active };
}

/** What computes a pass. */
const FORMS = {
  fast: fastRims,
  batched: (pass: RimsPassInput): RimsPass => fastRims(pass, { engine: batchedEngine }),
  plain: plainRims,
} as const;

function drawMasks(
  config: RimsConfig,
  { steps, batch }: SequenceSizes,
  stream: RandomStream,
): RimsMasks {
  const { modules, inputDropout, inputValueWidth, communicationDropout, communication } = config;
  const shape = (width: number) => [steps, modules, batch, width];
  return {
    ...(inputDropout > 0
      ? { input: dropoutMask(shape(inputValueWidth), inputDropout, stream) as tf.Tensor4D }
      : {}),
    ...(communication && communicationDropout > 0
      ? {
          read: dropoutMask(
            shape(unitsPerModule(config)),
            communicationDropout,
            stream,
          ) as tf.Tensor4D,
        }
      : {}),
  };
}
