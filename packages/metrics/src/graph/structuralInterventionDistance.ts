import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import { checkGraph, checkSameVariables } from './graphChecks.ts';
import type { Adjacency } from './adjacency.ts';

/**
 * The number of interventions whose effect a found graph would get wrong (Peters and Buehlmann 2015): ordered pairs of a cause
 * and an effect for which adjusting for the parents of the cause in the found graph does not give the true distribution of the effect
 * under an intervention on the cause, whatever the mechanisms are.
 *
 * Both conditions of the adjustment criterion are looked at in the true graph: no parent in the found graph may descend from a variable
 * on a directed path from cause to effect, and together they must block every other path. Where the effect is itself such a
 * parent, the found graph says that there is no effect; that is right where no directed path leads to it. Takes in the order of n^4 steps for
 * dense graphs of n variables.
 *
 * @param truth - The true graph, without cycles.
 * @param found - The graph to judge, over the same variables; only its parents are looked at, so cycles do no harm.
 * @returns From 0 to n(n - 1); 0 also for a found graph that has more edges than the truth in the same order.
 * @throws ArgumentError for graphs without variables or a truth with a cycle; ShapeError for graphs that are not square or
 *   differ in size; ValuesError for entries that are not finite and for edges from a variable to itself.
 *
 * @example
 * ```ts
 * import { structuralInterventionDistance } from '@causal-mechanisms/metrics';
 *
 * const chain = [[0, 1, 0], [0, 0, 1], [0, 0, 0]];
 * const reversed = [[0, 0, 0], [1, 0, 0], [0, 1, 0]];
 * console.log(structuralInterventionDistance(chain, reversed)); // 6
 * console.log(structuralInterventionDistance(chain, [[0, 1, 1], [0, 0, 1], [0, 0, 0]])); // 0
 * ```
 */
export function structuralInterventionDistance(truth: Adjacency, found: Adjacency): number {
  const owner = 'structuralInterventionDistance';
  const size = checkGraph(owner, 'truth', truth);
  checkGraph(owner, 'found', found);
  checkSameVariables(owner, 'truth and found', truth, found);
  const variables = Array.from({ length: size }, (_, i) => i);
  const children = variables.map((i) => variables.filter((j) => truth[i]?.[j] !== 0));
  const parents = variables.map((j) => variables.filter((i) => truth[i]?.[j] !== 0));
  const descendants = variables.map((i) => descendantsOf(i, children));
  if (variables.some((i) => children[i]?.some((child) => descendants[child]?.[i] === 1))) {
    throw new ArgumentError(`${owner}: truth must have no cycle`);
  }
  const graph: Graph = { children, parents, descendants };
  let wrong = 0;
  for (const cause of variables) {
    const adjusted = Uint8Array.from(variables, (i) => Number(found[i]?.[cause] !== 0));
    for (const effect of variables) {
      if (effect !== cause && !isRight(graph, cause, effect, adjusted)) wrong++;
    }
  }
  return wrong;
}

interface Graph {
  readonly children: readonly (readonly number[])[];
  readonly parents: readonly (readonly number[])[];
  /** `descendants[i][j]` is 1 where a directed path, perhaps of length 0, leads from i to j. */
  readonly descendants: readonly Uint8Array[];
}

function descendantsOf(start: number, children: readonly (readonly number[])[]): Uint8Array {
  const reached = new Uint8Array(children.length);
  const open = [start];
  reached[start] = 1;
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const child of children[at] ?? []) {
      if (reached[child] === 1) continue;
      reached[child] = 1;
      open.push(child);
    }
  }
  return reached;
}

function isRight(graph: Graph, cause: number, effect: number, adjusted: Uint8Array): boolean {
  const { children, descendants } = graph;
  const leadsTo = (from: number, to: number): boolean => descendants[from]?.[to] === 1;
  if (adjusted[effect] === 1) return !leadsTo(cause, effect);
  // Every variable on a directed path descends from its first one, a child of the cause.
  const onPath = children.flatMap((_, i) =>
    i !== cause && leadsTo(cause, i) && leadsTo(i, effect) ? [i] : [],
  );
  if (adjusted.some((value, i) => value === 1 && onPath.some((from) => leadsTo(from, i))))
    return false;
  return areSeparated(graph, { cause, effect, adjusted, cut: new Set(onPath) });
}

interface Separation {
  readonly cause: number;
  readonly effect: number;
  readonly adjusted: Uint8Array;
  /** Edges from the cause to these are left out: with them go the directed paths, and no other. */
  readonly cut: ReadonlySet<number>;
}

/** Walks all paths from the cause that the adjusted variables leave open, and remembers from which side each variable was reached. */
function areSeparated(graph: Graph, { cause, effect, adjusted, cut }: Separation): boolean {
  const { children, parents } = graph;
  const childrenOf = (i: number): readonly number[] =>
    (children[i] ?? []).filter((child) => i !== cause || !cut.has(child));
  const size = children.length;
  const fromChild = new Uint8Array(size);
  const fromParent = new Uint8Array(size);
  const open: { at: number; side: Uint8Array }[] = [];
  const visit = (at: number, side: Uint8Array): void => {
    if (side[at] === 1) return;
    side[at] = 1;
    open.push({ at, side });
  };
  for (const parent of parents[cause] ?? []) visit(parent, fromChild);
  for (const child of childrenOf(cause)) visit(child, fromParent);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { at, side } = next;
    if (at === effect) return false;
    // A path that comes back to the cause is none.
    if (at === cause) continue;
    const isAdjusted = adjusted[at] === 1;
    if (!isAdjusted) for (const child of childrenOf(at)) visit(child, fromParent);
    // A collider is open where it is adjusted for. One above an adjusted variable is passed on the way down to it and back.
    const goesUp = (side === fromChild) !== isAdjusted;
    if (goesUp) for (const parent of parents[at] ?? []) visit(parent, fromChild);
  }
  return true;
}
