import { logSumExp } from '../../belief/hypothesisBelief.ts';
import type { CategoricalTable } from '@causal-mechanisms/datasets';
import { ArgumentError } from '@causal-mechanisms/tensor-utils';

/** The most cells that a table of conditional probabilities may have. */
const MOST_CELLS = 2 ** 22;

/** Options of {@link AdaptiveTables}. */
export interface AdaptiveTablesOptions {
  /** Samples that the marginal distribution of a variable counts as in each row of its tables. Default: 1. */
  readonly smoothing?: number;
}

/** A variable with parents. */
export interface Family {
  /** The variable. */
  readonly effect: number;
  /** Its parents, in ascending order. */
  readonly causes: readonly number[];
}

/** Mini-batches that a table adapts to. */
export interface AdaptationBatches {
  /** Where the samples are. */
  readonly table: CategoricalTable;
  /** Rows of all mini-batches, one after the other; each of them has as many. */
  readonly rows: ArrayLike<number>;
  /** Mini-batches. */
  readonly steps: number;
  /** The step size of gradient descent on the mean negative log-likelihood of a mini-batch. */
  readonly rate: number;
}

/** How a table fared. */
export interface AdaptedCosts {
  /** The negative log-likelihood of all mini-batches in nats, each scored before the table adapts to it. */
  readonly total: number;
  /** Of the first mini-batch, per sample: before any adaptation. */
  readonly first: number;
}

interface Learned {
  /** Logits `[combinations of the parents, categories]`, normalised. */
  readonly logits: Float64Array;
  /** Mean negative log-likelihood of the samples that it was learned from. */
  readonly cost: number;
}

/**
 * Tables of conditional probabilities as softmax logits, learned from samples by counting, and adapted by gradient descent to others. Each is
 * learned once and kept.
 */
export class AdaptiveTables {
  readonly #samples: CategoricalTable;
  readonly #smoothing: number;
  readonly #learned = new Map<string, Learned>();

  /**
   * @param samples - What the tables are learned from.
   * @param options - How they are smoothed.
   */
  constructor(samples: CategoricalTable, { smoothing = 1 }: AdaptiveTablesOptions = {}) {
    this.#samples = samples;
    this.#smoothing = smoothing;
  }

  /**
   * @param family - A variable and its parents.
   * @returns The mean negative log-likelihood of the samples that the table was learned from, in nats.
   */
  learnedCost(family: Family): number {
    return this.#table(family).cost;
  }

  /**
   * Scores and adapts a copy of a table, mini-batch by mini-batch.
   *
   * @param family - A variable and its parents.
   * @param batches - The mini-batches.
   * @returns Costs before adaptation.
   * @throws ArgumentError when the table would be too large.
   */
  adapt(family: Family, { table, rows, steps, rate }: AdaptationBatches): AdaptedCosts {
    const logits = this.#table(family).logits.slice();
    const categories = this.#samples.categories[family.effect] as number;
    const size = rows.length / steps;
    const answers = table.columns[family.effect] as Uint8Array;
    let total = 0;
    let first = 0;
    for (let step = 0; step < steps; step++) {
      /** Counts of categories in each row of the table that is met. */
      const met = new Map<number, Float64Array>();
      for (let i = step * size; i < (step + 1) * size; i++) {
        const row = rows[i] as number;
        const start = this.#combination(family, table, row) * categories;
        let counts = met.get(start);
        if (counts === undefined) met.set(start, (counts = new Float64Array(categories)));
        const category = answers[row] as number;
        counts[category] = (counts[category] as number) + 1;
      }
      let cost = 0;
      for (const [start, counts] of met) {
        const row = logits.subarray(start, start + categories);
        const normaliser = logSumExp(row);
        let seen = 0;
        for (let c = 0; c < categories; c++) {
          seen += counts[c] as number;
          cost += (counts[c] as number) * (normaliser - (row[c] as number));
        }
        for (let c = 0; c < categories; c++) {
          const value = row[c] as number;
          const slope = (seen * Math.exp(value - normaliser) - (counts[c] as number)) / size;
          row[c] = value - rate * slope;
        }
      }
      total += cost;
      if (step === 0) first = cost / size;
    }
    return { total, first };
  }

  #table(family: Family): Learned {
    const key = `${family.effect}|${family.causes.join()}`;
    let learned = this.#learned.get(key);
    if (learned === undefined) this.#learned.set(key, (learned = this.#learn(family)));
    return learned;
  }

  #learn(family: Family): Learned {
    const { categories, columns, rows } = this.#samples;
    const width = categories[family.effect] as number;
    const combinations = family.causes.reduce(
      (product, cause) => product * (categories[cause] as number),
      1,
    );
    if (combinations * width > MOST_CELLS) {
      throw new ArgumentError(
        `trainEdgeBeliefs: the table of variable ${family.effect} given ${family.causes.join(', ')} has ${combinations * width} cells, ` +
          `more than ${MOST_CELLS}: use likelihood "mlp"`,
        { data: { family, cells: combinations * width } },
      );
    }
    const answers = columns[family.effect] as Uint8Array;
    const counts = new Float64Array(combinations * width);
    const marginal = new Float64Array(width).fill(0.5);
    for (let row = 0; row < rows; row++) {
      const category = answers[row] as number;
      const cell = this.#combination(family, this.#samples, row) * width + category;
      counts[cell] = (counts[cell] as number) + 1;
      marginal[category] = (marginal[category] as number) + 1;
    }
    const all = rows + 0.5 * width;
    let cost = 0;
    const logits = new Float64Array(counts.length);
    for (let start = 0; start < counts.length; start += width) {
      let seen = 0;
      for (let c = 0; c < width; c++) seen += counts[start + c] as number;
      for (let c = 0; c < width; c++) {
        const prior = (this.#smoothing * (marginal[c] as number)) / all;
        const count = counts[start + c] as number;
        const logit = Math.log((count + prior) / (seen + this.#smoothing));
        logits[start + c] = logit;
        cost -= count * logit;
      }
    }
    return { logits, cost: cost / rows };
  }

  #combination({ causes }: Family, { columns }: CategoricalTable, row: number): number {
    let index = 0;
    for (const cause of causes) {
      const column = columns[cause] as Uint8Array;
      index = index * (this.#samples.categories[cause] as number) + (column[row] as number);
    }
    return index;
  }
}
