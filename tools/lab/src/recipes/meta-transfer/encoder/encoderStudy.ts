import { splinePair } from '@causal-mechanisms/datasets';
import { rotation, rotationError, trainEncoder } from '@causal-mechanisms/meta-transfer';
import type {
  EncoderModel,
  EncoderTrainingConfigInput,
  RepresentationData,
} from '@causal-mechanisms/meta-transfer';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { InterruptedError } from '../../../run/interrupted.ts';
import type { RecipeContext } from '../../../run/recipe.ts';
import { LEARNER_SETTINGS, partName } from './settings.ts';
import type { EncoderConfig, LearnerName } from './settings.ts';

/** One way of learning on one spline, as its part keeps it. */
export type EncoderOutcome = {
  /** In radians. */
  readonly angle: number;
  readonly direction: string;
  /** Distance from the nearest right pair, in degrees. */
  readonly error: number;
  /** The belief in `U->V`. */
  readonly belief: number;
  /** How far the mechanism is from a line. */
  readonly curvature: number;
  /** Angles in degrees by iteration. */
  readonly path: readonly (readonly [number, number])[];
  /** For the search: angle in degrees, and the mean log-likelihood under both directions. */
  readonly scores: readonly (readonly [number, number, number])[];
};

/** What was measured of a learner. */
export interface EncoderResult {
  readonly learner: LearnerName;
  readonly outcomes: readonly EncoderOutcome[];
}

/** Points of a path that are kept. */
const KEPT = 50;

/**
 * Learns every spline by every learner; each pair is a part of the run.
 *
 * @param context - Of the recipe.
 * @param config - Of the study.
 * @returns What was measured.
 */
export async function runEncoders(
  context: Pick<RecipeContext, 'part' | 'seed' | 'signal'>,
  config: EncoderConfig,
): Promise<EncoderResult[]> {
  const results = [];
  for (const learner of config.learners) {
    const outcomes: EncoderOutcome[] = [];
    for (let spline = 0; spline < config.splines; spline++) {
      const part = context.part(partName(learner, spline));
      outcomes.push(await part.finished(() => learnSpline(context, config, { learner, spline })));
    }
    results.push({ learner, outcomes });
  }
  return results;
}

async function learnSpline(
  { seed, signal }: Pick<RecipeContext, 'seed' | 'signal'>,
  config: EncoderConfig,
  { learner, spline }: { readonly learner: LearnerName; readonly spline: number },
): Promise<EncoderOutcome> {
  const search = learner === 'search';
  const sizes = search ? { ...config, ...pickSizes(config) } : config;
  const stream = new RandomStream(seed).split(`spline ${spline}`);
  const { data, curvature } = rotatedSpline(sizes, stream);
  const path: [number, number][] = [];
  const scores: [number, number, number][] = [];
  const training = trainingOf(config, learner, stream.split('learner').integer(0, 2 ** 31));
  for await (const event of trainEncoder(data, { config: training, signal })) {
    if (event.kind === 'step') {
      const { angle = NaN, forward = NaN, backward = NaN, angle0 = NaN } = event.scalars;
      if (search) scores.push([degrees(angle), forward, backward]);
      if (event.step % Math.ceil(event.steps / KEPT) === 0)
        path.push([event.step, degrees(angle0)]);
    }
    if (event.kind !== 'end') continue;
    if (event.reason === 'aborted') throw new InterruptedError();
    return { ...outcomeOf(event.model, config), curvature, path, scores };
  }
  throw new Error('the training run ended without an end event');
}

function pickSizes({ search }: EncoderConfig) {
  return { trainingPoints: search.trainingPoints, transferSets: search.transferSets };
}

function trainingOf(
  { search, gradient }: EncoderConfig,
  learner: LearnerName,
  seed: number,
): EncoderTrainingConfigInput {
  if (learner !== 'search') return { ...gradient, ...LEARNER_SETTINGS[learner], seed };
  const { iterations, grid, batches, bumps, components, mixtureIterations } = search;
  return { learner, iterations, grid, batches, bumps, components, mixtureIterations, seed };
}

function outcomeOf(model: EncoderModel, { decoderDegrees }: EncoderConfig) {
  return {
    angle: model.angle,
    direction: model.direction,
    error: degrees(rotationError(model, (decoderDegrees * Math.PI) / 180)),
    belief: model.belief['U->V'] ?? NaN,
  };
}

/** Points of a random spline, turned by the decoder. */
function rotatedSpline(
  {
    knots,
    decoderDegrees,
    trainingPoints,
    transferSets,
    points,
  }: Pick<EncoderConfig, 'knots' | 'decoderDegrees' | 'trainingPoints' | 'transferSets' | 'points'>,
  stream: RandomStream,
): { readonly data: RepresentationData; readonly curvature: number } {
  const pair = splinePair({ knots, stream: stream.split('spline') });
  const decoder = rotation((decoderDegrees * Math.PI) / 180);
  const [before, after] = [stream.split('training'), stream.split('transfers')];
  const observed = ({ a, b }: { readonly a: Float64Array; readonly b: Float64Array }) =>
    decoder.encode([a, b]);
  return {
    curvature: pair.curvature,
    data: {
      training: observed(pair.sampleTraining(trainingPoints, before)),
      transfers: Array.from({ length: transferSets }, () =>
        observed(pair.transfer(after).sample(points, after)),
      ),
    },
  };
}

function degrees(radians: number): number {
  return (radians * 180) / Math.PI;
}
