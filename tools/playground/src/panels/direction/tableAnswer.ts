import { causalDirection, causalGraph } from '@causal-mechanisms/meta-transfer';
import type { DirectionAnswer, GraphAnswer } from '@causal-mechanisms/meta-transfer';
import type { Call } from '../../worker/session.ts';
import { pauseFor } from '../../worker/pauseFor.ts';
import { csvOfText, readCsv } from './csvTable.ts';
import type { CsvText } from './csvTable.ts';
import { environmentColumns, environmentsOf } from './environments.ts';
import type { EnvironmentColumns, Environments } from './environments.ts';
import { exampleText } from './exampleText.ts';

/** What is asked about a table. */
export interface TableRequest {
  /** An example by its name, or a file of the reader's own. */
  readonly table: string | File;
  /** The column that says where a row is from; null for none; undefined to find it by its name. */
  readonly environment?: string | null | undefined;
}

/** A set of rows, in short. */
export interface ShownSet {
  readonly environment: string;
  readonly rows: number;
  /** What changed there; for the rows before any change, nothing is said. */
  readonly changed?: string;
}

/** What is shown of every table. */
interface AnyTableAnswer {
  readonly file: string;
  /** Columns that could say where a row is from. */
  readonly candidates: readonly string[];
  /** The one that was taken; null for none. */
  readonly environment: string | null;
  /** The first rows, the header first. */
  readonly head: readonly (readonly string[])[];
}

/** An answer about a table. */
export type TableAnswer = AnyTableAnswer &
  (
    | {
        /** The reader has to choose a column, or has to bring other rows. */
        readonly kind: 'nothing';
        /** Why there is no answer. */
        readonly said: string;
      }
    | {
        readonly kind: 'direction';
        readonly names: readonly [string, string];
        readonly sets: readonly ShownSet[];
        readonly answer: Pick<
          DirectionAnswer,
          | 'direction'
          | 'belief'
          | 'interval'
          | 'changed'
          | 'explanation'
          | 'assumption'
          | 'twoHypotheses'
        >;
        readonly warnings: readonly string[];
      }
    | {
        readonly kind: 'graph';
        readonly sets: readonly ShownSet[];
        readonly answer: Pick<
          GraphAnswer,
          'names' | 'edges' | 'draws' | 'explanation' | 'assumption'
        >;
        readonly adjacency: readonly (readonly number[])[];
        readonly warnings: readonly string[];
      }
  );

/** So few draws give a picture at once. */
const FIRST_DRAWS = 2;
const DRAWS = 20;
const HEAD = 5;

/**
 * Answers which columns of a table are causes of which.
 *
 * @param request - The table, and its environments.
 * @param call - Signal; a graph is reported from few draws first.
 * @returns The answer, or a sentence why there is none.
 * @throws FileFormatError or ValuesError, with a message for the reader, where the table is of no use.
 */
export async function answerTable(
  { table, environment }: TableRequest,
  call: Call<TableAnswer>,
): Promise<TableAnswer> {
  const file = typeof table === 'string' ? `${table}.csv` : table.name;
  const csv =
    typeof table === 'string' ? csvOfText(exampleText(table), file) : await readCsv(table, file);
  const { candidates, guess, refused } = environmentColumns(csv);
  const chosen = environment === undefined ? guess : environment;
  const shown = { file, candidates, head: headOf(csv) };
  if (chosen === undefined) {
    return {
      ...shown,
      environment: null,
      kind: 'nothing',
      said: whyNoEnvironment(file, { candidates, refused }),
    };
  }
  const sets = environmentsOf(csv, file, chosen);
  await pauseFor(0, call.signal);
  const [a, b, ...more] = sets.names;
  if (a !== undefined && b !== undefined && more.length === 0) {
    return { ...shown, environment: chosen, ...directionOf([a, b], sets, file) };
  }
  const graph = async (draws: number): Promise<TableAnswer> => ({
    ...shown,
    environment: chosen,
    ...(await graphOf(sets, draws, call.signal)),
  });
  call.report(await graph(FIRST_DRAWS));
  return graph(DRAWS);
}

function whyNoEnvironment(
  file: string,
  { candidates, refused }: Pick<EnvironmentColumns, 'candidates' | 'refused'>,
): string {
  const [column] = refused;
  const first =
    column === undefined
      ? ''
      : `Column "${column.name}" of ${file} cannot say where a row is from: ${column.why}. `;
  if (candidates.length === 0) {
    const none =
      column === undefined
        ? `No column of ${file} says where a row is from`
        : 'No other column can';
    return `${first}${none}: expected one of a few labels that come again and again, such as "environment". From rows of one kind alone the direction between two columns cannot be known, however many there are.`;
  }
  const choose = 'hoose the one that says where, or under which circumstances, a row was measured.';
  return column === undefined
    ? `No column of ${file} is called "environment": c${choose}`
    : `${first}There are other columns: c${choose}`;
}

function headOf({ names, columns }: CsvText): string[][] {
  const rows = Math.min(HEAD, columns[0]?.length ?? 0);
  return [
    [...names],
    ...Array.from({ length: rows }, (_, row) => columns.map((cells) => cells[row] ?? '')),
  ];
}

function directionOf(names: readonly [string, string], sets: Environments, file: string) {
  const { baseline, others } = sets;
  if (others.length === 0) {
    return {
      kind: 'nothing' as const,
      said: `${file} has two columns and no environments. From rows of one kind alone the direction cannot be known, however many there are: every table of pairs can be written as P(${names[0]}) P(${names[1]} | ${names[0]}) and as P(${names[1]}) P(${names[0]} | ${names[1]}), with the same probability for every row.`,
    };
  }
  const pair = ({ cells }: Environments['baseline']) => ({
    a: cells[names[0]] ?? [],
    b: cells[names[1]] ?? [],
  });
  const { direction, belief, interval, explanation, assumption, twoHypotheses, ...rest } =
    causalDirection(
      { training: pair(baseline), transfers: others.map(pair) },
      { names, environments: namesOf(sets) },
    );
  const words = {
    A: `what makes ${names[0]}`,
    B: `what makes ${names[1]}`,
    both: 'both',
    none: 'nothing that can be seen',
    unclear: 'unclear',
  };
  return {
    kind: 'direction' as const,
    names,
    sets: [
      { environment: baseline.environment, rows: baseline.rows },
      ...others.map(({ environment, rows }, i) => ({
        environment,
        rows,
        changed: words[rest.changed[i] ?? 'unclear'],
      })),
    ],
    answer: {
      direction,
      belief,
      interval,
      changed: rest.changed,
      explanation,
      assumption,
      twoHypotheses,
    },
    warnings: [...sets.warnings, ...rest.warnings],
  };
}

function namesOf({ baseline, others }: Environments): string[] {
  return [baseline, ...others].map(({ environment }) => environment);
}

async function graphOf(sets: Environments, draws: number, signal: AbortSignal) {
  const { baseline, others } = sets;
  const { names, edges, explanation, assumption, adjacency, targets, warnings } = await causalGraph(
    {
      observational: baseline.cells,
      interventions: others.map(({ cells }) => ({ target: null, samples: cells })),
    },
    { environments: namesOf(sets), draws, signal },
  );
  return {
    kind: 'graph' as const,
    sets: [
      { environment: baseline.environment, rows: baseline.rows },
      ...others.map(({ environment, rows }, i) => {
        const { variables = [], certainty = 0 } = targets[i] ?? {};
        const changed =
          variables.length === 0
            ? 'nothing that can be seen'
            : `what makes ${variables.join(' and ')} (certainty ${certainty.toFixed(2)})`;
        return { environment, rows, changed };
      }),
    ],
    answer: {
      names,
      edges,
      draws,
      explanation,
      assumption,
    },
    adjacency: adjacency.map((row) => Array.from(row)),
    warnings: [...new Set([...sets.warnings, ...warnings])],
  };
}
