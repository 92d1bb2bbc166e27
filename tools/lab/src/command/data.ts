import { resolve } from 'node:path';
import { expectKnown, UsageError } from '@causal-mechanisms/command-line';
import { downloadDataset } from '@causal-mechanisms/datasets/node';
import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import type { Command } from './arguments/arguments.ts';
import { CELEBA_FILES, celebaFolder } from '../run/celebaFolder.ts';
import { cacheFolder, dataFinder, KNOWN_DATA } from '../run/dataChoice.ts';
import type { FoundData } from '../run/dataChoice.ts';
import { formatTable } from '../report/tables/textTable.ts';
import type { World } from '../run/world.ts';

type DataCommand = Extract<Command, { command: 'data' }>;

const NAMES = Object.keys(KNOWN_DATA) as (keyof typeof KNOWN_DATA)[];

/**
 * `lab data`: which data sets are at hand, and getting one.
 *
 * @param command - What was asked for.
 * @param world - Folders and terminal.
 */
export async function data(command: DataCommand, world: World): Promise<void> {
  if (command.action === 'get') await get(command, world);
  else await listData(command, world);
}

async function listData(command: DataCommand, world: World): Promise<void> {
  const finder = dataFinder(world, command.data);
  const places: DataPlace[] = await Promise.all(
    NAMES.map(async (name) => ({
      name,
      place: await placeOf(() => finder.find(KNOWN_DATA[name])),
      missing: `not here: lab data get ${name}`,
    })),
  );
  const celeba = await celebaFolder(finder);
  places.push({
    name: 'celeba',
    place: celeba,
    missing: 'not here: see below',
  });
  if (command.json) {
    world.terminal.out(
      JSON.stringify(
        places.map(({ name, place }) => ({ name, ...place, found: place !== undefined })),
        null,
        2,
      ),
    );
    return;
  }
  world.terminal.out(
    formatTable({
      header: ['data set', 'folder', 'why there'],
      rows: [
        ...places.map(({ name, place, missing }) => [
          name,
          place?.folder ?? missing,
          place?.chosenBy ?? '',
        ]),
        ['procedural digits', 'embedded', 'drawn by a generator'],
        ['procedural glyphs', 'embedded', 'drawn by a generator'],
      ],
    }),
  );
  if (celeba === undefined) world.terminal.out(`\nceleba: ${CELEBA_FILES}`);
}

interface DataPlace {
  readonly name: string;
  readonly place: FoundData | undefined;
  /** What to say where it is not here. */
  readonly missing: string;
}

/** In a list a data set that is missing from the named folder is no failure. */
async function placeOf<Place>(find: () => Promise<Place>): Promise<Place | undefined> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof CausalMechanismsError && error.code === 'ERR_DATA_MISSING') {
      return undefined;
    }
    throw error;
  }
}

async function get(command: DataCommand, world: World): Promise<void> {
  if (command.name === 'celeba') {
    throw new UsageError(`lab data get: celeba cannot be downloaded for you: ${CELEBA_FILES}`);
  }
  const name = expectKnown('data set', command.name ?? '', NAMES);
  const variable = world.environment['CAUSAL_MECHANISMS_DATA'];
  const named = command.data ?? (variable === '' ? undefined : variable);
  const folder =
    named === undefined
      ? await cacheFolder(world.environment)
      : resolve(world.workingDirectory, named);
  const got = await downloadDataset(name, folder, {
    log: (line) => world.terminal.note(line),
    signal: world.signal,
  });
  if (command.json) world.terminal.out(JSON.stringify({ name, ...got }, null, 2));
  else {
    world.terminal.out(`${name} is in ${got.dir}`);
    world.terminal.out(`use it with: npm run lab -- run experts-gan/main --set data=${name}`);
  }
}
