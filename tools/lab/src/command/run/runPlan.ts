import { join, resolve } from 'node:path';
import { expectKnown, UsageError } from '@causal-mechanisms/command-line';
import type { RunArguments } from '../arguments/arguments.ts';
import { applyOverrides, describeOverrides } from '../arguments/overrides.ts';
import type { Override } from '../arguments/overrides.ts';
import type { JsonObject } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod';
import { PRESETS, presetNames } from '../../run/recipe.ts';
import type { Recipe } from '../../run/recipe.ts';
import { plainName } from '../../run/files/plainName.ts';
import { halvingSchema } from '../../search/halving.ts';
import type { Halving } from '../../search/halving.ts';
import type { RunRecord } from '../../run/runFolder.ts';
import { recordSchema, runName } from '../../run/runFolder.ts';
import { readJsonFile } from '../../run/training/trainingFolder.ts';
import type { World } from '../../run/world.ts';

/** The rungs of the backend ladder. */
const BACKENDS = ['node-gpu', 'node', 'wasm', 'cpu'] as const;

/** One of several runs that belong together. */
export interface PlannedRun {
  /** The name of its folder within that of the group. */
  readonly name: string;
  /** What distinguishes it, such as `seed 3` or `filters=8`. */
  readonly label: string;
  /** What to run. */
  readonly record: RunRecord;
  /** With halving: the number of its setting, which its seeds share. Default: there is no halving. */
  readonly setting?: number;
  /** With halving: which rung it belongs to, from 0. Default: there is no halving. */
  readonly rung?: number;
}

/** The content of `group.json`: runs that belong together. */
export interface RunGroup {
  /** The recipe. */
  readonly recipe: string;
  /** The runs in order; with halving, those of later rungs are added when it is known which. */
  readonly runs: readonly PlannedRun[];
  /** How the worst settings are stopped early. Default: all run to their end. */
  readonly halving?: Halving;
}

/** What `group.json` must hold: the folders of its runs lie in its own, each run in another one. */
export const groupSchema = z.object({
  recipe: z.string(),
  halving: halvingSchema.optional(),
  runs: z
    .array(
      z.object({
        name: plainName,
        label: z.string(),
        record: recordSchema,
        setting: z.int().min(0).optional(),
        rung: z.int().min(0).optional(),
      }),
    )
    .min(1)
    .refine(
      (runs) => new Set(runs.map(({ name }) => name)).size === runs.length,
      'expected another name for each run',
    ),
}) as unknown as z.ZodType<RunGroup>;

/** A preset of the recipe. Who names one that other recipes have hears which this one has. */
function findPreset(recipe: Recipe, typed: string): { name: string; changes: JsonObject } {
  const own = presetNames(recipe);
  const name = expectKnown('preset', typed, PRESETS);
  const changes = recipe.presets[name];
  if (changes !== undefined) return { name, changes };
  throw new UsageError(`${recipe.name} has no preset "${name}"; it has ${own.join(' and ')}`, {
    data: { name, known: own },
  });
}

/**
 * Resolves what was asked for on the command line.
 *
 * @param recipe - The recipe.
 * @param args - Preset, seeds, data, backend.
 * @param variants - Lists of overrides, one per variant; one empty list for none.
 * @param world - Where relative paths start.
 * @returns One run per variant and seed.
 * @throws ConfigError when a configuration is impossible: before anything runs.
 */
export function planRuns(
  recipe: Recipe,
  args: RunArguments,
  variants: readonly (readonly Override[])[],
  world: Pick<World, 'workingDirectory'>,
): PlannedRun[] {
  const { name: preset, changes } = findPreset(recipe, args.preset ?? 'quick');
  if (args.backend !== undefined) expectKnown('backend', args.backend, BACKENDS);
  const seeds = args.seeds ?? [1];
  return variants.flatMap((overrides, index) => {
    const config = recipe.resolve(applyOverrides(changes, overrides, recipe.defaults));
    const variant = describeOverrides(varying(overrides, variants));
    return seeds.map((seed) => ({
      name: variants.length === 1 ? `seed${seed}` : `${index + 1}-seed${seed}`,
      label: [variant, variant === '' || seeds.length > 1 ? `seed ${seed}` : '']
        .filter((part) => part !== '')
        .join(', '),
      record: {
        recipe: recipe.name,
        preset,
        seed,
        ...(args.data === undefined ? {} : { data: resolve(world.workingDirectory, args.data) }),
        ...(args.backend === undefined ? {} : { backend: args.backend }),
        config,
      },
    }));
  });
}

/** What a variant sets otherwise than some other one. */
function varying(
  overrides: readonly Override[],
  variants: readonly (readonly Override[])[],
): readonly Override[] {
  const shown = (override: Override | undefined): string => JSON.stringify(override?.value ?? null);
  return overrides.filter((own, place) =>
    variants.some((other) => shown(other[place]) !== shown(own)),
  );
}

/**
 * @param recipe - The recipe.
 * @param parts - What distinguishes the folder.
 * @param args - An explicit folder.
 * @param world - Clock, and where relative paths start.
 * @returns The folder of a run or group.
 */
export function outputFolder(
  recipe: Recipe,
  parts: readonly string[],
  args: Pick<RunArguments, 'out'>,
  world: Pick<World, 'workingDirectory' | 'now'>,
): string {
  return resolve(
    world.workingDirectory,
    args.out ?? join('runs', runName([recipe.name, ...parts], world.now())),
  );
}

/**
 * @param folder - A folder.
 * @returns Its group of runs, or `undefined` when it is no such folder.
 * @throws FileFormatError when its `group.json` is damaged.
 */
export function readGroup(folder: string): Promise<RunGroup | undefined> {
  return readJsonFile(join(folder, 'group.json'), groupSchema);
}
