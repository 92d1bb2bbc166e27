import { ConfigError, parseConfig } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';

/** Named sets of sizes and forms: those of the paper, and those of the authors' code. */
export type RimsPreset = 'paper' | 'official';

/**
 * The settings of recurrent independent mechanisms (Goyal et al., 2021, section 2): plain JSON. The defaults are those of the authors'
 * code for copying (600 units, 4 of 6 modules active, as in table 1), without dropout.
 */
export interface RimsConfig {
  /** The width of one input element. */
  readonly inputWidth: number;
  /** Input elements per step (N_o). One element is read through a sigmoid, several through a softmax. Default: 1. */
  readonly elements: number;
  /** Units of all modules together. Default: 600. */
  readonly units: number;
  /** Modules (k_T); they divide the units. Default: 6. */
  readonly modules: number;
  /** Modules that are active in a step (k_A). Default: 4. */
  readonly activeModules: number;
  /** What goes on inside a module. Default: lstm. */
  readonly dynamics: 'lstm' | 'gru';
  /** Whether modules compete for the input. Without, all are active and read it unscaled. Default: true. */
  readonly inputAttention: boolean;
  /** Heads of the input attention; the attention on the null row is averaged over them. Default: 1. */
  readonly inputHeads: number;
  /** The width of a key of the input attention, per head. Default: 64. */
  readonly inputKeyWidth: number;
  /** What a module reads, all heads together. Default: 4 times the units of a module. */
  readonly inputValueWidth: number;
  /**
   * Whether every input element has key and value matrices of its own, as in the authors' code, or all share them, as in the
   * paper's formula. The same for one element. Default: perElement.
   */
  readonly inputProjection: 'perElement' | 'shared';
  /** Share of a module's input that is dropped in training. Default: 0. */
  readonly inputDropout: number;
  /** Whether modules read each other's states. Default: true. */
  readonly communication: boolean;
  /** Heads of the communication. Default: 4. */
  readonly communicationHeads: number;
  /** The width of a key of the communication, per head. Default: 16. */
  readonly communicationKeyWidth: number;
  /** The width of a value of the communication, per head. Default: 16. */
  readonly communicationValueWidth: number;
  /**
   * What an inactive module shows to the others: the state it would have come to (authors' code), or the state that it holds (the
   * natural reading of the paper). Default: candidate.
   */
  readonly communicationSource: 'candidate' | 'held';
  /** Whether what was read passes through sigmoid(gate) * tanh (authors' code) or is added plainly (paper). Default: gated. */
  readonly communicationOutput: 'gated' | 'plain';
  /** Share of what was read that is dropped in training. Default: 0. */
  readonly communicationDropout: number;
  /** Whether the communication sends no gradient into inactive modules. Default: true. */
  readonly blockedGradients: boolean;
  /** Added to the initial bias of the LSTM's forget gate. Default: 0. */
  readonly forgetBias: number;
  /**
   * Standard deviation of the initial projections of both attentions: queries, keys and values. A larger one shortens the plateau at
   * the start of training. Default: 0.01, as in the authors' code.
   */
  readonly projectionDeviation: number;
  /**
   * Whose width bounds the uniform start of the gates, 1 / sqrt(width): all units', since the authors draw one dense LSTM and cut it into
   * blocks, or one module's, as it would be for networks drawn one by one. Default: allUnits.
   */
  readonly gateStart?: 'allUnits' | 'moduleUnits';
  /**
   * Whether the keys of the input attention pass a layer norm, without gain and offset, so that scores do not depend on the size of the
   * input and of the key matrices. Not in the paper. Default: false.
   */
  readonly inputKeyNorm?: boolean;
}

/** What a caller may give: the width of the input, any part of the rest, and a preset that fills in what is left out. */
export type RimsConfigInput = Pick<RimsConfig, 'inputWidth'> &
  Partial<RimsConfig> & {
    /** Sizes and forms to start from. Default: those of `official`, without dropout. */
    readonly preset?: RimsPreset;
  };

const count = (most: number) => z.int().check(z.minimum(1), z.maximum(most));
const share = z._default(z.number().check(z.minimum(0), z.lt(1)), 0);

/** The fields of {@link RimsConfig}, for schemas that contain it. */
const rimsShape = {
  elements: z._default(count(4096), 1),
  units: z._default(count(65_536), 600),
  modules: z._default(count(256), 6),
  activeModules: z._default(count(256), 4),
  dynamics: z._default(z.enum(['lstm', 'gru']), 'lstm'),
  inputAttention: z._default(z.boolean(), true),
  inputHeads: z._default(count(64), 1),
  inputKeyWidth: z._default(count(4096), 64),
  inputValueWidth: z.optional(count(65_536)),
  inputProjection: z._default(z.enum(['perElement', 'shared']), 'perElement'),
  inputDropout: share,
  communication: z._default(z.boolean(), true),
  communicationHeads: z._default(count(64), 4),
  communicationKeyWidth: z._default(count(4096), 16),
  communicationValueWidth: z._default(count(4096), 16),
  communicationSource: z._default(z.enum(['candidate', 'held']), 'candidate'),
  communicationOutput: z._default(z.enum(['gated', 'plain']), 'gated'),
  communicationDropout: share,
  blockedGradients: z._default(z.boolean(), true),
  forgetBias: z._default(z.number(), 0),
  projectionDeviation: z._default(z.number().check(z.positive()), 0.01),
  // Without defaults: resolved settings stay those of models and checkpoints that do not know these.
  gateStart: z.optional(z.enum(['allUnits', 'moduleUnits'])),
  inputKeyNorm: z.optional(z.boolean()),
};

const schema = z.strictObject({ inputWidth: count(1_048_576), ...rimsShape });

const PRESETS: Readonly<Record<RimsPreset, Partial<RimsConfig>>> = {
  official: { inputDropout: 0.1, communicationDropout: 0.1 },
  paper: {
    inputProjection: 'shared',
    inputDropout: 0.1,
    communicationKeyWidth: 32,
    communicationValueWidth: 32,
    communicationSource: 'held',
    communicationOutput: 'plain',
    communicationDropout: 0.1,
  },
};

/**
 * Checks a configuration and fills in the defaults.
 *
 * The preset `official` is the authors' code, `paper` the text (table 3 and appendix D). Where table 3 and the appendix of
 * an experiment differ, the appendix counts: one input head.
 *
 * @param input - The width of the input, and any part of the rest.
 * @returns The resolved configuration.
 * @throws ConfigError when a key or preset is unknown, a value impossible, more modules active than there are, or the units
 * cannot be shared out evenly.
 *
 * @example
 * ```ts
 * import { resolveRimsConfig } from '@causal-mechanisms/rims';
 *
 * console.log(resolveRimsConfig({ inputWidth: 8, units: 96 }).inputValueWidth); // 64
 * ```
 */
export function resolveRimsConfig(input: RimsConfigInput): RimsConfig {
  const { preset, ...given } = input;
  const known = parseConfig(
    'rims config',
    z.object({ preset: z.optional(z.enum(['paper', 'official'])) }),
    { preset },
  );
  const base = known.preset === undefined ? {} : PRESETS[known.preset];
  const defined = Object.fromEntries(
    Object.entries(given).filter(([, value]) => (value as unknown) !== undefined),
  );
  const { gateStart, inputKeyNorm, ...config } = parseConfig('rims config', schema, {
    ...base,
    ...defined,
  });
  const { units, modules, activeModules, inputHeads, elements, inputAttention } = config;
  if (units % modules !== 0) {
    fail(`units: must be a multiple of modules (${modules}), got ${units}`, { units, modules });
  }
  if (activeModules > modules) {
    fail(`activeModules: must be from 1 to modules (${modules}), got ${activeModules}`, {
      activeModules,
      modules,
    });
  }
  const inputValueWidth = config.inputValueWidth ?? (4 * units) / modules;
  if (inputValueWidth % inputHeads !== 0) {
    fail(
      `inputValueWidth: must be a multiple of inputHeads (${inputHeads}), got ${inputValueWidth}`,
      { inputValueWidth, inputHeads },
    );
  }
  if (!inputAttention && activeModules !== modules) {
    fail(
      `activeModules: without input attention all ${modules} modules are active, got ${activeModules}`,
      { activeModules, modules, elements },
    );
  }
  return {
    ...config,
    inputValueWidth,
    ...(gateStart === 'moduleUnits' ? { gateStart } : {}),
    ...(inputKeyNorm === true ? { inputKeyNorm } : {}),
  };
}

function fail(message: string, data: Readonly<Record<string, unknown>>): never {
  throw new ConfigError(`rims config: ${message}`, { data });
}
