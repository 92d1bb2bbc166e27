import type { TabularHypothesis } from '../../src/pair/tabularHypotheses.ts';

/**
 * Adapts every table, row by row, with gradients by finite differences of the mean negative log-likelihood: slow, and without any of the
 * formulas that are tested.
 */
export function plainAdaptation(
  { causes, effects, logMarginal, logConditional }: TabularHypothesis,
  cause: Uint8Array,
  effect: Uint8Array,
  {
    batches,
    batchSize,
    learningRate,
  }: { batches: number; batchSize: number; learningRate: number },
): number[] {
  let logits = [...logMarginal, ...logConditional];
  const logOfSum = (values: readonly number[]) =>
    Math.log(values.reduce((sum, value) => sum + Math.exp(value), 0));
  const logLikelihood = (parameters: readonly number[], k: number) => {
    const marginal = parameters.slice(0, causes);
    let sum = 0;
    for (let i = k * batchSize; i < (k + 1) * batchSize; i++) {
      const [c, e] = [cause[i] ?? NaN, effect[i] ?? NaN];
      const row = parameters.slice(causes + c * effects, causes + (c + 1) * effects);
      sum += (marginal[c] ?? NaN) - logOfSum(marginal) + (row[e] ?? NaN) - logOfSum(row);
    }
    return sum;
  };
  const scores = [];
  for (let k = 0; k < batches; k++) {
    scores.push(logLikelihood(logits, k));
    const step = 1e-5;
    const moved = (at: number, by: number) =>
      logits.map((logit, i) => (i === at ? logit + by : logit));
    const slopes = logits.map(
      (_, at) =>
        (logLikelihood(moved(at, step), k) - logLikelihood(moved(at, -step), k)) / (2 * step),
    );
    logits = logits.map((logit, at) => logit + (learningRate / batchSize) * (slopes[at] ?? NaN));
  }
  return scores;
}
