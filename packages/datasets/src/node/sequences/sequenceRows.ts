import { ArgumentError, FileFormatError } from '@causal-mechanisms/tensor-utils';
import type { SequenceTable } from '../../sequence/own/sequenceTypes.ts';
import { columnPlace } from '../csv/csvRows.ts';
import type { CsvReader } from '../csv/csvRows.ts';
import { CellReader, shorten } from './cellReader.ts';

/** How rows hold sequences. */
export interface SequenceRowsOptions {
  /** `long`: a row per step and a column that names the sequence; `wide`: a row per sequence and a column per step. Default: `long` where there is an id column. */
  readonly layout?: 'long' | 'wide';
  /** The column that names the sequence. Default: `id`, where there is one. */
  readonly id?: string;
  /** The column of the labels. Default: `label`, where there is one. */
  readonly label?: string;
  /** The columns of the values, in this order. Default: all others. */
  readonly columns?: readonly string[];
  /** Reads numbers as tokens, too. Default: false. */
  readonly tokens?: boolean;
}

/** A sequence that grows. */
interface Growing {
  readonly id: string;
  readonly label: string | undefined;
  readonly tokens: string[];
  readonly numbers: number[];
}

/** Makes sequences of the rows of a file. */
export class SequenceRows implements CsvReader {
  readonly #path: string;
  readonly #options: SequenceRowsOptions;
  readonly #cells: CellReader;
  readonly #sequences: Growing[] = [];
  readonly #byId = new Map<string, Growing>();
  #layout: 'long' | 'wide' = 'long';
  #id: number | undefined;
  #label: number | undefined;
  #places: readonly number[] = [];
  #names: readonly string[] = [];

  /**
   * @param path - The file; opens messages.
   * @param options - How its rows hold sequences.
   */
  constructor(path: string, options: SequenceRowsOptions) {
    this.#path = path;
    this.#options = options;
    this.#cells = new CellReader(path, options.tokens);
  }

  header(names: readonly string[]): void {
    const { layout, columns } = this.#options;
    const find = (given: string | undefined, usual: string): number | undefined => {
      if (given !== undefined) return columnPlace('readSequences', this.#path, given, names);
      const place = names.indexOf(usual);
      return place < 0 || columns?.includes(usual) === true ? undefined : place;
    };
    this.#id = find(this.#options.id, 'id');
    this.#label = find(this.#options.label, 'label');
    this.#layout = layout ?? (this.#id === undefined ? 'wide' : 'long');
    if (this.#layout === 'long' && this.#id === undefined) {
      throw new ArgumentError(
        `readSequences: ${this.#path} has no column "id" that names the sequence of each row; name it (columns: ${names.join(', ')})`,
        { data: { path: this.#path, columns: names } },
      );
    }
    this.#names =
      columns ?? names.filter((_, place) => place !== this.#id && place !== this.#label);
    this.#places = this.#names.map((name) => columnPlace('readSequences', this.#path, name, names));
    if (this.#places.length > 0) return;
    throw new FileFormatError(
      `${this.#path}: line 1: there is no column of values besides ${names.join(', ')}`,
      { data: { path: this.#path, line: 1, columns: names } },
    );
  }

  row(cells: readonly string[], line: number): void {
    if (this.#layout === 'long') this.#addStep(cells, line);
    else this.#addSequence(cells, line);
  }

  /**
   * @returns All sequences.
   * @throws FileFormatError when there is none.
   */
  finish(): SequenceTable {
    const [path, sequences] = [this.#path, this.#sequences];
    if (sequences.length === 0) {
      throw new FileFormatError(`${path}: there is a line of names, but no row below it`, {
        data: { path },
      });
    }
    const plain = ({ id, label }: Growing) => ({ id, ...(label === undefined ? {} : { label }) });
    if (this.#cells.kind === 'tokens') {
      return {
        kind: 'tokens',
        name: path,
        sequences: sequences.map((growing) => ({ ...plain(growing), tokens: growing.tokens })),
      };
    }
    return {
      kind: 'numbers',
      name: path,
      columns: this.#layout === 'long' ? this.#names : ['value'],
      sequences: sequences.map((growing) => ({
        ...plain(growing),
        values: Float64Array.from(growing.numbers),
      })),
    };
  }

  #addStep(cells: readonly string[], line: number): void {
    const idPlace = this.#id ?? 0;
    const id = cells[idPlace] ?? '';
    if (id === '') {
      throw this.#cells.failure({ line, column: idPlace + 1 }, 'the id is missing');
    }
    const label = this.#labelOf(cells);
    let growing = this.#byId.get(id);
    if (growing === undefined) {
      growing = this.#open(id, label);
      this.#byId.set(id, growing);
    } else if (label !== growing.label) {
      const [was, is] = [growing.label, label].map((text) => `"${shorten(text ?? '')}"`);
      throw this.#cells.failure(
        { line, column: (this.#label ?? 0) + 1 },
        `the label of "${shorten(id)}" changes from ${was} to ${is}; a sequence has one label`,
      );
    }
    for (const place of this.#places) this.#add(growing, cells[place] ?? '', line, place + 1);
  }

  #addSequence(cells: readonly string[], line: number): void {
    const id = this.#id === undefined ? '' : (cells[this.#id] ?? '');
    const growing = this.#open(
      id === '' ? String(this.#sequences.length + 1) : id,
      this.#labelOf(cells),
    );
    // Empty cells at the end are no steps: the sequence is shorter.
    let steps = this.#places.length;
    while (steps > 0 && (cells[this.#places[steps - 1] ?? 0] ?? '') === '') steps--;
    if (steps === 0) {
      const column = (this.#places[0] ?? 0) + 1;
      throw this.#cells.failure({ line, column }, 'the sequence has no steps');
    }
    for (const place of this.#places.slice(0, steps)) {
      this.#add(growing, cells[place] ?? '', line, place + 1);
    }
  }

  #open(id: string, label: string | undefined): Growing {
    const growing = { id, label, tokens: [], numbers: [] };
    this.#sequences.push(growing);
    return growing;
  }

  #labelOf(cells: readonly string[]): string | undefined {
    const label = this.#label === undefined ? '' : (cells[this.#label] ?? '');
    return label === '' ? undefined : label;
  }

  #add(growing: Growing, cell: string, line: number, column: number): void {
    const value = this.#cells.read(cell, { line, column });
    if (typeof value === 'number') {
      growing.numbers.push(value);
      return;
    }
    if (this.#layout === 'long' && this.#places.length > 1) {
      throw this.#cells.failure(
        { line, column },
        `"${shorten(value)}" is no number; tokens take one column, and there are ${this.#places.length} (${this.#names.join(', ')}): name the columns to read`,
      );
    }
    growing.tokens.push(value);
  }
}
