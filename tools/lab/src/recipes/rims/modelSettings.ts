import type { JsonObject } from '@causal-mechanisms/tensor-utils';

/** RIMs of the authors' form with one input head. */
export function rims(
  units: number,
  modules: number,
  activeModules: number,
  more: JsonObject = {},
): JsonObject {
  return { core: { kind: 'rims', units, modules, activeModules, ...more } };
}

/** The models of the paper's tables at its sizes. Sizes of other baselines than the LSTM are not published: these have about as many parameters as the RIMs. */
export const PAPER_MODELS: JsonObject = {
  'rims-6-4': rims(600, 6, 4),
  'rims-6-3': rims(600, 6, 3),
  'rims-6-2': rims(600, 6, 2),
  'rims-6-5': rims(600, 6, 5),
  'rims-6-6': rims(600, 6, 6),
  'rims-5-2': rims(500, 5, 2),
  'lstm-300': { core: { kind: 'lstm', units: 300 } },
  'lstm-600': { core: { kind: 'lstm', units: 600 } },
  'lstm-600-forget': { core: { kind: 'lstm', units: 600, forgetBias: 1 } },
  ntm: { core: { kind: 'ntm', controllerUnits: 396, slots: 128, slotWidth: 20 } },
  rmc: { core: { kind: 'rmc', slots: 4, heads: 4, headWidth: 99 } },
  entnet: { core: { kind: 'entnet', slots: 8, slotWidth: 648 } },
  dnc: { core: { kind: 'dnc', controllerUnits: 358, slots: 64, slotWidth: 32, readHeads: 4 } },
  transformer: { core: { kind: 'transformer', layers: 3, heads: 8, width: 208 } },
};

/** The same models at the sizes of the presets `quick` and `small`: about 0.2 million parameters, the LSTM 0.3. */
export const SMALL_MODELS: JsonObject = {
  'rims-6-4': rims(192, 6, 4),
  'rims-6-3': rims(192, 6, 3),
  'rims-6-2': rims(192, 6, 2),
  'rims-6-5': rims(192, 6, 5),
  'rims-6-6': rims(192, 6, 6),
  'rims-no-communication': rims(192, 6, 4, { communication: false }),
  'rims-no-input-attention': rims(192, 6, 6, { inputAttention: false }),
  lstm: { core: { kind: 'lstm', units: 192 } },
  'lstm-forget': { core: { kind: 'lstm', units: 192, forgetBias: 1 } },
  ntm: {
    core: { kind: 'ntm', controllerUnits: 140, slots: 32, slotWidth: 20 },
    learningRate: 1e-3,
  },
  rmc: { core: { kind: 'rmc', slots: 4, heads: 4, headWidth: 36 }, learningRate: 1e-3 },
  entnet: { core: { kind: 'entnet', slots: 8, slotWidth: 236 }, learningRate: 1e-3 },
  dnc: {
    core: { kind: 'dnc', controllerUnits: 126, slots: 16, slotWidth: 16, readHeads: 4 },
    learningRate: 1e-3,
  },
  transformer: {
    core: { kind: 'transformer', layers: 2, heads: 4, width: 88 },
    learningRate: 1e-3,
  },
};
