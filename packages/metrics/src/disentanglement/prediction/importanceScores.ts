import { checkMatrix } from '../../checks.ts';

/** Whether codes and factors belong to each other one to one. */
export interface ImportanceScores {
  /** Whether each code matters for one factor only: the mean over codes by their share of all importance, in [0, 1]. */
  readonly disentanglement: number;
  /** Whether each factor has one code that matters: the mean over factors by their share, in [0, 1]. */
  readonly completeness: number;
  /** One minus the entropy of each code's importances, in units of that of equal ones; 0 for a code without any. */
  readonly codes: readonly number[];
  /** The same of each factor. */
  readonly factors: readonly number[];
}

/**
 * Disentanglement and completeness of a matrix that says how important each code is for predicting each factor (Eastwood and
 * Williams, 2018).
 *
 * @param importance - Numbers from 0 on: one row per factor, one entry per code.
 * @returns Both scores and their parts; all are 0 where there is no importance at all.
 * @throws ArgumentError for an empty matrix; ShapeError for rows of different length; ValuesError for entries below 0 or not finite.
 *
 * @example
 * ```ts
 * import { importanceScores } from '@causal-mechanisms/metrics';
 *
 * const { disentanglement, completeness } = importanceScores([[0.8, 0.1, 0.5], [0.2, 0.9, 0.5]]);
 * console.log(disentanglement.toFixed(4), completeness.toFixed(4)); // 0.2697 0.1681
 * ```
 */
export function importanceScores(importance: readonly (readonly number[])[]): ImportanceScores {
  const codeCount = checkMatrix('importanceScores', 'importance', importance, 0);
  const byCode = Array.from({ length: codeCount }, (_, code) =>
    importance.map((row) => row[code] ?? 0),
  );
  const [codes, factors] = [byCode.map(concentration), importance.map(concentration)];
  return {
    disentanglement: weighted(codes, byCode.map(sum)),
    completeness: weighted(factors, importance.map(sum)),
    codes,
    factors,
  };
}

/** One minus the entropy of shares in units of the largest possible. */
function concentration(values: readonly number[]): number {
  const total = sum(values);
  if (total === 0) return 0;
  if (values.length === 1) return 1;
  const entropy = values.reduce((nats, value) => {
    const share = value / total;
    return share === 0 ? nats : nats - share * Math.log(share);
  }, 0);
  return Math.max(0, 1 - entropy / Math.log(values.length));
}

function weighted(scores: readonly number[], weights: readonly number[]): number {
  const total = sum(weights);
  if (total === 0) return 0;
  return sum(scores.map((score, i) => score * (weights[i] ?? 0))) / total;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
