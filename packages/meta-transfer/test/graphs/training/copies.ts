import type { CategoricalTable, InterventionalData } from '@causal-mechanisms/datasets';
import { RandomStream } from '@causal-mechanisms/tensor-utils';

/** A chain 0 -> 1 -> 2 of three categories in which each variable copies the one before in 8 of 10 samples. */
export function copies(rows: number, perTarget: number, seed = 1): InterventionalData {
  const stream = new RandomStream(seed);
  const samples = (size: number, target?: number): CategoricalTable => {
    const columns = Array.from({ length: 3 }, () => new Uint8Array(size));
    for (let row = 0; row < size; row++) {
      columns.forEach((column, variable) => {
        const before = variable === 0 ? undefined : columns[variable - 1]?.[row];
        const free = before === undefined || variable === target || stream.uniform() < 0.2;
        column[row] = free ? drawn(stream, variable === target) : before;
      });
    }
    return { columns, categories: [3, 3, 3], names: ['a', 'b', 'c'], rows: size };
  };
  return {
    observational: samples(rows),
    interventions: [0, 1, 2].map((target) => ({ target, samples: samples(perTarget, target) })),
  };
}

/** Uniform under an intervention, else mostly the first category. */
function drawn(stream: RandomStream, uniform: boolean): number {
  return stream.categorical(uniform ? [1, 1, 1] : [4, 2, 1]);
}
