import type { ExpertsEvaluation, ReferenceAccuracies } from '@causal-mechanisms/experts-gan';
import { assignmentVerdict, lastChange, rowEntropies } from '@causal-mechanisms/metrics';
import type { EvaluationEvent, LabelledMatrix } from '@causal-mechanisms/tensor-utils';
import { matrixOf } from './sections.ts';
import { share } from '../../../run/measure.ts';
import type { Measure } from '../../../run/measure.ts';

/**
 * @param final - What the experts make of all test images.
 * @param references - What the classifier makes of them without the experts.
 * @returns One sentence that says what came out.
 */
export function expertsHeadline(
  final: ExpertsEvaluation,
  { transformed }: ReferenceAccuracies,
): string {
  const { matched, accuracy } = final.scalars;
  const mechanisms = final.matrices.wins.rows.length;
  const found =
    matched === mechanisms
      ? `Each of the ${mechanisms} mechanisms has an expert of its own`
      : `${matched} of ${mechanisms} mechanisms have an expert of their own`;
  if (accuracy === undefined) return `${found}.`;
  // Whoever wins an image need not have undone what was done to it: the classifier tells.
  const [joint, digits] =
    accuracy > transformed
      ? [': a classifier', 'the recovered ones']
      : [', but nothing is undone: a classifier', 'what they make of them'];
  return `${found}${joint} that reads ${share(transformed)} of the changed digits reads ${share(accuracy)} of ${digits}.`;
}

/**
 * The figures of one competition beside those of Parascandolo et al. (2018).
 *
 * @param final - What the experts make of all test images.
 * @param references - What the classifier makes of them without the experts.
 * @param history - The evaluations during training.
 * @param bound - The classifier's accuracy on the originals of the images that the history was measured on.
 * @returns The figures, the most important first.
 */
export function expertsMeasures(
  final: ExpertsEvaluation,
  references: ReferenceAccuracies,
  history: readonly EvaluationEvent[],
  bound: number,
): Measure[] {
  const { scalars } = final;
  const { wins } = final.matrices;
  const verdict = assignmentVerdict(wins.values);
  const first = history.find(({ scalars }) => (scalars['accuracy'] ?? 0) >= bound - 0.01);
  return [
    {
      name: 'matched',
      label: 'mechanisms with an expert of their own',
      value: verdict.matched,
      outOf: wins.rows.length,
      format: 'integer',
      paper: '10 of 10 in 7 of 10 runs',
    },
    {
      name: 'accuracyRecovered',
      label: 'classifier accuracy on recovered digits',
      value: scalars.accuracy ?? null,
      format: 'percent',
      paper: 'near the bound',
    },
    {
      name: 'accuracyTransformed',
      label: 'classifier accuracy on transformed digits',
      value: references.transformed,
      format: 'percent',
      paper: 'about 40 %',
    },
    {
      name: 'accuracyOriginal',
      label: 'classifier accuracy on original digits (the bound)',
      value: references.original,
      format: 'percent',
      paper: 'about 99 %',
    },
    { name: 'verdict', label: 'verdict', value: verdict.verdict, paper: 'perfect in 7 of 10 runs' },
    {
      name: 'minDiagonal',
      label: 'smallest share of a mechanism that its expert wins',
      value: verdict.minDiagonal,
      paper: 'near 1',
    },
    {
      name: 'entropyBefore',
      label: 'mean entropy of a row of wins before the competition',
      value: meanEntropy(matrixOf(history[0], 'wins')),
      paper: 'near uniform',
    },
    {
      name: 'entropy',
      label: 'mean entropy of a row of wins at the end',
      value: meanEntropy(wins),
      paper: 'near 0',
    },
    {
      name: 'withinBound',
      label: 'first evaluated iteration within 1 point of the bound',
      value: first?.step ?? null,
      format: 'integer',
      paper: 'about 600',
    },
    {
      name: 'lastChange',
      label: 'last change of the expert that wins most of a mechanism',
      value: lastOwnershipChange(history),
      format: 'integer',
      paper: 'about 750',
    },
    {
      name: 'meanSquaredError',
      label: 'mean squared error of recovered digits',
      value: scalars.meanSquaredError ?? null,
    },
    {
      name: 'psnr',
      label: 'median peak signal-to-noise ratio of recovered digits',
      value: scalars.psnr ?? null,
      format: 'decibel',
    },
  ];
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

/** The evaluated iteration at which some mechanism's strongest expert was last another one than before. */
function lastOwnershipChange(history: readonly EvaluationEvent[]): number {
  const owners = history.map(
    (event) => assignmentVerdict(matrixOf(event, 'wins').values).bestExperts,
  );
  return history[lastChange(owners)]?.step ?? 0;
}

function meanEntropy({ values }: LabelledMatrix): number {
  const entropies = rowEntropies(values);
  return entropies.reduce((sum, entropy) => sum + entropy, 0) / entropies.length;
}
