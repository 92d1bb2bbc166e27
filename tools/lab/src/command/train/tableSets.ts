import { expectKnown, UsageError } from '@causal-mechanisms/command-line';
import { environmentRows } from '@causal-mechanisms/datasets';
import type { DataTable, EnvironmentRows } from '@causal-mechanisms/datasets';
import { readTable } from '@causal-mechanisms/datasets/node';
import { ArgumentError, ValuesError } from '@causal-mechanisms/tensor-utils';
import type { Command } from '../arguments/arguments.ts';

/** What `lab train meta-transfer` asks. */
export type TrainCommand = Extract<Command, { command: 'train'; system: 'meta-transfer' }>;

/** A table cut by environment. */
export interface TableSets {
  /** The columns that are asked about. */
  readonly names: readonly string[];
  /** The rows before any change. */
  readonly baseline: EnvironmentRows;
  /** The rows of the other environments. */
  readonly others: readonly EnvironmentRows[];
  /** What was left out. */
  readonly warnings: readonly string[];
}

/**
 * Reads the table of a user and cuts it by environment.
 *
 * @param path - The file.
 * @param command - Which columns, which environments.
 * @param signal - Stops reading.
 * @returns The rows of each environment.
 * @throws UsageError for columns and environments that are not there, naming the nearest; typed errors for a damaged file;
 *   ValuesError when the environment never changes.
 */
export async function tableSets(
  path: string,
  command: TrainCommand,
  signal: AbortSignal,
): Promise<TableSets> {
  const { environment, columns } = command;
  if (columns?.includes(environment) === true) {
    throw new UsageError(`train: --columns names "${environment}", which is the environment`);
  }
  const table = await asUsage(() =>
    readTable(path, {
      ...(columns === undefined ? {} : { columns: [...columns, environment], unusable: 'refuse' }),
      ...(command.missing === undefined ? {} : { missing: command.missing }),
      ...(command.delimiter === undefined ? {} : { delimiter: command.delimiter }),
      kinds: { [environment]: 'categorical' },
      signal,
    }),
  );
  const asked = table.columns.filter(({ name }) => name !== environment);
  if (asked.length === table.columns.length) throw noChange(environment);
  if (asked.length < 2) {
    const left = table.warnings.map(({ message }) => `; ${message}`).join('');
    throw new UsageError(
      `train: expected at least two columns besides "${environment}", got ${asked.length}${left}`,
    );
  }
  const { environments, warnings } = environmentRows(table, environment);
  const baseline =
    command.baseline === undefined
      ? environments[0]
      : findEnvironment(command.baseline, environments);
  const others = environments.filter((one) => one !== baseline);
  if (baseline === undefined || others.length === 0) throw noChange(environment);
  const names = asked.map(({ name }) => name);
  checkTargets(command.target, names, others);
  return {
    names,
    baseline,
    others,
    warnings: [...table.warnings, ...warnings].map(({ message }) => message),
  };
}

/** A column that is not there was mistyped. */
async function asUsage(read: () => Promise<DataTable>): Promise<DataTable> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    throw new UsageError(error.message.replace(/^readTable: /, ''), { cause: error });
  }
}

function checkTargets(
  targets: TrainCommand['target'],
  names: readonly string[],
  others: readonly EnvironmentRows[],
): void {
  targets.forEach(({ environment, column }, place) => {
    findEnvironment(environment, others);
    expectKnown('column', column, names);
    if (targets.findIndex((other) => other.environment === environment) < place) {
      throw new UsageError(`train: --target says twice what changed in "${environment}"`);
    }
  });
}

function findEnvironment(name: string, sets: readonly EnvironmentRows[]): EnvironmentRows {
  const known = expectKnown(
    'environment',
    name,
    sets.map(({ environment }) => environment),
  );
  return sets.find(({ environment }) => environment === known) as EnvironmentRows;
}

function noChange(environment: string): ValuesError {
  return new ValuesError(
    `column "${environment}" names one environment only: without rows from before and after a change the direction cannot be known`,
    { data: { environment } },
  );
}
