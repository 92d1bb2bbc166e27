import { resolve } from 'node:path';
import type { Command } from '../arguments/arguments.ts';
import type { Override } from '../arguments/overrides.ts';
import type { Lab } from '../lab.ts';
import { runOnOwnData } from './trainImages.ts';

type TrainSequencesCommand = Extract<Command, { command: 'train'; system: 'rims' }>;

/** The recipe that trains on a user's own sequences. */
const RECIPE = 'rims/own-sequences';

/** How many sequences the example has. */
const EXAMPLE = 300;

/**
 * `lab train rims`: modules compete for a user's own sequences. A run like any other: with progress, checkpoints, a report, and a model to load.
 *
 * @param command - The file, or where to write an example.
 * @param lab - The recipes; terminal, clock, folders.
 */
export async function trainSequences(command: TrainSequencesCommand, lab: Lab): Promise<void> {
  await runOnOwnData(RECIPE, command, overridesOf(command, lab), lab);
}

/** Paths are kept whole: a run may be resumed from elsewhere. What `--set` says comes last. */
function overridesOf(command: TrainSequencesCommand, lab: Lab): Override[] {
  const { sequences, example, layout, id, label, columns, tokens, ask, delimiter, model } = command;
  const file = example ?? sequences;
  const named: Readonly<Record<string, Override['value'] | undefined>> = {
    sequences: file === undefined ? undefined : resolve(lab.workingDirectory, file),
    example: example === undefined ? undefined : EXAMPLE,
    layout,
    id,
    label,
    columns: columns === undefined ? undefined : [...columns],
    tokens: tokens ? true : undefined,
    ask,
    delimiter,
    models: model === undefined ? undefined : model === 'both' ? ['rims', 'lstm'] : [model],
  };
  return [
    ...Object.entries(named).flatMap(([key, value]) =>
      value === undefined ? [] : [{ path: [key], value }],
    ),
    ...command.set,
  ];
}
