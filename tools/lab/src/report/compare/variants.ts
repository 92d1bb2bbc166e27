import type { TextTable } from '../tables/textTable.ts';

/** Runs that differ in their seeds alone. */
export interface Variant {
  /** What distinguishes it, such as `filters=8`; nothing where all runs are of one kind. */
  readonly label: string;
  /** Its runs, by place. */
  readonly runs: readonly number[];
}

/** Longer names leave no room for curves. */
const LONGEST = 48;

/**
 * Puts runs together that differ in their seeds alone.
 *
 * @param settings - What the runs set otherwise: a row per setting, a column per run after its name.
 * @param labels - One short name per run.
 * @returns The kinds of runs, in the order of their first ones.
 */
export function variantsOf({ rows }: TextTable, labels: readonly string[]): Variant[] {
  const found = new Map<string, number[]>();
  labels.forEach((_, run) => {
    const key = JSON.stringify(rows.map((row) => row[run + 1] ?? ''));
    const same = found.get(key);
    if (same === undefined) found.set(key, [run]);
    else same.push(run);
  });
  if (found.size === 1) return [{ label: '', runs: labels.map((_, run) => run) }];
  return [...found.values()].map((runs) => {
    const [first = 0] = runs;
    const said = rows
      .map(([key = '', ...values]) => `${key.split('.').at(-1) ?? key}=${values[first] ?? ''}`)
      .join(', ');
    return { label: said.length <= LONGEST ? said : (labels[first] ?? ''), runs };
  });
}
