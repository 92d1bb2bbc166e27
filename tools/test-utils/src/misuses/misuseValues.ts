import * as tf from '@tensorflow/tfjs';
import type { MisuseRow, NamedArguments } from './misuseTypes.ts';

/** One argument, or one key of an options object, put wrong. */
export interface Misuse {
  /** Where: names of arguments and keys, such as `['options', 'batchSize']`. */
  readonly path: readonly string[];
  /** In words, such as `options.batchSize = NaN`. */
  readonly words: string;
  /** @returns The wrong value, made from the right one; what it makes of tensors is for the caller to dispose of. */
  readonly make: (right: unknown) => unknown;
}

/** How deep options within options are looked at. */
const DEPTH = 3;

/**
 * All misuses of a call: by the kind of each right value, those in which nobody can have meant it, and those that the row adds.
 *
 * @param right - The right arguments by their names.
 * @param required - How many of the arguments have no default.
 * @param row - Which places hold counts and sizes, what is taken on purpose, and further misuses.
 * @returns One by one.
 */
export function misuseValues(
  right: NamedArguments,
  required: number,
  row: Pick<MisuseRow, 'counts' | 'sizes' | 'accepts' | 'misuses'>,
): Misuse[] {
  const { counts = [], sizes = [], accepts = {}, misuses = {} } = row;
  const found: Misuse[] = [];
  const add = (path: readonly string[], what: string, make: Misuse['make']) => {
    const place = path.join('.');
    const words = `${place} = ${what}`;
    if (place in accepts || words in accepts) return;
    found.push({ path, words, make });
  };
  const walk = (path: readonly string[], value: unknown) => {
    const place = path.join('.');
    for (const [what, make] of wrongValues(value)) add(path, what, make);
    if (counts.includes(place) || sizes.includes(place)) {
      for (const wrong of [0.5, -1, Infinity, 2 ** 53]) add(path, String(wrong), () => wrong);
    }
    if (sizes.includes(place)) add(path, '2 ** 40', () => 2 ** 40);
    if (!isPlain(value) || path.length > DEPTH) return;
    for (const [key, inner] of Object.entries(value)) walk([...path, key], inner);
  };
  const { self, ...given } = right;
  for (const [i, [name, value]] of Object.entries(given).entries()) {
    walk([name], value);
    if (i < required) add([name], 'undefined', () => undefined);
  }
  if (hasDispose(self)) add(['self'], 'disposed', disposedSelf);
  for (const [place, values] of Object.entries(misuses)) {
    for (const wrong of values) add(place.split('.'), inWords(wrong), () => copied(wrong));
  }
  return found;
}

/** Values that the place of this one must refuse, in words and as a function of it. */
function wrongValues(value: unknown): (readonly [string, Misuse['make']])[] {
  const constants = (...wrong: unknown[]) => wrong.map((one) => [inWords(one), () => one] as const);
  if (value === undefined || value === null) return [];
  if (typeof value === 'number') return constants(null, 'text', NaN, {});
  if (typeof value === 'string') return constants(null, 7);
  if (typeof value === 'boolean') return constants(null, 'text');
  if (typeof value === 'function') return constants(null, 7);
  if (isTensor(value)) return [...constants(null, 'text', [1]), ...wrongTensors(value)];
  if (ArrayBuffer.isView(value)) {
    const isFloat = value instanceof Float32Array || value instanceof Float64Array;
    const holdsNaN = (right: unknown) => (right as Float32Array).map((x, i) => (i === 0 ? NaN : x));
    const withNaN = isFloat && value.length > 0 ? [['NaN at 0', holdsNaN] as const] : [];
    return [...constants(null, 'text', 7, {}), ...withNaN];
  }
  if (Array.isArray(value)) {
    const wrongFirst = (first: unknown) => (right: unknown) => [
      first,
      ...(right as unknown[]).slice(1),
    ];
    const elements = value.length === 0 ? [] : [['null at 0', wrongFirst(null)] as const];
    const numbers = typeof value[0] === 'number' ? [['NaN at 0', wrongFirst(NaN)] as const] : [];
    return [...constants(null, 'text', 7, {}), ...elements, ...numbers];
  }
  return isPlain(value) ? constants(null, 'text', 7) : constants(null, 'text', {});
}

/** Tensors are disposed of after a call, but rows give theirs once. */
function copied(value: unknown): unknown {
  if (isTensor(value)) return tf.clone(value);
  return Array.isArray(value) && value.some(isTensor) ? (value as unknown[]).map(copied) : value;
}

function wrongTensors(value: tf.Tensor): (readonly [string, Misuse['make']])[] {
  const dtype = value.dtype === 'int32' ? 'float32' : 'int32';
  const disposed = (right: unknown) => {
    const copy = tf.clone(right as tf.Tensor);
    copy.dispose();
    return copy;
  };
  return [
    ['a disposed tensor', disposed],
    [`an ${dtype} tensor`, (right) => tf.cast(right as tf.Tensor, dtype)],
    ['a tensor with one axis more', (right) => tf.expandDims(right as tf.Tensor, 0)],
  ];
}

function disposedSelf(self: unknown): unknown {
  if (hasDispose(self)) self.dispose();
  return self;
}

/** @returns Whether a value can be disposed of. */
export function hasDispose(value: unknown): value is { dispose(): void } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'dispose' in value &&
    typeof value.dispose === 'function'
  );
}

/** @returns Whether a value is an object of named things, not an instance of a class. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isTensor(value: unknown): value is tf.Tensor {
  return value instanceof tf.Tensor;
}

function inWords(value: unknown): string {
  if (isTensor(value)) return `a ${value.dtype} tensor [${value.shape.join(', ')}]`;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'function') return 'a function';
  if (ArrayBuffer.isView(value)) {
    return `${value.constructor.name} [${(value as Float32Array).join(', ')}]`;
  }
  return value === undefined ? 'undefined' : JSON.stringify(value);
}
