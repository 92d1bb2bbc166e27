import { StructureScore } from '../tables/structureScore.ts';
import { climb } from './structureSearch.ts';
import type { ClimbOptions, SearchState } from './structureSearch.ts';

/** Sample sizes that are tried. */
const SIZES = [1, 3, 10, 30, 100, 300, 1000, 3000] as const;
/** Where the fit starts: the middle of what networks of the literature ask for. */
const FIRST = 10;

/**
 * Fits how many samples the prior of a conditional table is worth: the size under which the samples are most probable, together with
 * the graph that a climb finds with it.
 *
 * Climbs and choices of the size take turns until the size stays. All tables have the same size, so that equivalent
 * graphs keep equal scores.
 *
 * @param score - A score with any size.
 * @param start - Where climbs start.
 * @param options - Of the climbs.
 * @returns The score with the fitted size.
 */
export async function fittedSampleSize(
  score: StructureScore,
  start: SearchState,
  options: ClimbOptions,
): Promise<StructureScore> {
  let current = withSize(score, FIRST);
  let { state } = await climb(current, start, options);
  // A size comes up once: the total of graph and size only grows, up to ties.
  const tried = new Set([FIRST]);
  for (;;) {
    const best = await bestSize(current, state, options.pause);
    if (tried.has(best.equivalentSampleSize)) return best;
    tried.add(best.equivalentSampleSize);
    current = best;
    ({ state } = await climb(current, state, options));
  }
}

async function bestSize(
  score: StructureScore,
  { parents, freed }: SearchState,
  pause: () => Promise<void>,
): Promise<StructureScore> {
  let best = score;
  let most = -Infinity;
  for (const size of SIZES) {
    const other = size === score.equivalentSampleSize ? score : withSize(score, size);
    const total = parents.reduce(
      (sum, own, variable) => sum + other.local(variable, own, freed[variable] ?? []),
      0,
    );
    await pause();
    if (total <= most) continue;
    most = total;
    best = other;
  }
  return best;
}

function withSize(score: StructureScore, equivalentSampleSize: number): StructureScore {
  const { edgePenalty, maximumParents } = score;
  return new StructureScore(score, { equivalentSampleSize, edgePenalty, maximumParents });
}
