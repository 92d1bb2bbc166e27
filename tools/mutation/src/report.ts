import type { Mutant } from './mutants/mutant.ts';

/** What became of a mutant. */
export interface Result {
  readonly mutant: Mutant;
  readonly status: 'killed' | 'survived' | 'unreached';
  /** The test that failed, or what else gave it away. */
  readonly killedBy?: string;
  /** Whether tests that reach it were left out for time. */
  readonly cut?: boolean;
}

/**
 * The lines that a run ends with: a row per file, then the mutants that no test noticed, then the total.
 *
 * @param results - Of all mutants.
 * @returns Lines.
 */
export function reportLines(results: readonly Result[]): string[] {
  const files = [...new Set(results.map(({ mutant }) => mutant.file))].sort();
  const rows = [
    ['file', 'mutants', 'killed', 'survived', 'score'],
    ...files.map((file) =>
      row(
        file,
        results.filter(({ mutant }) => mutant.file === file),
      ),
    ),
    row('total', results),
  ];
  const widths = (rows[0] ?? []).map((_, i) =>
    Math.max(...rows.map((cells) => cells[i]?.length ?? 0)),
  );
  const table = rows.map((cells) =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  '),
  );
  const survivors = results.filter(({ status }) => status !== 'killed').map(survivorLine);
  return [...survivors, ...(survivors.length > 0 ? [''] : []), ...table];
}

/**
 * The share of mutants that some test noticed.
 *
 * @param results - Of all mutants.
 * @returns A number in [0, 100]; 100 when there are none.
 */
export function score(results: readonly Result[]): number {
  const killed = results.filter(({ status }) => status === 'killed').length;
  return results.length === 0 ? 100 : (100 * killed) / results.length;
}

function row(name: string, results: readonly Result[]): string[] {
  const survived = results.filter(({ status }) => status !== 'killed').length;
  const counts = [results.length, results.length - survived, survived];
  return [name, ...counts.map(String), `${score(results).toFixed(1)} %`];
}

function survivorLine({ mutant, status, cut }: Result): string {
  const { file, line, column, original, replacement, kind } = mutant;
  const change = kind === 'statement' ? 'left out' : `-> ${short(replacement)}`;
  const note = status === 'unreached' ? ' (no test gets here)' : cut === true ? ' (cut)' : '';
  return `${file}:${line}:${column}  ${short(original)}  ${change}${note}`;
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= 60 ? line : `${line.slice(0, 57)}...`;
}
