import { asFactorGraph } from '@causal-mechanisms/datasets';
import type { FactorGraph } from '@causal-mechanisms/datasets';
import {
  edgeCounts,
  edgeRanking,
  structuralHammingDistance,
  structuralInterventionDistance,
} from '@causal-mechanisms/metrics';
import type { EdgeCounts, EdgeRanking } from '@causal-mechanisms/metrics';
import {
  ArgumentError,
  checkNumber,
  checkNumbers,
  checkOptions,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import type { LabelledMatrix } from '@causal-mechanisms/tensor-utils';
import { checkNames, isList } from '../../checks.ts';

/** Options of {@link graphScores}. */
export interface GraphScoresOptions {
  /** The super-graph in which edges were learned: a graph of the same factors, or its edges in words. Default: all pairs. */
  readonly allowed?: FactorGraph | string | readonly string[];
  /** The true sign of edges, by edge, such as `{ 'light -> shadow_length': -1 }`. Default: none is known. */
  readonly signs?: Readonly<Record<string, 1 | -1>>;
  /** A weight whose absolute value is above this is an edge; at least 0. Default: 0.1. */
  readonly threshold?: number;
}

/** One allowed edge. */
export interface ScoredEdge {
  /** The edge in words, such as `light -> shadow_length`. */
  readonly edge: string;
  /** Its learned weight. */
  readonly weight: number;
  /** Whether it is in the true graph. */
  readonly isTrue: boolean;
  /** Whether its sign is the true one; undefined where that is not known. A weight of 0 has no sign. */
  readonly signIsRight: boolean | undefined;
}

/** How learned weights compare with a true graph. */
export interface GraphScores {
  /** All allowed edges, cause by cause. */
  readonly edges: readonly ScoredEdge[];
  /** How many known signs are right. */
  readonly signsRight: number;
  /** How many signs are known. */
  readonly signsKnown: number;
  /** How the absolute weights rank true edges among the allowed ones. */
  readonly ranking: EdgeRanking;
  /** Edges above the threshold, against the truth. */
  readonly counts: EdgeCounts;
  /** The structural Hamming distance of the graph above the threshold. */
  readonly hammingDistance: number;
  /** The structural intervention distance of the graph above the threshold: 0 for every graph that has more edges in a causal order. */
  readonly interventionDistance: number;
}

/**
 * Scores a learned weighted adjacency against the true graph: signs, ranking within the super-graph, and distances at a threshold.
 *
 * @param weights - `values[cause][effect]` with the names of the factors, such as `adjacency()` of a model.
 * @param truth - The true graph of the same factors in any order, or its edges in words.
 * @param options - The super-graph, known signs and the threshold.
 * @returns The scores.
 * @throws ArgumentError for graphs or signs of other factors, an `allowed` that lacks a true edge, or an impossible threshold; ShapeError for weights
 *   that are not square; ValuesError for weights that are not finite.
 *
 * @example
 * ```ts
 * import { graphScores } from '@causal-mechanisms/dear-scm';
 *
 * const names = ['light', 'shadow'];
 * const weights = { rows: names, columns: names, values: [[0, -0.6], [0, 0]] };
 * const { signsRight, hammingDistance, ranking } = graphScores(weights, 'light -> shadow', {
 *   signs: { 'light -> shadow': -1 },
 * });
 * console.log(signsRight, hammingDistance, ranking.auroc); // 1 0 1
 * ```
 */
export function graphScores(
  weights: LabelledMatrix,
  truth: FactorGraph | string | readonly string[],
  options: GraphScoresOptions = {},
): GraphScores {
  const owner = 'graphScores';
  const { allowed, signs = {}, threshold = 0.1 } = checkOptions(owner, options);
  checkNumber(owner, 'threshold', threshold, { least: 0 });
  checkWeights(owner, weights);
  checkSigns(owner, signs);
  const names = weights.rows;
  const trueRows = inOrder('truth', asFactorGraph(truth, `${owner}: truth`), names);
  const allowedRows =
    allowed === undefined
      ? names.map((_, i) => names.map((_, j) => Number(i !== j)))
      : inOrder('allowed', asFactorGraph(allowed, `${owner}: allowed`), names);
  const { values } = weights;
  // Checks the weights too, so that it comes first.
  const ranking = edgeRanking(trueRows, values, { allowed: allowedRows });
  const counts = edgeCounts(trueRows, values, { threshold });
  const found = values.map((row, i) =>
    row.map((weight, j) => Number(i !== j && Math.abs(weight) > threshold)),
  );
  const edges = names.flatMap((cause, i) =>
    names.flatMap((effect, j): ScoredEdge[] => {
      if (allowedRows[i]?.[j] === 0 || i === j) return [];
      const edge = `${cause} -> ${effect}`;
      const weight = values[i]?.[j] ?? NaN;
      const sign = signs[edge];
      const signIsRight = sign === undefined ? undefined : Math.sign(weight) === sign;
      return [{ edge, weight, isTrue: trueRows[i]?.[j] === 1, signIsRight }];
    }),
  );
  const unknown = Object.keys(signs).find((edge) => !edges.some((one) => one.edge === edge));
  if (unknown !== undefined) {
    throw new ArgumentError(
      `graphScores: signs must be of allowed edges, got "${unknown}" among ${edges.map(({ edge }) => edge).join(', ')}`,
      { data: { edge: unknown } },
    );
  }
  return {
    edges,
    signsRight: edges.filter(({ signIsRight }) => signIsRight).length,
    signsKnown: Object.keys(signs).length,
    ranking,
    counts,
    hammingDistance: structuralHammingDistance(trueRows, found),
    interventionDistance: structuralInterventionDistance(trueRows, found),
  };
}

/** The adjacency of a graph in the order of given names. */
function checkWeights(owner: string, weights: LabelledMatrix): void {
  const { rows, columns, values } = checkOptions(owner, weights, 'weights');
  checkNames(owner, 'weights.rows', rows);
  checkNames(owner, 'weights.columns', columns);
  if (!isList(values)) {
    throw new ArgumentError(`${owner}: weights.values must be an array of rows`, {
      data: { values },
    });
  }
  if (values.length !== rows.length) {
    throw new ShapeError(
      `${owner}: weights.values must have ${rows.length} rows, got ${values.length}`,
      { data: { expected: rows.length, actual: values.length } },
    );
  }
  values.forEach((row, i) => {
    checkNumbers(owner, `weights.values[${i}]`, row, { length: rows.length });
  });
  if (rows.join('\n') === columns.join('\n')) return;
  throw new ArgumentError(
    `${owner}: weights.columns must be the factors of the rows, ${rows.join(', ')}, got ${columns.join(', ')}`,
    { data: { rows, columns } },
  );
}

function checkSigns(owner: string, signs: Readonly<Record<string, number>>): void {
  for (const [edge, sign] of Object.entries(checkOptions(owner, signs, 'signs'))) {
    if (sign === 1 || sign === -1) continue;
    throw new ArgumentError(`${owner}: signs["${edge}"] must be 1 or -1, got ${String(sign)}`, {
      data: { edge, sign },
    });
  }
}

function inOrder(argument: string, graph: FactorGraph, names: readonly string[]): number[][] {
  const unknown = graph.factors.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new ArgumentError(
      `graphScores: ${argument} must be a graph of ${names.join(', ')}, it has the factor "${unknown}"`,
      { data: { argument, factor: unknown } },
    );
  }
  const places = names.map((name) => graph.factors.indexOf(name));
  return places.map((i) => places.map((j) => graph.adjacency[i]?.[j] ?? 0));
}
