import { RandomStream } from '@causal-mechanisms/tensor-utils';

/** Rows of one environment: how many, and how each is drawn. */
interface Environment {
  readonly name: string;
  readonly rows: number;
  readonly draw: (chance: (share: number) => boolean) => readonly string[];
}

/**
 * Draws an example table.
 *
 * @param id - One of `EXAMPLE_TABLES`.
 * @returns The text of the file, the same every time.
 * @throws Error in words when there is no such example.
 */
export function exampleText(id: string): string {
  switch (id) {
    case 'umbrellas':
      return csv(1, PAIR, [
        days('home', 1000, 0.3),
        days('north', 300, 0.8),
        days('south', 300, 0.05),
        days('coast', 300, 0.6),
      ]);
    case 'handed-out':
      return csv(2, PAIR, [
        days('home', 2000, 0.3),
        handedOut('fair', 400, 0.3),
        handedOut('march', 400, 0.9),
        handedOut('school', 400, 0.6),
      ]);
    case 'no-change':
      return csv(3, PAIR, [
        days('home', 1000, 0.3),
        days('next door', 400, 0.3),
        days('across', 400, 0.3),
      ]);
    case 'road':
      return csv(
        4,
        ['place', 'rain', 'sprinkler', 'wet', 'slippery'],
        [
          road('usual', 2000),
          road('hosed', 500, { hosed: true }),
          road('dry summer', 500, { rainy: 0.05 }),
        ],
      );
    default:
      throw new Error(`There is no example called ${id}.`);
  }
}

const PAIR = ['place', 'rain', 'umbrella'];

const yes = (it: boolean) => (it ? 'yes' : 'no');

/** It rains with some probability, and whoever sees rain takes an umbrella. */
const days = (name: string, rows: number, rainy: number): Environment => ({
  name,
  rows,
  draw: (chance) => {
    const rain = chance(rainy);
    return [yes(rain), yes(chance(rain ? 0.8 : 0.1))];
  },
});

/** Umbrellas are handed out, rain or not. */
const handedOut = (name: string, rows: number, share: number): Environment => ({
  name,
  rows,
  draw: (chance) => [yes(chance(0.3)), yes(chance(share))],
});

/** Rain and a sprinkler wet the road; a wet road is slippery. Somebody may hose the road. */
const road = (
  name: string,
  rows: number,
  { rainy = 0.4, hosed = false }: { readonly rainy?: number; readonly hosed?: boolean } = {},
): Environment => ({
  name,
  rows,
  draw: (chance) => {
    const rain = chance(rainy);
    const sprinkler = chance(0.3);
    const wetness = rain ? (sprinkler ? 0.97 : 0.9) : sprinkler ? 0.8 : 0.05;
    const wet = chance(hosed ? 0.9 : wetness);
    return [yes(rain), yes(sprinkler), yes(wet), yes(chance(wet ? 0.75 : 0.05))];
  },
});

function csv(
  seed: number,
  header: readonly string[],
  environments: readonly Environment[],
): string {
  const stream = new RandomStream(seed);
  const chance = (share: number) => stream.uniform() < share;
  const lines = environments.flatMap(({ name, rows, draw }) =>
    Array.from({ length: rows }, () => [name, ...draw(chance)].join(',')),
  );
  return [header.join(','), ...lines, ''].join('\n');
}
