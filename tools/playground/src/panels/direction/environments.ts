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

/** Names that such columns have, the likeliest first. */
const USUAL = [
  'environment',
  'env',
  'intervention',
  'regime',
  'domain',
  'context',
  'condition',
  'experiment',
  'setting',
  'site',
  'place',
  'region',
  'batch',
  'phase',
  'period',
  'season',
  'group',
  'year',
];
/** More environments than this are no environments. */
const MOST = 50;
/** Rows that each environment should have on average. */
const LEAST_ROWS = 4;

/** Columns that could say where a row is from. */
export interface EnvironmentColumns {
  /** Their names. */
  readonly candidates: readonly string[];
  /** The likeliest one; undefined where none has a usual name. */
  readonly guess: string | undefined;
  /** Columns of usual names that are none of them, the likeliest first. */
  readonly refused: readonly {
    readonly name: string;
    /** Why, such as `it has one label only, "home"`. */
    readonly why: string;
  }[];
}

/**
 * Columns that could say where a row is from: labels of which most come again and again.
 *
 * @param csv - Names and cells.
 * @returns Their names, and why others with a usual name are none.
 */
export function environmentColumns(csv: CsvText): EnvironmentColumns {
  const judged = csv.names.map((name, place) => ({
    name,
    why: whyNone(csv.columns[place] ?? []),
  }));
  const candidates = judged.filter(({ why }) => why === undefined).map(({ name }) => name);
  const rank = ({ name }: { readonly name: string }) => USUAL.indexOf(name.toLowerCase());
  const usual = judged
    .filter((column) => rank(column) >= 0)
    .toSorted((one, other) => rank(one) - rank(other));
  return {
    candidates,
    guess: usual.find(({ why }) => why === undefined)?.name,
    refused: usual.flatMap(({ name, why }) => (why === undefined ? [] : [{ name, why }])),
  };
}

/** Why a column cannot say where a row is from; undefined where it can. */
function whyNone(cells: CsvText['columns'][number]): string | undefined {
  const labels = new Set(cells.filter((cell) => cell !== null));
  const [only] = labels;
  if (only === undefined) return 'all of its cells are empty';
  if (labels.size === 1) return `it has one label only, "${only}", and a change needs two`;
  if (labels.size > MOST) {
    return `it has ${labels.size} different labels, and more than ${MOST} are not taken`;
  }
  if (cells.length < LEAST_ROWS * labels.size) {
    return `it has ${labels.size} labels in ${cells.length} rows, and fewer than ${LEAST_ROWS} rows a label are not taken`;
  }
  return undefined;
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
  const left = warnings.map(({ message }) => message);
  const [baseline, ...others] = environments;
  if (baseline === undefined || others.length === 0) {
    throw new ValuesError(
      [
        `${file}: column "${environment}" names one environment only: without rows from before and after a change the direction cannot be known`,
        ...said,
        ...left,
      ].join('; '),
    );
  }
  return { names, baseline, others, warnings: [...said, ...left] };
}
