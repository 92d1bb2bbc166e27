import { environmentRows, tableCells } from '@causal-mechanisms/datasets';
import type { EnvironmentRows } from '@causal-mechanisms/datasets';
import { ValuesError } from '@causal-mechanisms/tensor-utils';
import { tableOfCsv } from './csvTable.ts';
import type { CsvText } from './csvTable.ts';

/** A table cut by environment. */
export interface Environments {
  /** The columns that are asked about. */
  readonly names: readonly string[];
  /** The rows before any change: those of the largest environment, or all of them where there is no such column. */
  readonly baseline: EnvironmentRows;
  /** The rows after changes. */
  readonly others: readonly EnvironmentRows[];
  /** What was left out. */
  readonly warnings: readonly string[];
}

/** Names that such columns have. */
const USUAL =
  /^(env|environment|place|site|regime|context|batch|domain|setting|phase|period|group|experiment|condition|season|region|intervention|year)$/i;
/** More environments than this are no environments. */
const MOST = 50;

/**
 * Columns that could say where a row is from: labels of which most come again and again.
 *
 * @param csv - Names and cells.
 * @returns Their names; the likeliest is `guess`, undefined where none has a usual name.
 */
export function environmentColumns(csv: CsvText): {
  readonly candidates: readonly string[];
  readonly guess: string | undefined;
} {
  const candidates = csv.names.filter((_, place) => {
    const cells = csv.columns[place] ?? [];
    const labels = new Set(cells);
    return labels.size >= 2 && labels.size <= MOST && cells.length >= 4 * labels.size;
  });
  return { candidates, guess: candidates.find((name) => USUAL.test(name)) };
}

/**
 * Cuts a table by environment.
 *
 * @param csv - Names and cells.
 * @param file - Its name; opens messages.
 * @param environment - The column that says where a row is from; null where there is none.
 * @returns The rows of each environment.
 * @throws ValuesError where the environment never changes, or fewer than two columns are of use.
 */
export function environmentsOf(
  csv: CsvText,
  file: string,
  environment: string | null,
): Environments {
  const table = tableOfCsv(csv, environment);
  const asked = table.columns.filter(({ name }) => name !== environment);
  const said = table.warnings.map(({ message }) => message);
  if (asked.length < 2) {
    const besides = environment === null ? '' : ` besides "${environment}"`;
    throw new ValuesError(
      [
        `${file}: expected at least two columns that vary${besides}, got ${asked.length}`,
        ...said,
      ].join('; '),
    );
  }
  const names = asked.map(({ name }) => name);
  if (environment === null) {
    const baseline = { environment: 'all rows', rows: table.rows, cells: tableCells(table) };
    return { names, baseline, others: [], warnings: said };
  }
  // A column that is the same in all rows is not in the table any more.
  const isThere = asked.length < table.columns.length;
  const { environments, warnings } = isThere
    ? environmentRows(table, environment)
    : { environments: [], warnings: [] };
  const [baseline, ...others] = environments;
  if (baseline === undefined || others.length === 0) {
    throw new ValuesError(
      `${file}: column "${environment}" names one environment only: without rows from before and after a change the direction cannot be known`,
    );
  }
  const left = warnings.map(({ message }) => message);
  return { names, baseline, others, warnings: [...said, ...left] };
}
