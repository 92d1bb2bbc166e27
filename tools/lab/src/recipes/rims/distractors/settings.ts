import { fetchEnvironment, GRID_COLOURS, GRID_KINDS } from '@causal-mechanisms/datasets';
import type { FetchEnvironment } from '@causal-mechanisms/datasets';
import { actorCriticConfigSchema, coreOf } from '@causal-mechanisms/rims';
import type { ActorCriticConfigInput, CoreConfig } from '@causal-mechanisms/rims';
import * as z from 'zod';
import type { StudyEntry } from '../../../study/study.ts';
import { refineModels, studyEntries, studySettings } from '../../../study/studySettings.ts';
import { modelLabel } from '../modelLabel.ts';
import { rims } from '../modelSettings.ts';

const count = (most: number) => z.int().min(1).max(most);

/** What distracts in the tests; training has known distractors. */
export const DISTRACTIONS = ['none', 'known', 'new'] as const;

/** One of {@link DISTRACTIONS}. */
export type Distraction = (typeof DISTRACTIONS)[number];

/** Any width serves to check a core's settings. */
const SOME_WIDTH = 8;

// The seed is the run's.
const { core, ...learner } = z
  .strictObject(actorCriticConfigSchema.shape)
  .omit({ seed: true }).shape;

const checkedCore = core.def.innerType.check(
  z.superRefine((config, check) => {
    try {
      coreOf(config as unknown as CoreConfig, SOME_WIDTH);
    } catch (error) {
      check.addIssue({ code: 'custom', message: error instanceof Error ? error.message : '' });
    }
  }),
);

const STUDY = studySettings(
  z.strictObject({
    core: checkedCore,
    learningRate: z.optional(learner.learningRate.def.innerType),
    updates: z.optional(learner.updates.def.innerType),
  }),
);

const narrow = {
  communicationHeads: 2,
  communicationKeyWidth: 8,
  communicationValueWidth: 8,
  inputKeyWidth: 16,
};

/** RIMs and LSTMs with about as many parameters in their cores, for the encoder of the preset. */
const MODELS = {
  rims: rims(600, 6, 4),
  lstm: { core: { kind: 'lstm', units: 537 } },
};
const QUICK_MODELS = {
  rims: rims(60, 6, 4, narrow),
  lstm: { core: { kind: 'lstm', units: 46 } },
};
const SMALL_MODELS = {
  rims: rims(96, 6, 4),
  lstm: { core: { kind: 'lstm', units: 87 } },
};

/** The configuration of `rims/distractors`. */
export const distractorsSchema = z
  .strictObject({
    ...learner,
    models: STUDY.models.default(['rims', 'lstm']),
    settings: STUDY.settings.default(MODELS as never),
    checkpointEvery: count(1_000_000).default(200),
    room: z
      .strictObject({
        size: z.int().min(4).max(64).default(8),
        view: z.int().min(3).max(15).default(7),
        kinds: z.array(z.enum(GRID_KINDS)).default(['key', 'ball']),
        colours: z.array(z.enum(GRID_COLOURS)).default(['red', 'green', 'blue', 'purple']),
        distractors: count(100).default(2),
        newKinds: z.array(z.enum(GRID_KINDS)).default(['box']),
        newColours: z.array(z.enum(GRID_COLOURS)).default(['yellow', 'grey']),
      })
      .prefault({}),
    evaluation: z
      .strictObject({
        every: count(1_000_000).default(200),
        episodes: count(100_000).default(200),
        testEpisodes: count(1_000_000).default(1000),
      })
      .prefault({}),
  })
  .superRefine(refineModels)
  .superRefine(({ room }, check) => {
    try {
      DISTRACTIONS.forEach((from) => roomWith(room, from));
    } catch (error) {
      const message = error instanceof Error ? error.message : '';
      check.addIssue({ code: 'custom', path: ['room'], message });
    }
  });

/** The settings of a study of distractors. */
export type DistractorsConfig = z.output<typeof distractorsSchema>;

/** Rooms and training of the presets that are smaller than the paper. */
export const DISTRACTORS_SIZES = {
  quick: {
    settings: QUICK_MODELS,
    encoder: [64],
    actor: [],
    critic: [],
    environments: 32,
    rolloutSteps: 16,
    updates: 350,
    optimiser: 'adam',
    learningRate: 3e-3,
    room: {
      size: 5,
      view: 5,
      colours: ['red', 'green'],
      distractors: 1,
      newColours: ['blue'],
    },
    evaluation: { every: 50, episodes: 100, testEpisodes: 500 },
  },
  small: {
    settings: SMALL_MODELS,
    encoder: [128],
    actor: [64],
    critic: [64],
    environments: 48,
    updates: 15_000,
    optimiser: 'adam',
    learningRate: 1e-3,
    finalLearningRate: 1e-4,
    room: { size: 6 },
    evaluation: { every: 500 },
  },
} as const;

/**
 * @param room - Of a study.
 * @param from - What distracts.
 * @returns The rooms.
 */
export function roomWith(
  { distractors, ...room }: DistractorsConfig['room'],
  from: Distraction,
): FetchEnvironment {
  return from === 'none'
    ? fetchEnvironment({ ...room, distractors: 0 })
    : fetchEnvironment({ ...room, distractors, from });
}

/** One policy of a study with its settings. */
export interface PolicyEntry extends StudyEntry {
  readonly core: CoreConfig;
  readonly learningRate: number;
  readonly updates: number;
}

/**
 * @param config - Of a study.
 * @returns Its policies in order, each with all that it is trained by. No two have the same label.
 */
export function policyEntries(config: DistractorsConfig): PolicyEntry[] {
  const coreIn = (own: { readonly core: object }) => own.core as unknown as CoreConfig;
  return studyEntries(config, (own) => modelLabel(coreIn(own))).map(({ name, label, own }) => ({
    name,
    label,
    core: coreIn(own),
    learningRate: own.learningRate ?? config.learningRate,
    updates: own.updates ?? config.updates,
  }));
}

/**
 * @param config - Of a study.
 * @param entry - One of its policies.
 * @param seed - Of the run.
 * @returns What `trainActorCritic` trains it by.
 */
export function actorCriticOf(
  config: DistractorsConfig,
  entry: PolicyEntry,
  seed: number,
): ActorCriticConfigInput {
  const { finalLearningRate, ...shared } = z.object(learner).parse(config);
  return {
    ...shared,
    ...(finalLearningRate === undefined ? {} : { finalLearningRate }),
    core: entry.core,
    learningRate: entry.learningRate,
    updates: entry.updates,
    seed,
  };
}
