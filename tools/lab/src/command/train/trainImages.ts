import { resolve } from 'node:path';
import type { Command } from '../arguments/arguments.ts';
import type { Override } from '../arguments/overrides.ts';
import type { Lab } from '../lab.ts';
import { ownGraph } from '../../recipes/dear-scm/own-images/ownImages.ts';
import { run } from '../run/run.ts';
import { expectThere } from './namedPaths.ts';

type TrainImagesCommand = Extract<Command, { command: 'train'; system: 'dear-scm' }>;

/** The recipe that trains on a user's own images. */
const RECIPE = 'dear-scm/own-images';

/**
 * `lab train dear-scm`: learns from a user's own labelled images what they would be, had a factor been another. A run like any other: with
 * checkpoints, a report, and a model to load.
 *
 * @param command - The images, their labels, the graph.
 * @param lab - The recipes; terminal, clock, folders.
 * @throws FileAccessError and ArgumentError, before there is a run folder, for files that are not there and a graph that is none.
 */
export async function trainImages(command: TrainImagesCommand, lab: Lab): Promise<void> {
  if (command.resume === undefined) await checkNamed(command, lab);
  await runOnOwnData(RECIPE, command, overridesOf(command, lab), lab);
}

/**
 * Runs a recipe on what a user named.
 *
 * @param recipe - Its name.
 * @param command - How to run it.
 * @param overrides - What the user named, as keys of the configuration.
 * @param lab - The recipes; terminal, clock, folders.
 */
export async function runOnOwnData(
  recipe: string,
  command: Extract<Command, { command: 'train'; system: 'dear-scm' | 'experts-gan' | 'rims' }>,
  overrides: readonly Override[],
  lab: Lab,
): Promise<void> {
  const { json, verbose, preset, seed, backend, out, resume } = command;
  await run(
    {
      command: 'run',
      recipe,
      overrides,
      ...(resume === undefined ? {} : { resume }),
      ...(preset === undefined ? {} : { preset }),
      ...(seed === undefined ? {} : { seeds: [seed] }),
      ...(backend === undefined ? {} : { backend }),
      ...(out === undefined ? {} : { out }),
      dryRun: false,
      json,
      verbose,
    },
    lab,
  );
}

/** What would end the run a moment after it began, with a folder left behind. */
async function checkNamed(command: TrainImagesCommand, lab: Lab): Promise<void> {
  const { images = '', labels = '', graph, factors = null } = command;
  await expectThere('--images', resolve(lab.workingDirectory, images), 'folder');
  await expectThere('--labels', resolve(lab.workingDirectory, labels), 'file');
  ownGraph({ graph: [...graph], factors: factors === null ? null : [...factors] });
}

/** Paths are kept whole: a run may be resumed from elsewhere. What `--set` says comes last. */
function overridesOf(command: TrainImagesCommand, lab: Lab): Override[] {
  const { images, labels, graph, factors, unit, side, unlisted, delimiter } = command;
  const whole = (path: string): string => resolve(lab.workingDirectory, path);
  const named: Readonly<Record<string, Override['value'] | undefined>> = {
    images: images === undefined ? undefined : whole(images),
    labels: labels === undefined ? undefined : whole(labels),
    graph,
    factors,
    units: Object.fromEntries(unit.map(({ factor, unit: of }) => [factor, of])),
    fileColumn: command['file-column'],
    side,
    unlisted,
    delimiter,
  };
  return [
    ...Object.entries(named).flatMap(([key, value]) =>
      value === undefined ? [] : [{ path: [key], value }],
    ),
    ...command.set,
  ];
}
