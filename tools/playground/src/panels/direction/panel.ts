import type { Panel } from '../../panel/panel.ts';
import { exampleTable } from './exampleTables.ts';

/** What the reader of the panel has chosen. */
export interface DirectionState {
  /** Of the truth with two variables. */
  readonly seed: number;
  /** Whose mechanism every change replaces. */
  readonly changed: 'cause' | 'effect';
  /** Categories of both variables. */
  readonly categories: number;
  /** The example table; undefined where none is open. Files of the reader's own stay out of the address. */
  readonly table: string | undefined;
  /** Of the samples of asia. */
  readonly asia: number;
}

const START: DirectionState = {
  seed: 1,
  changed: 'cause',
  categories: 10,
  table: undefined,
  asia: 1,
};

/** How many categories there may be: what can be drawn. */
export const CATEGORIES = { min: 2, max: 20 } as const;

/** Which variable is the cause, and which graph. */
export const direction: Panel<DirectionState> = {
  id: 'direction',
  title: 'Direction and graphs',
  seen: 'Two ways of writing the same distribution adapt to a change, and the one that is cut where the world is cut adapts faster, as long as it is the cause that was changed. Below, the same idea answers for a table of your own, and finds a whole graph from interventions of which nobody says what they changed.',
  docs: 'meta-transfer.md',

  readState(given) {
    const table = given.get('table') ?? '';
    const categories = whole(given.get('categories'), START.categories);
    return {
      seed: whole(given.get('seed'), START.seed),
      changed: given.get('changed') === 'effect' ? 'effect' : 'cause',
      categories: Math.min(CATEGORIES.max, Math.max(CATEGORIES.min, categories)),
      table: exampleTable(table)?.id,
      asia: whole(given.get('asia'), START.asia),
    };
  },

  writeState({ seed, changed, categories, table, asia }) {
    return {
      ...(changed === START.changed ? {} : { changed }),
      ...(seed === START.seed ? {} : { seed: String(seed) }),
      ...(categories === START.categories ? {} : { categories: String(categories) }),
      ...(table === undefined ? {} : { table }),
      ...(asia === START.asia ? {} : { asia: String(asia) }),
    };
  },
};

function whole(text: string | null, usual: number): number {
  if (text === null || text === '') return usual;
  const value = Number(text);
  return Number.isSafeInteger(value) && value >= 0 ? value : usual;
}
