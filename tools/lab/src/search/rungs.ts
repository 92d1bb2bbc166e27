import { applyOverrides } from '../command/arguments/overrides.ts';
import type { PlannedRun, RunGroup } from '../command/run/runPlan.ts';
import type { Measure } from '../run/measure.ts';
import type { Recipe } from '../run/recipe.ts';
import { medianScore, survivors } from './halving.ts';
import type { Halving, ScoredSetting } from './halving.ts';

/** What was measured, by the name of the run. Runs that failed are not there. */
export type MeasuredRuns = ReadonlyMap<string, readonly Measure[]>;

/**
 * Gives the runs of a search their settings and the budget of the first rung.
 *
 * @param recipe - Checks the settings.
 * @param plan - The runs, those of a setting one after the other.
 * @param seeds - How many runs a setting has.
 * @param halving - The rungs.
 * @returns The runs of the first rung.
 * @throws ConfigError when a budget is none that the recipe takes: before anything runs.
 */
export function firstRung(
  recipe: Pick<Recipe, 'resolve'>,
  plan: readonly PlannedRun[],
  seeds: number,
  halving: Halving,
): PlannedRun[] {
  const numbered = plan.map((run, place) => ({ ...run, setting: Math.floor(place / seeds) }));
  for (let rung = 1; rung < halving.budgets.length; rung++) {
    for (const run of numbered) inRung(recipe, run, rung, halving);
  }
  return numbered.map((run) => inRung(recipe, run, 0, halving));
}

/**
 * Decides what a search goes on with when the runs of its last rung are over.
 *
 * @param recipe - Checks the settings.
 * @param group - All runs so far.
 * @param measured - What came out of them.
 * @returns The runs of the next rung; none where there is no halving, the last rung was run, or no setting has a score.
 */
export function nextRung(
  recipe: Pick<Recipe, 'resolve'>,
  group: RunGroup,
  measured: MeasuredRuns,
): PlannedRun[] {
  const { halving } = group;
  const rung = lastRung(group);
  if (halving === undefined || rung + 1 >= halving.budgets.length) return [];
  const stay = new Set(survivors(scoredSettings(group, rung, measured), halving));
  return runsOf(group, rung)
    .filter(({ setting = 0 }) => stay.has(setting))
    .map((run) => inRung(recipe, run, rung + 1, halving));
}

/**
 * @param group - Runs of a search.
 * @param rung - A rung.
 * @param measured - What came out of its runs.
 * @returns The settings of the rung in the order of their numbers, each with its score.
 */
export function scoredSettings(
  group: RunGroup,
  rung: number,
  measured: MeasuredRuns,
): ScoredSetting[] {
  const values = new Map<number, number[]>();
  for (const { name, setting = 0 } of runsOf(group, rung)) {
    const value = measured.get(name)?.find((one) => one.name === group.halving?.measure)?.value;
    const known = values.get(setting) ?? [];
    values.set(setting, typeof value === 'number' ? [...known, value] : known);
  }
  return [...values].map(([setting, found]) => ({ setting, score: medianScore(found) }));
}

/**
 * @param group - Runs that belong together.
 * @returns The number of the last rung that has runs; 0 without halving.
 */
export function lastRung({ runs }: RunGroup): number {
  return Math.max(0, ...runs.map(({ rung = 0 }) => rung));
}

/**
 * @param group - Runs that belong together.
 * @param rung - A rung.
 * @returns Its runs; all of them without halving.
 */
export function runsOf({ runs, halving }: RunGroup, rung: number): readonly PlannedRun[] {
  return halving === undefined ? runs : runs.filter((run) => run.rung === rung);
}

/**
 * @param group - A search whose last rung is about to begin.
 * @returns What to say of it, such as `rung 2 of 3: 4 settings go on with iterations=150`.
 */
export function describeRung(group: RunGroup): string {
  const { path = [], budgets = [] } = group.halving ?? {};
  const rung = lastRung(group);
  const settings = new Set(runsOf(group, rung).map(({ setting }) => setting)).size;
  const who = settings === 1 ? '1 setting goes' : `${settings} settings go`;
  return `rung ${rung + 1} of ${budgets.length}: ${who} on with ${path.join('.')}=${budgets[rung] ?? ''}`;
}

/** The same run with the budget of a rung. */
function inRung(
  recipe: Pick<Recipe, 'resolve'>,
  run: PlannedRun,
  rung: number,
  halving: Halving,
): PlannedRun {
  const { path, budgets } = halving;
  const budget = budgets[rung] ?? 0;
  const shown = (value: number): string => `, ${path.join('.')}=${value}`;
  const before = run.rung === undefined ? '' : shown(budgets[run.rung] ?? 0);
  const name = run.name.replace(/-rung\d+$/, '');
  return {
    ...run,
    name: rung === 0 ? name : `${name}-rung${rung + 1}`,
    label: `${run.label.slice(0, run.label.length - before.length)}${shown(budget)}`,
    record: {
      ...run.record,
      config: recipe.resolve(applyOverrides(run.record.config, [{ path, value: budget }])),
    },
    rung,
  };
}
