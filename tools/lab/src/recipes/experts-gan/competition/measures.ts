import type { ExpertsEvaluation, ReferenceAccuracies } from '@causal-mechanisms/experts-gan';
import { assignmentVerdict, lastChange, rowEntropies } from '@causal-mechanisms/metrics';
import type { EvaluationEvent, LabelledMatrix } from '@causal-mechanisms/tensor-utils';
import { matrixOf } from './sections.ts';
import { share } from '../../../run/measure.ts';
import type { Measure } from '../../../run/measure.ts';

/**
 * @param final - What the experts make of all test images.
 * @param references - What the classifier makes of them without the experts, where there is one.
 * @returns One sentence that says what came out.
 */
export function expertsHeadline(
  final: ExpertsEvaluation,
  references: ReferenceAccuracies | undefined,
): string {
  const { matched, accuracy } = final.scalars;
  const mechanisms = final.matrices.wins.rows.length;
  const found =
    matched === mechanisms
      ? `Each of the ${mechanisms} mechanisms has an expert of its own`
      : `${matched} of ${mechanisms} mechanisms have an expert of their own`;
  if (accuracy === undefined || references === undefined) return `${found}.`;
  const { transformed } = references;
  // Whoever wins an image need not have undone what was done to it: the classifier tells.
  const [joint, digits] =
    accuracy > transformed
      ? [': a classifier', 'the recovered ones']
      : [', but nothing is undone: a classifier', 'what they make of them'];
  return `${found}${joint} that reads ${share(transformed)} of the changed digits reads ${share(accuracy)} of ${digits}.`;
}

/** The names of the figures of a competition. */
type FigureName =
  | 'matched'
  | 'accuracyRecovered'
  | 'accuracyTransformed'
  | 'accuracyOriginal'
  | 'verdict'
  | 'perfectAtEnd'
  | 'minDiagonal'
  | 'entropyBefore'
  | 'entropy'
  | 'withinBound'
  | 'lastChange'
  | 'meanSquaredError'
  | 'psnr';

/** What the paper says of some figures, in words. */
export type PaperFigures = Readonly<Partial<Record<FigureName, string>>>;

/** What the figures of a competition are computed from. */
export interface CompetitionOutcome {
  /** What the experts make of all test images. */
  readonly final: ExpertsEvaluation;
  /** What the classifier makes of them without the experts, where there is one. */
  readonly references?: ReferenceAccuracies | undefined;
  /** The evaluations during training. */
  readonly history: readonly EvaluationEvent[];
  /** The classifier's accuracy on the originals of the images that the history was measured on, where there is one. */
  readonly bound?: number | undefined;
}

/**
 * The figures of one competition beside those of Parascandolo et al. (2018).
 *
 * @param outcome - What was measured.
 * @param paper - What the paper says.
 * @returns The figures, the most important first; none of a classifier where there was none.
 */
export function expertsMeasures(
  { final, references, history, bound }: CompetitionOutcome,
  paper: PaperFigures,
): Measure[] {
  const { scalars } = final;
  const { wins } = final.matrices;
  const verdict = assignmentVerdict(wins.values);
  const measure = (name: FigureName, label: string, rest: Omit<Measure, 'label' | 'name'>) => ({
    name,
    label,
    ...rest,
    ...(paper[name] === undefined ? {} : { paper: paper[name] }),
  });
  const isRead = references !== undefined && bound !== undefined;
  const first = history.find(({ scalars }) => (scalars['accuracy'] ?? 0) >= (bound ?? NaN) - 0.01);
  return [
    measure('matched', 'mechanisms with an expert of their own', {
      value: verdict.matched,
      outOf: wins.rows.length,
      format: 'integer',
    }),
    ...(isRead
      ? [
          measure('accuracyRecovered', 'classifier accuracy on recovered digits', {
            value: scalars.accuracy ?? null,
            format: 'percent',
          }),
          measure('accuracyTransformed', 'classifier accuracy on transformed digits', {
            value: references.transformed,
            format: 'percent',
          }),
          measure('accuracyOriginal', 'classifier accuracy on original digits (the bound)', {
            value: references.original,
            format: 'percent',
          }),
        ]
      : []),
    measure('verdict', 'verdict', { value: verdict.verdict }),
    measure(
      'perfectAtEnd',
      `perfect verdicts in the last ${lastLooks(history).length} evaluations`,
      {
        value: perfectAtEnd(history),
        format: 'percent',
      },
    ),
    measure('minDiagonal', 'smallest share of a mechanism that its expert wins', {
      value: verdict.minDiagonal,
    }),
    measure('entropyBefore', 'mean entropy of a row of wins before the competition', {
      value: meanEntropy(matrixOf(history[0], 'wins')),
    }),
    measure('entropy', 'mean entropy of a row of wins at the end', { value: meanEntropy(wins) }),
    ...(isRead
      ? [
          measure('withinBound', 'first evaluated iteration within 1 point of the bound', {
            value: first?.step ?? null,
            format: 'integer',
          }),
        ]
      : []),
    measure('lastChange', 'last change of the expert that wins most of a mechanism', {
      value: lastOwnershipChange(history),
      format: 'integer',
    }),
    measure('meanSquaredError', 'mean squared error of recovered digits', {
      value: scalars.meanSquaredError ?? null,
    }),
    measure('psnr', 'median peak signal-to-noise ratio of recovered digits', {
      value: scalars.psnr ?? null,
      format: 'decibel',
    }),
  ];
}

/** Evaluations at the end of training that are looked at together. */
const LAST_LOOKS = 20;

/**
 * How often the verdict is perfect at the end: one evaluation is a sample of experts and a discriminator that still swing.
 *
 * @param history - The evaluations during training, the first one of before it.
 * @returns The share of the last twenty evaluations whose win matrix is perfect, or of the second half of all, where there are fewer than
 * forty; `null` without evaluations.
 */
export function perfectAtEnd(history: readonly EvaluationEvent[]): number | null {
  const last = lastLooks(history);
  if (last.length === 0) return null;
  const verdicts = last.map((event) => assignmentVerdict(matrixOf(event, 'wins').values).verdict);
  return verdicts.filter((verdict) => verdict === 'perfect').length / last.length;
}

function lastLooks(history: readonly EvaluationEvent[]): readonly EvaluationEvent[] {
  const most = Math.ceil((history.length - 1) / 2);
  return history.slice(Math.max(1, history.length - Math.min(LAST_LOOKS, most)));
}

/**
 * @param history - The evaluations during training.
 * @returns Every mean score as CSV: iteration, mechanism, expert, score.
 */
export function scoresTable(history: readonly EvaluationEvent[]): string {
  const lines = history.flatMap((event) => {
    const { rows, columns, values } = matrixOf(event, 'scores');
    return rows.flatMap((row, m) =>
      columns.map((column, j) => `${event.step},${row},${column},${values[m]?.[j] ?? ''}`),
    );
  });
  return `${['iteration,mechanism,expert,score', ...lines].join('\n')}\n`;
}

/**
 * @param history - The evaluations during training.
 * @returns The evaluated iteration at which some mechanism's strongest expert was last another one than before.
 */
export function lastOwnershipChange(history: readonly EvaluationEvent[]): number {
  const owners = history.map(
    (event) => assignmentVerdict(matrixOf(event, 'wins').values).bestExperts,
  );
  return history[lastChange(owners)]?.step ?? 0;
}

function meanEntropy({ values }: LabelledMatrix): number {
  const entropies = rowEntropies(values);
  return entropies.reduce((sum, entropy) => sum + entropy, 0) / entropies.length;
}
