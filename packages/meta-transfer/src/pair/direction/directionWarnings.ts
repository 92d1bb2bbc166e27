import type { DeltaTotals } from './deltaTotals.ts';
import type { TabularHypotheses } from '../tabularHypotheses.ts';

/** What a prediction says, as far as warnings look at it. */
interface Prediction {
  readonly belief: number;
  readonly meanDelta: number;
  readonly expectedRatio: number;
}

/** Mutual information below which the objective has nothing but the change of a marginal to go by, in nats. */
const NEARLY_INDEPENDENT = 1e-3;

/** Sentences on what speaks against relying on a prediction. */
export function directionWarnings(
  { belief, meanDelta, expectedRatio }: Prediction,
  totals: DeltaTotals,
  hypotheses: TabularHypotheses,
): string[] {
  const warnings = [];
  if (totals.episodes === 0) warnings.push('No episode was seen.');
  else if (Math.abs(meanDelta) <= 2 * totals.standardError || meanDelta === 0) {
    warnings.push(
      `The mean of Delta, ${meanDelta.toPrecision(3)}, is within two standard errors of 0: the episodes favour neither direction.`,
    );
  }
  if (belief < 0.9 && expectedRatio >= 1) {
    warnings.push(
      `The belief comes to rest short of certainty: the mean of exp(-Delta) is ${expectedRatio.toPrecision(3)}, not below 1, since some episodes speak strongly against the direction.`,
    );
  }
  const information = mutualInformation(hypotheses);
  if (information < NEARLY_INDEPENDENT) {
    warnings.push(
      `A and B are almost independent before the transfer (${information.toExponential(1)} nats): the objective then names the variable that was changed, whatever causes what.`,
    );
  }
  return warnings;
}

/** What A and B tell about each other, in nats. */
export function mutualInformation({
  joint,
  categories,
  forward,
  backward,
}: TabularHypotheses): number {
  let sum = 0;
  joint.forEach((probability, at) => {
    if (probability === 0) return;
    const a = forward.logMarginal[Math.floor(at / categories[1])] ?? NaN;
    const b = backward.logMarginal[at % categories[1]] ?? NaN;
    sum += probability * (Math.log(probability) - a - b);
  });
  return Math.max(sum, 0);
}
