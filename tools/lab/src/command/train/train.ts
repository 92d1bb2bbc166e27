import { join, resolve } from 'node:path';
import { causalDirection, causalGraph } from '@causal-mechanisms/meta-transfer';
import type { DirectionAnswer, GraphAnswer } from '@causal-mechanisms/meta-transfer';
import { reportPage } from '../../report/page/html.ts';
import type { Report } from '../../report/section.ts';
import { createRunFolder, runName } from '../../run/runFolder.ts';
import { shownPath } from '../run/showResult.ts';
import type { World } from '../../run/world.ts';
import { directionReport } from './directionReport.ts';
import { graphReport } from './graphReport.ts';
import { tableSets } from './tableSets.ts';
import type { TableSets, TrainCommand } from './tableSets.ts';

/**
 * `lab train meta-transfer`: asks about a table of the user's own which columns are causes of which, says it in words, and keeps the
 * answer with a picture in a folder.
 *
 * @param command - The table and what to ask.
 * @param world - Folders, clock and terminal.
 */
export async function train(command: TrainCommand, world: World): Promise<void> {
  const table = resolve(world.workingDirectory, command.table);
  const sets = await tableSets(table, command, world.signal);
  const answered = await answer(command, sets, world.signal);
  const path = resolve(
    world.workingDirectory,
    command.out ?? join('runs', runName([command.system, 'table'], world.now())),
  );
  const folder = await createRunFolder(path, { resumable: false });
  const result = {
    system: command.system,
    table: command.table,
    environment: command.environment,
    baseline: { environment: sets.baseline.environment, rows: sets.baseline.rows },
    others: sets.others.map(({ environment, rows }) => ({ environment, rows })),
    seed: command.seed ?? 1,
    question: answered.question,
    answer: plain({ ...answered.answer, warnings: answered.warnings }),
  };
  await folder.writeText('figures/graph.svg', answered.picture);
  await folder.writeText('report.html', reportPage(answered.report));
  await folder.writeJson('result.json', result);
  if (command.json) {
    world.terminal.out(JSON.stringify({ ...result, folder: path }, null, 2));
    return;
  }
  world.terminal.out(answered.answer.explanation);
  world.terminal.out('');
  world.terminal.out(`This rests on: ${answered.answer.assumption}`);
  for (const warning of answered.warnings) world.terminal.out(`note: ${warning}`);
  const { environment, rows } = sets.baseline;
  world.terminal.out(
    `environments: ${environment} (${rows} rows, before any change), ${sets.others.map((set) => `${set.environment} (${set.rows})`).join(', ')}`,
  );
  world.terminal.out(`report: ${shownPath(folder.report, world)}`);
}

/** An answer, and how it is shown. */
interface Answered {
  readonly question: 'direction' | 'graph';
  readonly answer: DirectionAnswer | GraphAnswer;
  readonly warnings: readonly string[];
  readonly report: Report;
  readonly picture: string;
}

async function answer(
  command: TrainCommand,
  sets: TableSets,
  signal: AbortSignal,
): Promise<Answered> {
  const { names, baseline, others } = sets;
  const seed = command.seed ?? 1;
  const bins = command.bins === undefined ? {} : { bins: command.bins };
  const environments = [baseline, ...others].map(({ environment }) => environment);
  const [a, b] = names;
  if (names.length === 2 && a !== undefined && b !== undefined) {
    const pair = ({ cells }: TableSets['baseline']) => ({ a: cells[a] ?? [], b: cells[b] ?? [] });
    const found = causalDirection(
      { training: pair(baseline), transfers: others.map(pair) },
      { names: [a, b], environments, seed, numeric: command.numeric ?? 'bins', ...bins },
    );
    const warnings = [...sets.warnings, ...found.warnings];
    if (command.target.length > 0) {
      warnings.push('--target is for graphs of more columns; what changed was found without it');
    }
    const drawn = directionReport({ ...found, warnings }, { a, b }, command.table, sets);
    return { question: 'direction', answer: found, warnings, ...drawn };
  }
  const targets = new Map(command.target.map(({ environment, column }) => [environment, column]));
  const found = await causalGraph(
    {
      observational: baseline.cells,
      interventions: others.map(({ environment, cells }) => ({
        target: targets.get(environment) ?? null,
        samples: cells,
      })),
    },
    { environments, seed, signal, ...bins },
  );
  const warnings = [...sets.warnings, ...found.warnings];
  if (command.numeric === 'continuous') {
    warnings.push('--numeric continuous is for two columns; numbers were cut into bins');
  }
  const drawn = graphReport({ ...found, warnings }, command.table, sets);
  return { question: 'graph', answer: found, warnings, ...drawn };
}

/** JSON has no typed arrays. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, entry: unknown) =>
      entry instanceof Float64Array || entry instanceof Uint8Array ? Array.from(entry) : entry,
    ),
  );
}
