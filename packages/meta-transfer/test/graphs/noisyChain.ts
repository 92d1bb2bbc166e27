import type { CategoricalTable, InterventionalData } from '@causal-mechanisms/datasets';
import { RandomStream } from '@causal-mechanisms/tensor-utils';

/** A table of columns with two categories each, or as many as are said. */
export function tableOf(
  columns: readonly ArrayLike<number>[],
  categories: readonly number[] = columns.map(() => 2),
): CategoricalTable {
  return {
    columns: columns.map((column) => Uint8Array.from(column)),
    categories,
    names: columns.map((_, i) => `x${i}`),
    rows: columns[0]?.length ?? 0,
  };
}

/** Sizes of {@link noisyChain}. */
interface ChainSizes {
  /** The variables from the first cause to the last effect. */
  readonly order: readonly number[];
  readonly rows: number;
  /** Rows of an intervention on each variable; 0 for no interventions. */
  readonly perTarget: number;
  readonly seed?: number;
  /** Whether the targets are kept back. */
  readonly hidden?: boolean;
}

/** Bits that are handed on along a chain and flipped with probability 0.2; the first is 1 with probability 0.3. */
export function noisyChain({ order, rows, perTarget, seed = 1, hidden = false }: ChainSizes): {
  data: InterventionalData;
  graph: number[][];
} {
  const stream = new RandomStream(seed);
  const drawn = (count: number, target: number): CategoricalTable => {
    const columns = order.map(() => new Uint8Array(count));
    for (let row = 0; row < count; row++) {
      let before: number | undefined;
      for (const variable of order) {
        const mean = before === undefined ? 0.3 : before === 1 ? 0.8 : 0.2;
        const value = stream.uniform() < (variable === target ? 0.5 : mean) ? 1 : 0;
        (columns[variable] ?? new Uint8Array(0))[row] = value;
        before = value;
      }
    }
    return tableOf(columns);
  };
  const observational = drawn(rows, -1);
  const interventions = order
    .map((_, target) => target)
    .filter(() => perTarget > 0)
    .map((target) => ({ target: hidden ? null : target, samples: drawn(perTarget, target) }));
  const graph = order.map((_, cause) =>
    order.map((_unused, effect) => (order.indexOf(effect) === order.indexOf(cause) + 1 ? 1 : 0)),
  );
  return { data: { observational, interventions }, graph };
}

/** A graph as plain rows. */
export function plain(adjacency: readonly ArrayLike<number>[]): number[][] {
  return adjacency.map((row) => Array.from(row));
}

/** The code of the typed error with which a promise is rejected. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
  return undefined;
}
