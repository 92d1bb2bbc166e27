import { frameTrainingConfigSchema } from '@causal-mechanisms/rims';
import type { CoreConfig, FrameTrainingConfigInput } from '@causal-mechanisms/rims';
import * as z from 'zod';
import { refineModels, studyEntries, studySettings } from '../../../study/studySettings.ts';
import type { StudyEntry } from '../../../study/study.ts';
import { modelLabel } from '../modelLabel.ts';
import { rims } from '../modelSettings.ts';
import { checkedCore } from '../sequenceSettings.ts';

const count = (most: number) => z.int().min(1).max(most);
const name = z.string().regex(/^\w[\w-]*$/);

/** How models are trained; the cores are the study's, and the seed is the run's. */
const learner = z
  .strictObject(frameTrainingConfigSchema.shape)
  .omit({ core: true, seed: true }).shape;

/** A model may differ from the others in all of these. */
const STUDY = studySettings(
  z.strictObject({
    core: checkedCore,
    codeWidth: z.optional(learner.codeWidth.def.innerType),
    learningRate: z.optional(learner.learningRate.def.innerType),
    updates: z.optional(learner.updates.def.innerType),
  }),
);

/** Balls of a set of sequences. */
const ballSet = z.strictObject({
  balls: z.union([
    count(64),
    z
      .strictObject({ least: count(64), most: count(64) })
      .refine(({ least, most }) => least <= most),
  ]),
  /** Whether a part of the frame is hidden. */
  curtain: z.boolean().default(false),
  /** The published file that holds such sequences. Default: none does. */
  file: z.string().optional(),
});

const pair = z.strictObject({ train: name, test: name });

/** The models of the paper's figures, and those of its ablation. */
const BALL_MODELS = {
  'rims-6-4': rims(600, 6, 4),
  'lstm-250': { core: { kind: 'lstm', units: 250 } },
  'lstm-512': { core: { kind: 'lstm', units: 512 } },
  'rims-one-head': rims(600, 6, 4, { communicationHeads: 1 }),
  'rims-no-input-attention': rims(600, 6, 6, { inputAttention: false }),
};

/** The configuration of `rims/bouncing-balls`. */
export const bouncingBallsSchema = z
  .strictObject({
    ...learner,
    ...STUDY,
    models: z.array(z.string()).min(1).default(Object.keys(BALL_MODELS)),
    settings: z._default(STUDY.settings, BALL_MODELS as never),
    checkpointEvery: count(1_000_000).default(500),
    /** `auto`: the published files where they are at hand, else generated balls; `generated`: these, whatever is there. */
    data: z.enum(['auto', 'generated']).default('auto'),
    /** Rows and columns of a frame; the published files have 64. */
    pixels: z.int().min(8).max(256).default(64),
    /** Radii of balls, in frames of side 1. */
    radii: z
      .strictObject({ least: z.number().positive().max(0.5), most: z.number().positive().max(0.5) })
      .default({ least: 0.06, most: 0.12 }),
    /** How far balls move in a frame of side 1. */
    speed: z.number().positive().max(1).default(0.03),
    /** Width and height of the curtain in a frame of side 1. */
    curtainSide: z.number().positive().max(1).default(0.4),
    /** Sequences to train on; each is made when it is read. */
    sequences: count(1_000_000_000).default(50_000),
    sets: z.record(name, ballSet).default({
      '4': { balls: 4, curtain: false, file: 'balls4mass64.h5' },
      '6-8': { balls: { least: 6, most: 8 }, curtain: false, file: 'balls678mass64.h5' },
      curtain: { balls: 3, curtain: true, file: 'balls3curtain64.h5' },
    }),
    /** Sets to train on, and on which each model is then measured. */
    transfers: z
      .array(pair)
      .min(1)
      .default([
        { train: '4', test: '4' },
        { train: '4', test: '6-8' },
        { train: '6-8', test: '4' },
        { train: '4', test: 'curtain' },
        { train: 'curtain', test: 'curtain' },
      ]),
    /** True frames that are read. */
    fed: count(10_000).default(15),
    /** Frames that follow. */
    own: count(10_000).default(35),
    /** Own frames in the figures of the tables: the authors take those beyond the tenth to tell nothing. */
    scored: count(10_000).default(10),
    evaluation: z
      .strictObject({
        every: count(1_000_000).default(2000),
        sequences: count(100_000).default(64),
        testSequences: count(100_000).default(512),
      })
      .prefault({}),
  })
  .superRefine(refineModels)
  .superRefine(({ sets, transfers, fed, own, scored, steps }, check) => {
    transfers.forEach(({ train, test }, index) => {
      for (const [key, set] of Object.entries({ train, test })) {
        if (Object.hasOwn(sets, set)) continue;
        check.addIssue({
          code: 'custom',
          path: ['transfers', index, key],
          message: `unknown set "${set}" (known: ${Object.keys(sets).join(', ')})`,
        });
      }
    });
    if (steps !== undefined && steps > fed + own) {
      const message = 'at most as many as fed and own together: sequences have no more';
      check.addIssue({ code: 'custom', path: ['steps'], message });
    }
    if (scored > own) {
      check.addIssue({ code: 'custom', path: ['scored'], message: 'at most as many as own' });
    }
  });

/** The settings of bouncing balls. */
export type BouncingBallsConfig = z.output<typeof bouncingBallsSchema>;

/** One training run: a model and what it is trained on. */
export interface BallEntry extends StudyEntry {
  /** The model, without its training set. */
  readonly model: { readonly name: string; readonly label: string };
  /** The name of the set that it is trained on. */
  readonly set: string;
  readonly core: CoreConfig;
  /** What else it does not share with the others. */
  readonly own: Pick<FrameTrainingConfigInput, 'codeWidth' | 'learningRate' | 'updates'>;
}

/**
 * @param config - Of the study.
 * @returns Its models in order, without training sets.
 */
export function ballModels(config: BouncingBallsConfig): BallEntry['model'][] {
  return studyEntries(config, (own) => modelLabel(own.core as unknown as CoreConfig)).map(
    ({ name, label }) => ({ name, label }),
  );
}

/**
 * @param config - Of the study.
 * @returns A training run for each model and each set that is trained on.
 */
export function ballEntries(config: BouncingBallsConfig): BallEntry[] {
  const trained = [...new Set(config.transfers.map(({ train }) => train))];
  return trained.flatMap((set) =>
    ballModels(config).map((model) => {
      const { core, ...own } = config.settings[model.name] as NonNullable<
        BouncingBallsConfig['settings'][string]
      >;
      return {
        name: `${set}.${model.name}`,
        label: `${model.label}, trained on ${setInWords(set)}`,
        model,
        set,
        core: core as unknown as CoreConfig,
        own: Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)),
      };
    }),
  );
}

/**
 * @param config - Of the study.
 * @param entry - One of its training runs.
 * @param seed - Of the run.
 * @returns What `trainFrameModel` trains it by.
 */
export function ballTraining(
  config: BouncingBallsConfig,
  { core, own }: BallEntry,
  seed: number,
): FrameTrainingConfigInput {
  const shared = z.object(learner).parse(config);
  const given = Object.fromEntries(
    Object.entries({ ...shared, ...own }).filter(([, value]) => value !== undefined),
  );
  return { ...given, core, seed };
}

/**
 * @param set - The name of a set.
 * @returns Such as `4 balls` or `the curtain`.
 */
export function setInWords(set: string): string {
  if (set === '1') return '1 ball';
  return /^[\d-]+$/.test(set) ? `${set} balls` : `the ${set}`;
}

/**
 * @param config - Of the study.
 * @param set - A training set.
 * @returns The sets on which models that were trained on it are measured.
 */
export function testSets({ transfers }: BouncingBallsConfig, set: string): string[] {
  return [...new Set(transfers.filter(({ train }) => train === set).map(({ test }) => test))];
}
