/** A table to try the panel with. */
export interface ExampleTable {
  /** In the address of the page. */
  readonly id: string;
  /** On the page. */
  readonly label: string;
  /** What is true of it, in a sentence. */
  readonly truth: string;
}

/** All examples, in the order in which they are offered; `exampleText` draws them. */
export const EXAMPLE_TABLES: readonly ExampleTable[] = [
  {
    id: 'umbrellas',
    label: 'Rain and umbrellas, elsewhere it rains more or less',
    truth: 'Rain is the cause, and in each of the other places it rains more or less often.',
  },
  {
    id: 'handed-out',
    label: 'Rain and umbrellas that somebody hands out',
    truth: 'Rain is the cause, and what changed is the effect: umbrellas are handed out at random.',
  },
  {
    id: 'no-change',
    label: 'Rain and umbrellas where nothing changed',
    truth: 'Rain is the cause, but all places are alike, so that no table can show it.',
  },
  {
    id: 'road',
    label: 'A slippery road, four columns',
    truth:
      'Rain and a sprinkler wet the road, and a wet road is slippery; in one place the road is hosed.',
  },
];

/**
 * @param id - Of an example.
 * @returns The example, if there is one.
 */
export function exampleTable(id: string): ExampleTable | undefined {
  return EXAMPLE_TABLES.find((example) => example.id === id);
}
