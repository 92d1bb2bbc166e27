import { checkOptions } from '@causal-mechanisms/tensor-utils';
import { checkScored, checkWeights } from './checkScored.ts';
import type { EdgeContrasts } from './edgeContrasts.ts';
import type { ScoredGraphs } from './scoredGraphs.ts';

/** Options of {@link regressionContrasts}. */
export interface RegressionContrastsOptions {
  /** Added to the diagonal of the normal equations, in draws. Default: 1. */
  readonly ridge?: number;
}

/**
 * The effect of each edge on the cost of its effect, with what the other edges do taken away: the coefficients of a linear regression of the
 * costs on all edges into a variable.
 *
 * Edges are drawn independently, so that this estimates the same as the difference of means, but the means also hold the luck of which other
 * edges were drawn along: with many parents that is most of their variance. More draws than variables are needed to gain from it.
 *
 * @param scored - Graphs and their costs.
 * @param options - The ridge.
 * @returns The contrast of every edge.
 * @throws ShapeError when sizes do not fit; ValuesError when a cost is not finite; ArgumentError when there are no variables, or an option is impossible.
 *
 * @example
 * ```ts
 * import { regressionContrasts } from '@causal-mechanisms/meta-transfer';
 *
 * // cost of variable 2: 3 - 1 with the edge from 0, - 0.5 with the edge from 1
 * const graphs = new Uint8Array(4 * 9);
 * const costs = [0, 0, 3, 0, 0, 2, 0, 0, 2.5, 0, 0, 1.5];
 * for (const draw of [1, 3]) graphs[draw * 9 + 2] = 1;
 * for (const draw of [2, 3]) graphs[draw * 9 + 5] = 1;
 * const { differences } = regressionContrasts({ variables: 3, graphs, costs }, { ridge: 0 });
 * console.log([2, 5].map((edge) => differences[edge]?.toFixed(2))); // [ '-1.00', '-0.50' ]
 * ```
 */
export function regressionContrasts(
  scored: ScoredGraphs,
  options: RegressionContrastsOptions = {},
): EdgeContrasts {
  const { ridge = 1 } = checkOptions('regressionContrasts', options);
  const draws = checkScored('regressionContrasts', scored);
  const { variables, graphs, costs } = scored;
  const size = variables * variables;
  checkWeights('regressionContrasts', { ridge });
  const differences = new Float64Array(size);
  const drawn = new Uint8Array(size);
  for (let effect = 0; effect < variables; effect++) {
    const edges: number[] = [];
    const shares: number[] = [];
    for (let cause = 0; cause < variables; cause++) {
      const edge = cause * variables + effect;
      let n = 0;
      for (let draw = 0; draw < draws; draw++) n += graphs[draw * size + edge] as number;
      if (n === 0 || n === draws) continue;
      drawn[edge] = 1;
      edges.push(edge);
      shares.push(n / draws);
    }
    let mean = 0;
    for (let draw = 0; draw < draws; draw++)
      mean += (costs[draw * variables + effect] as number) / draws;
    const width = edges.length;
    const matrix = new Float64Array(width * width);
    const right = new Float64Array(width);
    const row = new Float64Array(width);
    for (let draw = 0; draw < draws; draw++) {
      const cost = (costs[draw * variables + effect] as number) - mean;
      for (let a = 0; a < width; a++) {
        row[a] = (graphs[draw * size + (edges[a] as number)] as number) - (shares[a] as number);
      }
      for (let a = 0; a < width; a++) {
        const value = row[a] as number;
        right[a] = (right[a] as number) + value * cost;
        for (let b = 0; b <= a; b++) {
          matrix[a * width + b] = (matrix[a * width + b] as number) + value * (row[b] as number);
        }
      }
    }
    for (let a = 0; a < width; a++) {
      // In units of an edge's own variance, so that rare edges are not drawn to 0 more than others.
      const share = shares[a] as number;
      matrix[a * width + a] =
        (matrix[a * width + a] as number) + ridge * share * (1 - share) + 1e-12;
    }
    solveInPlace(matrix, right);
    edges.forEach((edge, a) => (differences[edge] = right[a] as number));
  }
  return { differences, drawn };
}

/** Cholesky decomposition of the lower triangle, and both substitutions. */
function solveInPlace(matrix: Float64Array, right: Float64Array): void {
  const n = right.length;
  for (let a = 0; a < n; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = matrix[a * n + b] as number;
      for (let k = 0; k < b; k++)
        sum -= (matrix[a * n + k] as number) * (matrix[b * n + k] as number);
      matrix[a * n + b] =
        a === b ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (matrix[b * n + b] as number);
    }
  }
  for (let a = 0; a < n; a++) {
    let sum = right[a] as number;
    for (let k = 0; k < a; k++) sum -= (matrix[a * n + k] as number) * (right[k] as number);
    right[a] = sum / (matrix[a * n + a] as number);
  }
  for (let a = n - 1; a >= 0; a--) {
    let sum = right[a] as number;
    for (let k = a + 1; k < n; k++) sum -= (matrix[k * n + a] as number) * (right[k] as number);
    right[a] = sum / (matrix[a * n + a] as number);
  }
}
