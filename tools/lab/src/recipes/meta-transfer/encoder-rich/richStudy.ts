import { splineChain } from '@causal-mechanisms/datasets';
import { couplingLayers, rotation3, trainEncoder } from '@causal-mechanisms/meta-transfer';
import type {
  Columns,
  EncoderModel,
  EncoderTrainingConfigInput,
  InvertibleEncoder,
  RepresentationData,
} from '@causal-mechanisms/meta-transfer';
import { meanCorrelationCoefficient, r2Matrix } from '@causal-mechanisms/metrics';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { InterruptedError } from '../../../run/interrupted.ts';
import type { RecipeContext } from '../../../run/recipe.ts';
import { richPart } from './settings.ts';
import type { RichConfig, TaskName } from './settings.ts';

/** How well codes match the variables behind them. */
export type RichScores = {
  /** Mean correlation coefficient: up to order, sign and scale. */
  readonly mcc: number;
  /** The same of ranks: up to any monotone map. */
  readonly spearman: number;
  /** R2 of each variable from each code by itself: up to any map. */
  readonly r2: readonly (readonly number[])[];
  /** The code matched with each variable. */
  readonly columns: readonly number[];
};

/** One truth, as its part keeps it. */
export type RichOutcome = {
  /** Of the observed points. */
  readonly before: RichScores;
  /** Of the codes. */
  readonly after: RichScores;
  readonly direction: string;
  /** Whether the chain of the codes is that of the variables that they match. */
  readonly right: boolean;
  readonly belief: number;
  /** The loss by iteration. */
  readonly losses: readonly (readonly [number, number])[];
};

/** What was measured of a task. */
export interface RichResult {
  readonly task: TaskName;
  readonly outcomes: readonly RichOutcome[];
}

/** Points of a curve that are kept. */
const KEPT = 50;

/**
 * Learns every truth of every task; each is a part of the run.
 *
 * @param context - Of the recipe.
 * @param config - Of the study.
 * @returns What was measured.
 */
export async function runRich(
  context: Pick<RecipeContext, 'part' | 'seed' | 'signal'>,
  config: RichConfig,
): Promise<RichResult[]> {
  const results = [];
  for (const task of config.tasks) {
    const outcomes: RichOutcome[] = [];
    for (let truth = 0; truth < config.truths; truth++) {
      const part = context.part(richPart(task, truth));
      outcomes.push(
        await part.finished(() => {
          const stream = new RandomStream(context.seed).split(richPart(task, truth));
          return learnTruth(config, { task, stream, signal: context.signal });
        }),
      );
    }
    results.push({ task, outcomes });
  }
  return results;
}

async function learnTruth(
  config: RichConfig,
  {
    task,
    stream,
    signal,
  }: { readonly task: TaskName; readonly stream: RandomStream; readonly signal: AbortSignal },
): Promise<RichOutcome> {
  const { data, truth } = hiddenChain(config, task, stream);
  const losses: [number, number][] = [];
  const training = trainingOf(config, task, stream.split('learner').integer(0, 2 ** 31));
  for await (const event of trainEncoder(data, { config: training, signal })) {
    if (event.kind === 'step' && event.step % Math.ceil(event.steps / KEPT) === 0) {
      losses.push([event.step, event.scalars['loss'] ?? NaN]);
    }
    if (event.kind !== 'end') continue;
    if (event.reason === 'aborted') throw new InterruptedError();
    return { ...outcomeOf(event.model, data.training, truth), losses };
  }
  throw new Error('the training run ended without an end event');
}

function trainingOf(
  { chainTraining, couplingTraining, coupling }: RichConfig,
  task: TaskName,
  seed: number,
): EncoderTrainingConfigInput {
  if (task === 'chain') return { ...chainTraining, seed };
  const { layers, hidden } = coupling;
  // The layers undo those of the decoder, the last one first.
  const first = layers % 2 === 0 ? 'even' : 'odd';
  return { ...couplingTraining, encoder: 'coupling', coupling: { layers, hidden, first }, seed };
}

/**
 * @param model - The learned encoder.
 * @param points - Observed points.
 * @param truth - The variables behind them.
 * @returns How well the codes match the variables.
 */
export function outcomeOf(
  model: Pick<EncoderModel, 'encode' | 'direction' | 'belief'>,
  points: Columns,
  truth: Columns,
): Omit<RichOutcome, 'losses'> {
  const after = scoresOf(truth, model.encode(points));
  const chain = after.columns.map((column) => ['U', 'V', 'W'][column] ?? '?').join('->');
  return {
    before: scoresOf(truth, points),
    after,
    direction: model.direction,
    right: chain === model.direction,
    belief: model.belief[model.direction] ?? NaN,
  };
}

function scoresOf(truth: Columns, found: Columns): RichScores {
  const { mean, columns } = meanCorrelationCoefficient(truth, found);
  return {
    mcc: mean,
    spearman: meanCorrelationCoefficient(truth, found, { kind: 'spearman' }).mean,
    r2: r2Matrix(truth, found),
    columns,
  };
}

/** Variables of a random chain, and what a random decoder shows of them. */
function hiddenChain(
  { knots, trainingPoints, transferSets, points, coupling }: RichConfig,
  task: TaskName,
  stream: RandomStream,
): { readonly data: RepresentationData; readonly truth: Columns } {
  const variables = task === 'chain' ? 3 : 2;
  const chain = splineChain({ knots, variables, stream: stream.split('chain') });
  const decoder = decoderOf(task, coupling, stream.split('decoder'));
  const [before, after] = [stream.split('training'), stream.split('transfers')];
  const truth = chain.sampleTraining(trainingPoints, before);
  const transfers = Array.from({ length: transferSets }, () =>
    decoder.encode(chain.transfer(after).sample(points, after)),
  );
  return { data: { training: decoder.encode(truth), transfers }, truth };
}

function decoderOf(
  task: TaskName,
  { layers, hidden, deviation }: RichConfig['coupling'],
  stream: RandomStream,
): InvertibleEncoder {
  if (task === 'coupling') {
    return couplingLayers({ layers, hidden, outputDeviation: deviation, stream });
  }
  return rotation3([0, 1, 2].map(() => stream.uniform(-Math.PI, Math.PI)));
}
