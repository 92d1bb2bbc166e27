import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import type { PooledRows } from './pooledRows.ts';

/** How often each category of a variable was met beside each configuration of its parents. */
export interface CountTable {
  /** `counts[k * categories + c]`: configuration k met category c. Valid until the next table is asked for. */
  readonly counts: Int32Array;
  /** How many configurations `counts` holds: all, or those that occur. */
  readonly listed: number;
  /** How many configurations are possible. */
  readonly configurations: number;
  /** The number of categories of the variable. */
  readonly categories: number;
}

/** The largest table that is counted: 64 MB of counts. */
const MOST_CELLS = 2 ** 24;
/** Tables of at most so many cells are always dense. */
const SMALL = 4096;
/** A larger table is dense up to so many cells per row: looking at an empty cell is cheaper than hashing a row. */
const CELLS_PER_ROW = 8;
const HASH_FACTOR = 0x9e3779b1;

/**
 * Counts the rows of a pool, again and again, in buffers that are used again.
 *
 * `begin` chooses the variable and the rows, `push` adds a parent: every row then knows its cell (mixed radix, the
 * variable as the last digit), and a table with one parent more is one pass over the rows.
 */
export class CountTables {
  readonly #pool: PooledRows;
  readonly #rows: number;
  /** `#cells[d]`: the cell of each row once d parents were pushed. */
  readonly #cells: Int32Array[] = [];
  readonly #sizes: number[] = [];
  #ranges: (readonly [number, number])[] = [];
  #variable = 0;
  #depth = 0;
  #counts = new Int32Array(SMALL);
  #keys = new Int32Array(0);
  #places = new Int32Array(0);

  /** @param pool - The rows; not copied. */
  constructor(pool: PooledRows) {
    this.#pool = pool;
    this.#rows = pool.weights.length;
  }

  /**
   * Starts with a variable without parents.
   *
   * @param variable - The variable.
   * @param leftOut - The tables of the pool whose rows do not count, in ascending order; 0 is the observational one.
   */
  begin(variable: number, leftOut: readonly number[]): void {
    const { starts, categories } = this.#pool;
    this.#variable = variable;
    this.#depth = 0;
    this.#ranges = [];
    let from = 0;
    for (const table of [...leftOut, starts.length - 1]) {
      const to = starts[table] ?? this.#rows;
      if (to > from) this.#ranges.push([from, to]);
      from = starts[table + 1] ?? this.#rows;
    }
    this.#sizes[0] = categories[variable] ?? 1;
    const cells = this.#buffer(0);
    const column = this.#column(variable);
    for (let row = 0; row < this.#rows; row++) cells[row] = column[row] ?? 0;
  }

  /**
   * Adds a parent.
   *
   * @param parent - The variable.
   * @throws ArgumentError when the table gets more than 2^24 cells.
   */
  push(parent: number): void {
    const size = this.#size();
    const larger = this.#checkedSize(parent);
    const from = this.#buffer(this.#depth);
    const to = this.#buffer(this.#depth + 1);
    const column = this.#column(parent);
    for (const [start, end] of this.#ranges) {
      for (let row = start; row < end; row++) {
        to[row] = (from[row] ?? 0) + size * (column[row] ?? 0);
      }
    }
    this.#depth += 1;
    this.#sizes[this.#depth] = larger;
  }

  /** Takes the last parent away. */
  pop(): void {
    this.#depth -= 1;
  }

  /**
   * @param parent - A variable.
   * @returns Whether the table with this parent more has at most 2^24 cells.
   */
  fits(parent: number): boolean {
    return this.#size() * (this.#pool.categories[parent] ?? 1) <= MOST_CELLS;
  }

  /** @returns The counts with the parents that were pushed. */
  count(): CountTable {
    return this.#counted(this.#size(), 0, this.#column(this.#variable));
  }

  /**
   * @param parent - One parent more, for this table alone.
   * @returns The counts.
   * @throws ArgumentError when the table gets more than 2^24 cells.
   */
  countWith(parent: number): CountTable {
    return this.#counted(this.#checkedSize(parent), this.#size(), this.#column(parent));
  }

  #counted(cells: number, stride: number, column: Uint8Array): CountTable {
    const categories = this.#pool.categories[this.#variable] ?? 1;
    const configurations = cells / categories;
    const dense = cells <= Math.max(SMALL, CELLS_PER_ROW * this.#rows);
    if (!dense) {
      const listed = this.#countSparse(categories, stride, column);
      return { counts: this.#counts, listed, configurations, categories };
    }
    if (this.#counts.length < cells) this.#counts = new Int32Array(cells);
    const counts = this.#counts;
    counts.fill(0, 0, cells);
    const base = this.#buffer(this.#depth);
    const { weights } = this.#pool;
    for (const [start, end] of this.#ranges) {
      for (let row = start; row < end; row++) {
        const cell = (base[row] ?? 0) + stride * (column[row] ?? 0);
        counts[cell] = (counts[cell] ?? 0) + (weights[row] ?? 0);
      }
    }
    return { counts, listed: configurations, configurations, categories };
  }

  /** Only configurations that occur get a place: open addressing, at most half full. */
  #countSparse(categories: number, stride: number, column: Uint8Array): number {
    const bits = Math.ceil(Math.log2(2 * this.#rows + 2));
    if (this.#keys.length !== 2 ** bits) {
      this.#keys = new Int32Array(2 ** bits);
      this.#places = new Int32Array(2 ** bits);
    }
    if (this.#counts.length < this.#rows * categories) {
      this.#counts = new Int32Array(this.#rows * categories);
    }
    const [keys, places, counts] = [this.#keys, this.#places, this.#counts];
    keys.fill(-1);
    const base = this.#buffer(this.#depth);
    const own = this.#column(this.#variable);
    const { weights } = this.#pool;
    const mask = 2 ** bits - 1;
    let listed = 0;
    for (const [start, end] of this.#ranges) {
      for (let row = start; row < end; row++) {
        const category = own[row] ?? 0;
        const cell = (base[row] ?? 0) + stride * (column[row] ?? 0);
        const key = (cell - category) / categories;
        let slot = Math.imul(key, HASH_FACTOR) >>> (32 - bits);
        while (keys[slot] !== key && keys[slot] !== -1) slot = (slot + 1) & mask;
        if (keys[slot] === -1) {
          keys[slot] = key;
          places[slot] = listed;
          counts.fill(0, listed * categories, (listed + 1) * categories);
          listed += 1;
        }
        const place = (places[slot] ?? 0) * categories + category;
        counts[place] = (counts[place] ?? 0) + (weights[row] ?? 0);
      }
    }
    return listed;
  }

  #size(): number {
    return this.#sizes[this.#depth] ?? 1;
  }

  #checkedSize(parent: number): number {
    const size = this.#size() * (this.#pool.categories[parent] ?? 1);
    if (size <= MOST_CELLS) return size;
    throw new ArgumentError(
      `countTables: variable ${this.#variable} with ${this.#depth + 1} parents needs a table of ${size} cells, more than 2^24; allow fewer parents`,
      { data: { variable: this.#variable, parents: this.#depth + 1, cells: size } },
    );
  }

  #buffer(depth: number): Int32Array {
    return (this.#cells[depth] ??= new Int32Array(this.#rows));
  }

  #column(variable: number): Uint8Array {
    return this.#pool.columns[variable] ?? new Uint8Array(this.#rows);
  }
}
