import type { RandomStream } from '@causal-mechanisms/tensor-utils';

/**
 * A kind of synthetic graph: `chain` (each variable has the one before it as parent), `bidiag` (the two before it), `collider` (the
 * last one has all others, which have none), `full` (all before it), `jungle` (a binary tree with edges from grandparents), `random` (each
 * one before it with a given probability).
 */
export type SyntheticGraphKind = 'chain' | 'bidiag' | 'collider' | 'full' | 'jungle' | 'random';

/** All kinds of synthetic graphs. */
export const SYNTHETIC_GRAPH_KINDS: readonly SyntheticGraphKind[] = [
  'chain',
  'bidiag',
  'collider',
  'full',
  'jungle',
  'random',
];

/**
 * Draws a graph of a kind.
 *
 * @param kind - Which kind.
 * @param variables - The number of variables.
 * @param edgeProbability - The probability of each edge of `random`.
 * @param stream - Where edges are drawn from.
 * @returns The parents of each variable; each parent has a smaller index than its child.
 */
export function syntheticParents(
  kind: SyntheticGraphKind,
  variables: number,
  edgeProbability: number,
  stream: RandomStream,
): number[][] {
  return Array.from({ length: variables }, (_, child) => {
    const before = Array.from({ length: child }, (__, i) => i);
    switch (kind) {
      case 'chain':
        return before.slice(-1);
      case 'bidiag':
        return before.slice(-2);
      case 'collider':
        return child === variables - 1 ? before : [];
      case 'full':
        return before;
      case 'jungle': {
        if (child === 0) return [];
        const parent = (child - 1) >> 1;
        return parent === 0 ? [0] : [(parent - 1) >> 1, parent];
      }
      case 'random':
        return before.filter(() => stream.uniform() < edgeProbability);
    }
  });
}
