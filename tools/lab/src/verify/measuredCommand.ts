import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import { parseCommandLine } from '../command/arguments/arguments.ts';
import type { Command } from '../command/arguments/arguments.ts';
import { parseSeeds } from '../command/arguments/seeds.ts';
import { findRecipe } from '../command/lab.ts';
import type { Lab } from '../command/lab.ts';
import { planRuns } from '../command/run/runPlan.ts';
import type { PlannedRun } from '../command/run/runPlan.ts';
import { planSweep } from '../command/run/sweepPlan.ts';
import type { Recipe } from '../run/recipe.ts';
import { PageError } from './pageError.ts';
import type { PagePlace } from './pageError.ts';
import type { TypedCommand } from './commandWords.ts';

/** What `lab run` would run. */
export interface LabPlan {
  readonly recipe: Recipe;
  /** The runs, one for each seed. */
  readonly runs: readonly PlannedRun[];
}

/** A command that measured something. */
export interface MeasuredCommand {
  /** Where it stands. */
  readonly place: PagePlace;
  /** The script of `package.json`, such as `lab` or `bench`. */
  readonly script: string;
  /** What the script gets. */
  readonly args: readonly string[];
  /** Variables that were set. */
  readonly environment: Readonly<Record<string, string>>;
  /** The seeds. Default: the script takes none, as a measurement of time. */
  readonly seeds?: readonly number[];
  /** What it would run, of `lab run` alone. Default: another command, which cannot be run again from here. */
  readonly plan?: LabPlan;
}

/** What commands are read with. */
export interface CommandReader extends Pick<Lab, 'recipes' | 'workingDirectory'> {
  /** The scripts of `package.json`. */
  readonly scripts: readonly string[];
}

/**
 * Reads a command of a page, and plans what it runs: a recipe, preset or key that is no more is found here.
 *
 * @param typed - In words.
 * @param reader - The recipes and scripts there are.
 * @returns The command.
 * @throws PageError when it is none of this repository, or could not run today.
 */
export function measuredCommand(typed: TypedCommand, reader: CommandReader): MeasuredCommand {
  const { place, words, environment } = typed;
  const [npm, ...named] = words;
  // These two have a short form.
  const short = named[0] === 'start' || named[0] === 'test';
  const [run, script = '', dashes, ...args] = short ? ['run', ...named] : named;
  if (npm !== 'npm' || run !== 'run' || (dashes !== undefined && dashes !== '--')) {
    throw new PageError(
      place,
      `expected "npm run lab -- ..." or another script, got "${words.join(' ')}"`,
    );
  }
  if (!reader.scripts.includes(script)) {
    throw new PageError(place, `package.json has no script "${script}"`);
  }
  const command = { place, script, args, environment };
  try {
    if (script !== 'lab') return { ...command, ...seedsAmong(args) };
    return { ...command, ...plannedLab(parseCommandLine(args), reader) };
  } catch (error) {
    if (!(error instanceof CausalMechanismsError)) throw error;
    throw new PageError(place, `this command does not run: ${error.message}`, error);
  }
}

function seedsAmong(args: readonly string[]): Pick<MeasuredCommand, 'seeds'> {
  const at = args.findIndex((word) => word === '--seed' || word === '--seeds');
  const given = args[at + 1];
  return at === -1 || given === undefined ? {} : { seeds: parseSeeds(given) };
}

function plannedLab(
  command: Command,
  reader: CommandReader,
): Pick<MeasuredCommand, 'seeds' | 'plan'> {
  switch (command.command) {
    case 'run': {
      if (command.recipe === undefined) return {};
      const recipe = findRecipe(command.recipe, reader);
      const runs = planRuns(recipe, command, [command.overrides], reader);
      return { seeds: runs.map(({ record }) => record.seed), plan: { recipe, runs } };
    }
    case 'sweep': {
      planSweep(findRecipe(command.recipe, reader), command, reader);
      return { seeds: command.seeds ?? [1] };
    }
    case 'train':
      return { seeds: [command.seed ?? 1] };
    default:
      return {};
  }
}
