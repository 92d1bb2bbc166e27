import { ArgumentError, checkFlag, checkText, ValuesError } from '@causal-mechanisms/tensor-utils';
import type {
  NumberSequence,
  SequenceTable,
  SequenceTableOptions,
  TokenSequence,
} from './sequenceTypes.ts';
import { checkTexts } from './tableChecks.ts';

/** The steps of one sequence, read. */
type Steps =
  | { readonly kind: 'tokens'; readonly tokens: readonly string[] }
  | { readonly kind: 'numbers'; readonly width: number; readonly values: Float64Array };

/** Reads records of sequences one after the other, and sees to it that they are alike. */
export class RecordReader {
  readonly #options: SequenceTableOptions;
  readonly #tokens: TokenSequence[] = [];
  readonly #numbers: NumberSequence[] = [];
  #width = 0;

  /** @param options - Name, and how numbers are read. */
  constructor(options: SequenceTableOptions) {
    const { name, tokens, columns } = options;
    if (name !== undefined) checkText('sequenceTable', 'name', name);
    if (tokens !== undefined) checkFlag('sequenceTable', 'tokens', tokens);
    if (columns !== undefined) checkTexts('sequenceTable', 'columns', columns);
    this.#options = options;
  }

  /** How many sequences were read. */
  get count(): number {
    return this.#tokens.length + this.#numbers.length;
  }

  /**
   * @param record - The next sequence.
   * @param where - Opens messages.
   * @throws ValuesError when it is none, or unlike those before.
   */
  add(record: unknown, where: string): void {
    const { steps, id, label } = this.#read(record, where);
    const named = { id: id ?? String(this.count + 1), ...(label === undefined ? {} : { label }) };
    if (this.count > 0 && (steps.kind === 'tokens') !== this.#tokens.length > 0) {
      throw new ValuesError(
        `${where}: got ${steps.kind}, where the sequences before hold ${steps.kind === 'tokens' ? 'numbers' : 'tokens'}`,
        { data: { kind: steps.kind } },
      );
    }
    if (steps.kind === 'tokens') {
      this.#tokens.push({ ...named, tokens: steps.tokens });
      return;
    }
    if (this.count > 0 && steps.width !== this.#width) {
      throw new ValuesError(
        `${where}: got ${steps.width} numbers per step, where the sequences before have ${this.#width}`,
        { data: { width: steps.width, expected: this.#width } },
      );
    }
    this.#width = steps.width;
    this.#numbers.push({ ...named, values: steps.values });
  }

  /**
   * @returns All that was read.
   * @throws ArgumentError when that is nothing, or the names of columns are too few or too many.
   */
  finish(): SequenceTable {
    const { name = 'sequences', columns } = this.#options;
    if (this.count === 0) throw new ArgumentError(`${name}: expected at least one sequence`);
    if (this.#tokens.length > 0) return { kind: 'tokens', name, sequences: this.#tokens };
    const width = this.#width;
    if (columns !== undefined && columns.length !== width) {
      throw new ArgumentError(
        `${name}: expected the names of ${width} columns, got ${columns.length}`,
        { data: { columns, width } },
      );
    }
    const numbered = Array.from({ length: width }, (_, column) => `value ${column + 1}`);
    return {
      kind: 'numbers',
      name,
      columns: columns ?? (width === 1 ? ['value'] : numbered),
      sequences: this.#numbers,
    };
  }

  #read(record: unknown, where: string): { steps: Steps; id?: string; label?: string } {
    const { tokens = false } = this.#options;
    if (typeof record === 'string' || Array.isArray(record)) {
      return { steps: readSteps(record, tokens, where) };
    }
    if (typeof record !== 'object' || record === null) {
      throw new ValuesError(
        `${where}: expected a text, an array or an object with "tokens" or "values", got ${shown(record)}`,
      );
    }
    const given = record as Readonly<Record<string, unknown>>;
    const asTokens = given['tokens'] !== undefined;
    if (asTokens === (given['values'] !== undefined)) {
      throw new ValuesError(
        `${where}: expected either "tokens" or "values", got the keys ${Object.keys(given).join(', ')}`,
        { data: { keys: Object.keys(given) } },
      );
    }
    const steps = readSteps(given['tokens'] ?? given['values'], tokens || asTokens, where);
    const id = plainText(given['id'], 'id', where);
    const label = plainText(given['label'], 'label', where);
    return {
      steps,
      ...(id === undefined ? {} : { id }),
      ...(label === undefined ? {} : { label }),
    };
  }
}

/** An id or a label; an empty one is none. */
function plainText(given: unknown, key: string, where: string): string | undefined {
  if (given === undefined || given === null || given === '') return undefined;
  if (typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean') {
    return String(given);
  }
  throw new ValuesError(
    `${where}: ${key} must be a text or a number, got ${JSON.stringify(given)}`,
  );
}

function readSteps(given: unknown, tokens: boolean, where: string): Steps {
  const steps: readonly unknown[] | undefined =
    typeof given === 'string' ? Array.from(given) : Array.isArray(given) ? given : undefined;
  if (steps === undefined) {
    throw new ValuesError(`${where}: expected an array of steps, got ${shown(given)}`);
  }
  if (steps.length === 0) throw new ValuesError(`${where}: the sequence has no steps`);
  const [first] = steps;
  if (typeof first === 'string' || (tokens && typeof first === 'number')) {
    return { kind: 'tokens', tokens: steps.map((step, t) => readToken(step, tokens, where, t)) };
  }
  if (tokens) throw unlike(where, 0, 'a token, which is a text or a number', first);
  const width = Array.isArray(first) ? first.length : 1;
  if (width === 0) throw new ValuesError(`${where}, step 1: got no numbers`);
  const values = new Float64Array(steps.length * width);
  steps.forEach((step, t) => {
    const row: readonly unknown[] = Array.isArray(step) ? step : [step];
    if (row.length !== width || Array.isArray(step) !== Array.isArray(first)) {
      throw unlike(where, t, width === 1 ? 'one number' : `${width} numbers`, step);
    }
    row.forEach((value, column) => {
      if (typeof value !== 'number' || !Number.isFinite(value)) {
        throw unlike(where, t, 'finite numbers', value);
      }
      values[t * width + column] = value;
    });
  });
  return { kind: 'numbers', width, values };
}

function readToken(step: unknown, numbers: boolean, where: string, t: number): string {
  if (typeof step === 'string' && step !== '') return step;
  if (numbers && typeof step === 'number' && Number.isFinite(step)) return String(step);
  throw unlike(where, t, 'a token, which is a text', step);
}

function unlike(where: string, t: number, expected: string, got: unknown): ValuesError {
  return new ValuesError(`${where}, step ${t + 1}: expected ${expected}, got ${shown(got)}`, {
    data: { step: t + 1 },
  });
}

function shown(value: unknown): string {
  const text =
    typeof value === 'number'
      ? String(value)
      : ((JSON.stringify(value) as string | undefined) ?? typeof value);
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
