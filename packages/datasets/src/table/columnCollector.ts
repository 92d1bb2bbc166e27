import { ValuesError } from '@causal-mechanisms/tensor-utils';
import { MISSING_LABEL } from './dataTable.ts';
import type { TableColumn, TableWarning } from './dataTable.ts';

/** What a column holds, or `auto` where its cells decide. */
export type ColumnKind = 'auto' | 'categorical' | 'numeric';

/** What came of a column: the column, or why it is of no use. */
export interface CollectedColumn {
  /** The column, unless it is of no use. */
  readonly column?: TableColumn;
  /** Why it is of no use. */
  readonly warning?: TableWarning;
}

/** Numbers with more different values than this are numeric, unless the user says otherwise. */
const MOST_NUMERIC_LABELS = 20;
/** The most labels of a column: codes are bytes, and one of them means a missing cell. */
const MOST_LABELS = 255;

const CHUNK = 1 << 16;
const MISSING = 255;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * Collects the cells of one column in compact form: a byte per cell while there are few different ones, eight bytes
 * once there are many and all are numbers, nothing at all once they are of no use. Labels are kept once.
 */
export class ColumnCollector {
  /** The number of missing cells. */
  missing = 0;
  readonly #name: string;
  readonly #owner: string;
  readonly #kind: ColumnKind;
  readonly #codes = new Map<string, number>();
  #state: 'labels' | 'numbers' | 'useless';
  #allNumbers = true;
  #offender = '';
  #mostlyNumbers = false;
  #bytes: Uint8Array[] = [];
  #numbers: Float64Array[] = [];
  #count = 0;
  #chunk = new Uint8Array(0);
  #numberChunk = new Float64Array(0);

  /**
   * @param owner - The function that collects; opens messages.
   * @param name - The name of the column.
   * @param kind - What it holds.
   */
  constructor(owner: string, name: string, kind: ColumnKind) {
    this.#owner = owner;
    this.#name = name;
    this.#kind = kind;
    this.#state = kind === 'numeric' ? 'numbers' : 'labels';
  }

  /**
   * @param cell - The text of the next cell, which is not missing.
   * @throws ValuesError when the column was said to be numeric and this is no number, or said to be categorical and has
   *   too many labels.
   */
  addText(cell: string): void {
    if (this.#state === 'labels') {
      const code = this.#codes.get(cell) ?? this.#newLabel(cell);
      if (code === undefined) this.addText(cell);
      else this.#pushCode(code);
    } else if (this.#state === 'numbers') {
      const value = parseNumber(cell);
      if (value === undefined) this.#refuseText(cell);
      else this.#pushNumber(value);
    } else this.#count++;
  }

  /** @param value - The number of the next cell, which is finite. */
  addNumber(value: number): void {
    if (this.#state === 'numbers') this.#pushNumber(value);
    else this.addText(String(value));
  }

  /** Adds a cell that is missing. */
  addMissing(): void {
    this.missing++;
    if (this.#state === 'labels') this.#pushCode(MISSING);
    else if (this.#state === 'numbers') this.#pushNumber(NaN);
    else this.#count++;
  }

  /** @returns The column; nothing may be added afterwards. */
  finish(): CollectedColumn {
    if (this.#state === 'useless') return { warning: this.#manyLabels() };
    if (this.#state === 'labels' && this.#kind === 'auto' && this.#allNumbers) {
      if (this.#sameNumbers().size > MOST_NUMERIC_LABELS) this.#turnNumeric();
    }
    return this.#state === 'numbers' ? this.#finishNumbers() : this.#finishLabels();
  }

  /** @returns The code, or `undefined` when there are now too many labels and the column has become something else. */
  #newLabel(cell: string): number | undefined {
    if (this.#allNumbers && parseNumber(cell) === undefined) {
      this.#allNumbers = false;
      this.#offender = cell;
    }
    const code = this.#codes.size;
    if (code < MOST_LABELS) {
      this.#codes.set(cell, code);
      return code;
    }
    if (this.#kind === 'categorical') {
      throw new ValuesError(
        `${this.#owner}: column "${this.#name}" has more than ${MOST_LABELS} different labels, such as "${shorten(cell)}"; it cannot be categorical`,
        { data: { column: this.#name } },
      );
    }
    if (this.#allNumbers) this.#turnNumeric();
    else this.#turnUseless();
    return undefined;
  }

  #turnNumeric(): void {
    const values = Float64Array.from(this.#codes.keys(), Number);
    const codes = [...this.#bytes];
    const count = this.#count;
    this.#state = 'numbers';
    this.#bytes = [];
    this.#count = 0;
    for (let row = 0; row < count; row++) {
      const code = codes[row >>> 16]?.[row % CHUNK] ?? MISSING;
      this.#pushNumber(code === MISSING ? NaN : (values[code] ?? NaN));
    }
    this.#codes.clear();
  }

  #turnUseless(): void {
    this.#mostlyNumbers = this.#state === 'numbers' || this.#hasMostlyNumbers();
    this.#state = 'useless';
    this.#bytes = [];
    this.#numbers = [];
    this.#codes.clear();
  }

  #refuseText(cell: string): void {
    this.#offender = cell;
    if (this.#kind !== 'numeric') {
      this.#turnUseless();
      this.#count++;
      return;
    }
    throw new ValuesError(
      `${this.#owner}: column "${this.#name}" should be numeric, got "${shorten(cell)}"`,
      { data: { column: this.#name, cell: shorten(cell) } },
    );
  }

  #pushCode(code: number): void {
    const at = this.#count++ % CHUNK;
    if (at === 0) this.#bytes.push((this.#chunk = new Uint8Array(CHUNK)));
    this.#chunk[at] = code;
  }

  #pushNumber(value: number): void {
    const at = this.#count++ % CHUNK;
    if (at === 0) this.#numbers.push((this.#numberChunk = new Float64Array(CHUNK)));
    this.#numberChunk[at] = value;
  }

  #finishNumbers(): CollectedColumn {
    const values = new Float64Array(this.#count);
    this.#numbers.forEach((chunk, index) => {
      values.set(chunk.subarray(0, this.#count - index * CHUNK), index * CHUNK);
    });
    this.#numbers = [];
    let first = NaN;
    let alike = true;
    for (const value of values) {
      if (Number.isNaN(value)) continue;
      if (Number.isNaN(first)) first = value;
      else if (value !== first) {
        alike = false;
        break;
      }
    }
    if (alike && this.missing === 0) return { warning: this.#constant(String(first)) };
    return { column: { kind: 'numeric', name: this.#name, values } };
  }

  #finishLabels(): CollectedColumn {
    const same = this.#kind === 'auto' && this.#allNumbers ? this.#sameNumbers() : undefined;
    const labels = [...(same ?? this.#codes).keys()];
    const several = labels.length + Number(this.missing > 0) > 1;
    if (!several) return { warning: this.#constant(labels[0] ?? MISSING_LABEL) };
    if (labels.length > MOST_NUMERIC_LABELS && labels.length === this.#count) {
      this.#mostlyNumbers = this.#hasMostlyNumbers();
      return { warning: this.#manyLabels() };
    }
    const order = this.#allNumbers
      ? labels.sort((a, b) => Number(a) - Number(b))
      : labels.sort((a, b) => (a < b ? -1 : 1));
    const renamed = new Uint8Array(256).fill(order.length);
    order.forEach((label, place) => {
      for (const text of same?.get(label) ?? [label]) renamed[this.#codes.get(text) ?? 0] = place;
    });
    const codes = new Uint8Array(this.#count);
    for (let row = 0; row < this.#count; row++) {
      codes[row] = renamed[this.#bytes[row >>> 16]?.[row % CHUNK] ?? MISSING] ?? 0;
    }
    this.#bytes = [];
    const all = this.missing > 0 ? [...order, MISSING_LABEL] : order;
    return { column: { kind: 'categorical', name: this.#name, codes, labels: all } };
  }

  /** The texts of each number by its label: one that is written in two ways, such as `1` and `1.0`, is one number. */
  #sameNumbers(): Map<string, readonly string[]> {
    const texts = new Map<string, string[]>();
    for (const text of this.#codes.keys()) {
      // Leading zeros make names, such as `007`.
      const number = /^[+-]?0\d/.test(text) ? text : String(Number(text));
      const known = texts.get(number);
      if (known === undefined) texts.set(number, [text]);
      else known.push(text);
    }
    return new Map(
      Array.from(texts, ([number, all]) => [all.length === 1 ? (all[0] ?? number) : number, all]),
    );
  }

  #constant(label: string): TableWarning {
    return {
      kind: 'constant-column',
      column: this.#name,
      message: `column "${this.#name}" has the same value "${shorten(label)}" in every row`,
    };
  }

  #manyLabels(): TableWarning {
    const offender = this.#offender === '' ? undefined : `"${shorten(this.#offender)}"`;
    const reason =
      this.#mostlyNumbers && offender !== undefined
        ? `: it holds numbers, but ${offender} is none; mend such cells or leave them empty`
        : `${offender === undefined ? '' : `, such as ${offender}`}: it names rows rather than categories`;
    return {
      kind: 'many-labels',
      column: this.#name,
      message: `column "${this.#name}" has too many different labels to be of use${reason}`,
    };
  }

  #hasMostlyNumbers(): boolean {
    const labels = [...this.#codes.keys()];
    const numbers = labels.filter((label) => parseNumber(label) !== undefined);
    return numbers.length > labels.length / 2;
  }
}

/** @returns The number that a text is, or `undefined`. */
export function parseNumber(text: string): number | undefined {
  if (!NUMBER.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
