import type { StructureScore } from '../tables/structureScore.ts';

/** The parent sets of a variable that can be part of a best graph, the best first. */
export interface ParentSets {
  /** The sets as bits. */
  readonly masks: Int32Array;
  /** Their scores, in nats. */
  readonly scores: Float64Array;
}

/**
 * Scores all sets of parents of a variable, up to the most that the score allows, and leaves out those of which a subset scores
 * as well: they are in no graph that is better than one with the subset.
 *
 * @param score - The score.
 * @param variable - The variable.
 * @param pause - Called between pieces of work of some milliseconds.
 * @returns The sets that are left; the empty one is always among them.
 */
export async function parentSets(
  score: StructureScore,
  variable: number,
  pause: () => Promise<void>,
): Promise<ParentSets> {
  const freed = score.knownFreed(variable);
  const kept: { mask: number; score: number }[] = [
    { mask: 0, score: score.local(variable, [], freed) },
  ];
  /** The best score among a set and its subsets, of all sets of one size. */
  let best = new Map([[0, kept[0]?.score ?? 0]]);
  let sets: number[][] = [[]];
  for (let size = 0; size < score.maximumParents && sets.length > 0; size++) {
    const larger = new Map<number, number>();
    const next: number[][] = [];
    for (const set of sets) {
      const own = score.parentToggles(variable, set, freed);
      const mask = maskOf(set);
      // Each larger set comes up once, from its members but the last.
      for (let added = (set.at(-1) ?? -1) + 1; added < score.names.length; added++) {
        const found = own[added] ?? -Infinity;
        if (added === variable || found === -Infinity) continue;
        const whole = mask | (1 << added);
        let subsets = best.get(mask) ?? -Infinity;
        for (const member of set) {
          subsets = Math.max(subsets, best.get(whole ^ (1 << member)) ?? -Infinity);
        }
        if (found > subsets) kept.push({ mask: whole, score: found });
        larger.set(whole, Math.max(found, subsets));
        next.push([...set, added]);
      }
      await pause();
    }
    best = larger;
    sets = next;
  }
  kept.sort((a, b) => b.score - a.score);
  return {
    masks: Int32Array.from(kept, ({ mask }) => mask),
    scores: Float64Array.from(kept, (set) => set.score),
  };
}

function maskOf(members: readonly number[]): number {
  return members.reduce((mask, member) => mask | (1 << member), 0);
}
