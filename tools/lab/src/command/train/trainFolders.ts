import { join, resolve } from 'node:path';
import type { Command } from '../arguments/arguments.ts';
import type { Override } from '../arguments/overrides.ts';
import type { Lab } from '../lab.ts';
import { expectThere } from './namedPaths.ts';
import { runOnOwnData } from './trainImages.ts';

type TrainFoldersCommand = Extract<Command, { command: 'train'; system: 'experts-gan' }>;

/** The recipe that trains on two folders of a user's own. */
const RECIPE = 'experts-gan/own-images';

/** Sizes of the example: minutes on two cores. With 500 images one seed of two lost an expert on the way. */
const EXAMPLE = { example: 2000, side: 16, filters: 16 };

/**
 * `lab train experts-gan`: experts compete for images that something has changed. A run like any other: with progress, checkpoints, a
 * report, and a model to load.
 *
 * @param command - The folders, or where to draw an example.
 * @param lab - The recipes; terminal, clock, folders.
 * @throws FileAccessError, before there is a run folder, for folders that are not there.
 */
export async function trainFolders(command: TrainFoldersCommand, lab: Lab): Promise<void> {
  const { example, transformed, canonical } = command;
  if (example === undefined) {
    for (const [option, path] of Object.entries({ transformed, canonical })) {
      if (path !== undefined)
        await expectThere(`--${option}`, resolve(lab.workingDirectory, path), 'folder');
    }
  }
  await runOnOwnData(RECIPE, command, overridesOf(command, lab), lab);
}

/** Paths are kept whole: a run may be resumed from elsewhere. What `--set` says comes last. */
function overridesOf(command: TrainFoldersCommand, lab: Lab): Override[] {
  const { transformed, canonical, example, experts, side } = command;
  const whole = (path: string | undefined): string | undefined =>
    path === undefined ? undefined : resolve(lab.workingDirectory, path);
  const drawn = whole(example);
  const named: Readonly<Record<string, Override['value'] | undefined>> = {
    transformed: drawn === undefined ? whole(transformed) : join(drawn, 'transformed'),
    canonical: drawn === undefined ? whole(canonical) : join(drawn, 'canonical'),
    ...(drawn === undefined ? {} : EXAMPLE),
    experts,
    ...(side === undefined ? {} : { side }),
  };
  return [
    ...Object.entries(named).flatMap(([key, value]) =>
      value === undefined ? [] : [{ path: [key], value }],
    ),
    ...command.set,
  ];
}
