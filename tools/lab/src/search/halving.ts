import { UsageError } from '@causal-mechanisms/command-line';
import { median } from '@causal-mechanisms/metrics';
import { nearestName } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod';
import type { Measure } from '../run/measure.ts';

/** How the worst settings of a search are stopped early: by successive halving. */
export interface Halving {
  /** The dotted path of the key that says how long a run takes, such as `['iterations']`. */
  readonly path: readonly string[];
  /** The values of that key, a rung each, from the smallest to the largest. */
  readonly budgets: readonly number[];
  /** Of so many settings one goes on to the next rung, at least 2. */
  readonly keepOneOf: number;
  /** The measure of the result by which settings are compared, such as `accuracyRecovered`. */
  readonly measure: string;
  /** Which of its values are good. */
  readonly goal: 'highest' | 'lowest';
}

/** What a file must hold in its place. */
export const halvingSchema: z.ZodType<Halving> = z.object({
  path: z.array(z.string()).min(1),
  budgets: z.array(z.number()).min(2),
  keepOneOf: z.int().min(2),
  measure: z.string(),
  goal: z.enum(['highest', 'lowest']),
});

/** A setting and how good it was in a rung. */
export interface ScoredSetting {
  /** The number of the setting. */
  readonly setting: number;
  /** The median of the measure over its runs, or `null` where none of them has it. */
  readonly score: number | null;
}

/**
 * Decides which settings go on to the next rung.
 *
 * @param scored - The settings of a rung.
 * @param halving - How many stay, and which scores are good.
 * @returns The numbers of the best, the best first: one of `keepOneOf`, rounded down, and one at least. Equal scores go by the number of the
 *   setting; a setting without a score does not go on.
 */
export function survivors(
  scored: readonly ScoredSetting[],
  { keepOneOf, goal }: Pick<Halving, 'keepOneOf' | 'goal'>,
): number[] {
  const sign = goal === 'highest' ? -1 : 1;
  const ranked = scored
    .flatMap(({ setting, score }) =>
      score === null || Number.isNaN(score) ? [] : [{ setting, cost: sign * score }],
    )
    .sort((one, other) => one.cost - other.cost || one.setting - other.setting);
  const stay = Math.max(1, Math.floor(scored.length / keepOneOf));
  return ranked.slice(0, stay).map(({ setting }) => setting);
}

/**
 * @param values - Of the runs of a setting; one that failed or has no such number is left out.
 * @returns Their median, or `null` where there are none.
 */
export function medianScore(values: readonly number[]): number | null {
  const middle = median(values.filter((value) => !Number.isNaN(value)));
  return Number.isNaN(middle) ? null : middle;
}

/**
 * Looks whether a search can go by what it was asked to go by. Which figures a recipe measures is known from its first result.
 *
 * @param halving - How the search stops the worst. Default: it does not, and everything is fine.
 * @param measures - Of a run of it.
 * @throws UsageError when the run has no such figure: it names the nearest, or those there are.
 */
export function expectScored(halving: Halving | undefined, measures: readonly Measure[]): void {
  if (halving === undefined) return;
  const known = measures.flatMap(({ name, value }) => (typeof value === 'string' ? [] : [name]));
  if (known.includes(halving.measure)) return;
  const shown = known.length === 0 ? 'none' : known.join(', ');
  const nearest = nearestName(halving.measure, known);
  const advice = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
  throw new UsageError(
    `--best: the runs of this search have no figure "${halving.measure}" (they have: ${shown})${advice}`,
    { data: { measure: halving.measure, known } },
  );
}
