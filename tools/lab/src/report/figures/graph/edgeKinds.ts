import type { Adjacency } from '@causal-mechanisms/metrics';

/** How an edge of a found graph compares with the truth; `found` where nobody knows the truth. */
export type EdgeKind = 'found' | 'right' | 'unoriented' | 'reversed' | 'added' | 'missing';

/** An edge to draw: at most one for each pair of variables. */
export interface DrawnEdge {
  /** Where it starts. */
  readonly cause: number;
  /** Where its arrow points. */
  readonly effect: number;
  /** How it compares. */
  readonly kind: EdgeKind;
  /** Whether it has an arrow: not where both directions were found, or neither was decided. */
  readonly directed: boolean;
}

/** Options of {@link compareEdges}. */
export interface CompareEdgesOptions {
  /** The true graph. Default: unknown. */
  readonly truth?: Adjacency;
  /** Pairs of variables whose direction is undecided, in either order. Default: those with edges in both directions. */
  readonly unoriented?: readonly (readonly [number, number])[];
}

/**
 * Compares the edges of a found graph with those of the truth.
 *
 * @param found - `found[cause][effect]` is not 0 where there is an edge.
 * @param options - Truth and undecided pairs.
 * @returns One edge for each pair of variables with an edge in either graph. A reversed one has the direction that was found, an undecided
 *   one that of the truth.
 */
export function compareEdges(found: Adjacency, options: CompareEdgesOptions = {}): DrawnEdge[] {
  const { truth, unoriented = [] } = options;
  const undecided = new Set(unoriented.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
  const has = (graph: Adjacency | undefined, cause: number, effect: number): boolean =>
    (graph?.[cause]?.[effect] ?? 0) !== 0;
  const edges: DrawnEdge[] = [];
  for (let i = 0; i < found.length; i++) {
    for (let j = i + 1; j < found.length; j++) {
      const forward = has(found, i, j);
      const backward = has(found, j, i);
      const isFound = forward || backward;
      const isTrue = has(truth, i, j) || has(truth, j, i);
      if (!isFound && !isTrue) continue;
      const [trueCause, trueEffect] = has(truth, j, i) ? [j, i] : [i, j];
      if (!isFound) {
        edges.push({ cause: trueCause, effect: trueEffect, kind: 'missing', directed: true });
        continue;
      }
      const directed = forward !== backward && !undecided.has(`${i} ${j}`);
      const [cause, effect] = forward && !(backward && trueCause === j) ? [i, j] : [j, i];
      if (truth === undefined) {
        edges.push({ cause, effect, kind: directed ? 'found' : 'unoriented', directed });
      } else if (!isTrue) {
        edges.push({ cause, effect, kind: 'added', directed });
      } else if (!directed) {
        edges.push({ cause: trueCause, effect: trueEffect, kind: 'unoriented', directed });
      } else {
        edges.push({ cause, effect, kind: cause === trueCause ? 'right' : 'reversed', directed });
      }
    }
  }
  return edges;
}
