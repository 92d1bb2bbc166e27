import { lstat, open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writeFileAtomically } from '@causal-mechanisms/tensor-utils/node';
import { INDEX_MARK, runIndexPage } from '../../report/runIndexPage.ts';
import { formatTable } from '../../report/tables/textTable.ts';
import { fileAccessError } from '../../run/files/fileAccess.ts';
import { systemCode } from '../../run/files/systemCode.ts';
import { readRunIndex } from './runIndex.ts';
import type { IndexedRun } from './runIndex.ts';
import type { Command } from '../arguments/arguments.ts';
import { showSeeds } from '../arguments/seeds.ts';
import { shownPath } from '../run/showResult.ts';
import type { Lab } from '../lab.ts';

const HEADER = ['run', 'recipe', 'preset', 'seeds', 'state', 'begun (UTC)', 'first figure', 'MiB'];

/**
 * `lab runs`: the runs in a folder, as a table and as its `index.html`.
 *
 * @param command - Which folder.
 * @param lab - Terminal and folders.
 */
export async function runs(
  command: Extract<Command, { command: 'runs' }>,
  lab: Lab,
): Promise<void> {
  const root = resolve(lab.workingDirectory, command.folder ?? 'runs');
  const index = await readRunIndex(root);
  const rows = index.runs.map(rowOf);
  const notes = index.broken.map(({ name, error }) => `${name} cannot be read: ${error.message}`);
  for (const note of notes) lab.terminal.note(note);
  const page = join(root, 'index.html');
  const free = rows.length > 0 && (await mayWrite(page));
  if (free) {
    const linked = rows.map((cells, at) => {
      const run = index.runs[at];
      return run?.hasReport === true
        ? { cells, link: `${encodeURIComponent(run.name)}/report.html` }
        : { cells };
    });
    await writeFileAtomically(page, runIndexPage('Runs', HEADER, linked, notes));
  } else if (rows.length > 0) {
    lab.terminal.note(`${shownPath(page, lab)} is not of lab runs, and stays as it is`);
  }
  if (command.json) {
    const broken = index.broken.map(({ name, error }) => ({ name, error: error.message }));
    lab.terminal.out(JSON.stringify({ runs: index.runs, broken }, null, 2));
    return;
  }
  lab.terminal.out(
    rows.length === 0
      ? `no runs in ${shownPath(root, lab)}`
      : formatTable({ header: HEADER, rows }),
  );
  if (free) lab.terminal.out(`\npage: ${shownPath(page, lab)}`);
}

function rowOf(run: IndexedRun): string[] {
  const { name, recipe, preset, seeds, begun, figure, bytes } = run;
  return [
    name,
    recipe,
    preset,
    showSeeds(seeds),
    stateOf(run),
    begun?.slice(0, 16).replace('T', ' ') ?? '',
    figure === undefined ? '' : `${figure.label}: ${figure.value}`,
    (bytes / 2 ** 20).toFixed(1),
  ];
}

function stateOf({ finished, runs: all }: IndexedRun): string {
  if (finished === all) return 'finished';
  return all === 1 ? 'unfinished' : `${finished} of ${all} finished`;
}

/** Where nothing lies, or a page of this kind. */
async function mayWrite(page: string): Promise<boolean> {
  try {
    // A pipe would be waited for without end.
    if (!(await lstat(page)).isFile()) return false;
    const file = await open(page);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(1024), 0, 1024, 0);
      return buffer.toString('utf8', 0, bytesRead).includes(INDEX_MARK);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return true;
    throw fileAccessError(`read ${page}`, error);
  }
}
