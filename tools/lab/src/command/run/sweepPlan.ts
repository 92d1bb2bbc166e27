import { UsageError } from '@causal-mechanisms/command-line';
import type { Recipe } from '../../run/recipe.ts';
import type { World } from '../../run/world.ts';
import { randomSettings } from '../../search/randomSettings.ts';
import { firstRung } from '../../search/rungs.ts';
import type { Command } from '../arguments/arguments.ts';
import { combinations } from '../arguments/overrides.ts';
import { planRuns } from './runPlan.ts';
import type { RunGroup } from './runPlan.ts';

/** What was asked of `lab sweep`. */
export type SweepCommand = Extract<Command, { command: 'sweep' }>;

/**
 * Resolves which runs a sweep has, wherever they run.
 *
 * @param recipe - The recipe.
 * @param command - Keys, seeds, and how settings are chosen.
 * @param world - Where relative paths start.
 * @returns The runs; with halving, those of the first rung.
 * @throws UsageError where there is nothing to choose from; ConfigError where a configuration is impossible.
 */
export function planSweep(
  recipe: Recipe,
  command: SweepCommand,
  world: Pick<World, 'workingDirectory'>,
): RunGroup {
  const { keys, random, halving, seeds = [1] } = command;
  const settings = random === undefined ? combinations(keys) : randomSettings(keys, random);
  if (random !== undefined && settings.length < 2 && random.budget > 1) {
    throw new UsageError(
      'sweep: --random has nothing to draw from: give a --set a list of values or a range such as integer(4,16)',
    );
  }
  const runs = planRuns(recipe, command, settings, world);
  if (halving === undefined) return { recipe: recipe.name, runs };
  const budget = halving.path.join('.');
  if (keys.some(({ path }) => path.join('.') === budget)) {
    throw new UsageError(`sweep: --halving sets "${budget}"; leave it out of --set`);
  }
  if (settings.length < 2) throw new UsageError('sweep: --halving needs two settings or more');
  return { recipe: recipe.name, runs: firstRung(recipe, runs, seeds.length, halving), halving };
}
