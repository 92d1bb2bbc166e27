import type { FrameSequences } from '@causal-mechanisms/datasets';
import {
  activityBesideObjects,
  FrameModel,
  scoreRollouts,
  trainFrameModel,
} from '@causal-mechanisms/rims';
import type { RolloutScores } from '@causal-mechanisms/rims';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import { imageRow } from '../../../report/figures/imageGrid.ts';
import type { RecipeContext } from '../../../run/recipe.ts';
import type { StudyResult } from '../../../study/study.ts';
import { trainStudy } from '../../../study/trainStudy.ts';
import type { BallSets } from './ballSets.ts';
import { ballEntries, ballTraining, testSets } from './settings.ts';
import type { BallEntry, BouncingBallsConfig } from './settings.ts';

/** Scores and a film of one model on one set. */
export type BallTest = {
  /** Cross entropy by frame. */
  readonly crossEntropy: readonly number[];
  /** F1 by frame. */
  readonly f1: readonly number[];
  /** The frames that the film shows. */
  readonly shown: readonly number[];
  /** What was there, as a row of images. */
  readonly truth: string;
  /** What the model said. */
  readonly said: string;
};

/** What is measured on one model. */
export type BallValue = {
  /** By the name of the test set. */
  readonly tests: Readonly<Record<string, BallTest>>;
  /** Which modules are active when; of models with modules, on the set of training. */
  readonly activity: {
    readonly active: readonly number[];
    readonly atHits: readonly (readonly (number | null)[])[];
    readonly inCells: readonly (readonly (readonly (number | null)[])[])[];
  } | null;
};

/** A model with what was measured on it. */
export type BallResult = StudyResult<BallEntry, BallValue>;

/** Images in a film. */
const FILM = 14;
/** Sequences whose activity is measured. */
const WATCHED = 64;

/**
 * Trains and measures the models.
 *
 * @param context - Of the recipe.
 * @param config - Which models, on which sets.
 * @param sets - The sequences.
 * @returns The training runs in order, with what was measured.
 */
export async function trainBalls(
  context: Pick<RecipeContext, 'part' | 'seed'>,
  config: BouncingBallsConfig,
  sets: Pick<BallSets, 'open'>,
): Promise<BallResult[]> {
  const { fed, own, evaluation } = config;
  return trainStudy<FrameModel, BallEntry, BallValue>(context, {
    entries: ballEntries(config),
    async *start(entry, hooks) {
      return yield* trainFrameModel(await sets.open(entry.set, 'train'), {
        config: ballTraining(config, entry, context.seed),
        ...hooks,
      });
    },
    checkpointEvery: config.checkpointEvery,
    evaluate: (entry) => ({
      every: evaluation.every,
      run: async (model) => {
        const source = await sets.open(entry.set, 'valid');
        const shown = Math.min(source.size, evaluation.sequences);
        const found = await scoreRollouts(model, source, { fed, own, sequences: shown });
        return { scalars: summary(found, config) };
      },
    }),
    show: ({ kind, scalars }) =>
      kind === 'step'
        ? { loss: (scalars['loss'] ?? NaN).toFixed(3) }
        : { own: (scalars['crossEntropy/own'] ?? NaN).toFixed(3) },
    save: (model, folder) => model.save(modelFolder(folder)),
    load: (folder) => FrameModel.load(modelFolder(folder)),
    cost: ({ parameterCounts }) => ({
      parameters: parameterCounts.core,
      allParameters: parameterCounts.all,
    }),
    measure: async (chosen, entry) => {
      const model = await chosen();
      try {
        const tests: Record<string, BallTest> = {};
        for (const set of testSets(config, entry.set)) {
          tests[set] = await testOn(model, await sets.open(set, 'test'), config);
        }
        const own = await sets.open(entry.set, 'test');
        return { tests, activity: await watch(model, own, config) };
      } finally {
        model.dispose();
      }
    },
  });
}

/**
 * @param scores - By frame.
 * @param config - How many own frames count.
 * @returns Means over frames foretold from true ones, and over own ones.
 */
export function summary(
  { crossEntropy, f1 }: Pick<RolloutScores, 'crossEntropy' | 'f1'>,
  { fed, scored }: Pick<BouncingBallsConfig, 'fed' | 'scored'>,
) {
  return {
    'crossEntropy/fed': mean(crossEntropy.slice(0, fed - 1)),
    'crossEntropy/own': mean(crossEntropy.slice(fed - 1, fed - 1 + scored)),
    'f1/fed': mean(f1.slice(0, fed - 1)),
    'f1/own': mean(f1.slice(fed - 1, fed - 1 + scored)),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

async function testOn(
  model: FrameModel,
  source: FrameSequences,
  config: BouncingBallsConfig,
): Promise<BallTest> {
  const { fed, own } = config;
  const sequences = Math.min(source.size, config.evaluation.testSequences);
  const { crossEntropy, f1 } = await scoreRollouts(model, source, { fed, own, sequences });
  const frames = await firstFrames(source, 1);
  const { values } = await model.rollOut(frames, { fed, own });
  const shown = filmFrames(config);
  const pixels = source.shape[0] * source.shape[1] * source.shape[2];
  const film = (all: Float32Array, first: number) => {
    const picked = new Float32Array(shown.length * pixels);
    shown.forEach((frame, i) => {
      const from = (frame - first) * pixels;
      picked.set(all.subarray(from, from + pixels), i * pixels);
    });
    return imageRow('', picked, shown.length).pixels;
  };
  // What is said begins with frame 1.
  return { crossEntropy, f1, shown, truth: film(frames.values, 0), said: film(values, 1) };
}

/**
 * @param config - How many frames there are.
 * @returns The frames that a film shows: the last ones foretold from true frames, then own ones, the later the farther apart.
 */
export function filmFrames({ fed, own }: Pick<BouncingBallsConfig, 'fed' | 'own'>): number[] {
  const before = [fed - 2, fed - 1].filter((frame) => frame >= 1);
  const places = Array.from({ length: FILM - before.length }, (_, i) =>
    Math.round(((own - 1) * i) / (FILM - before.length - 1)),
  );
  return [...before, ...[...new Set(places)].map((place) => fed + place)];
}

async function firstFrames(source: FrameSequences, size: number) {
  const { steps, shape } = source;
  const values = new Float32Array(size * steps * shape[0] * shape[1] * shape[2]);
  await source.read(
    Int32Array.from({ length: size }, (_, i) => i),
    values,
  );
  return { size, steps, shape, values };
}

/** Activity while true frames are read: what own frames show is not where balls are. */
async function watch(
  model: FrameModel,
  source: FrameSequences,
  config: BouncingBallsConfig,
): Promise<BallValue['activity']> {
  if (source.tracks === undefined) return null;
  const size = Math.min(WATCHED, source.size);
  const prediction = await model.predict(await firstFrames(source, size));
  if (prediction.modules === 0) return null;
  const tracks = await source.tracks(Int32Array.from({ length: size }, (_, i) => i));
  const cells = Math.min(8, config.pixels);
  const { active, atHits, inCells } = activityBesideObjects(prediction, tracks, { cells });
  return { active, atHits, inCells };
}
