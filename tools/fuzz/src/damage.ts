import type { RandomStream } from '@causal-mechanisms/tensor-utils';

/** What programs stumble over when they find it where a number was. */
const ODD_WORDS = [
  '-1',
  '0',
  '1e308',
  '1e999',
  'NaN',
  'null',
  '4294967296',
  '9007199254740993',
  '""',
  '[]',
  '{}',
  'true',
];
const ODD_NUMBERS = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

/**
 * Damages a file in one of the ways in which files get damaged, or are made to lead astray.
 *
 * @param bytes - The file; not changed.
 * @param stream - Draws the way.
 * @returns The damaged file.
 */
export function damage(bytes: Uint8Array, stream: RandomStream): Uint8Array {
  const times = stream.uniform() < 0.7 ? 1 : stream.integer(2, 6);
  let damaged = bytes;
  for (let i = 0; i < times; i++) {
    const way = WAYS[stream.integer(0, WAYS.length)] ?? flipBit;
    damaged = way(damaged, stream);
  }
  return damaged;
}

type Way = (bytes: Uint8Array, stream: RandomStream) => Uint8Array;

const flipBit: Way = (bytes, stream) => {
  const changed = bytes.slice();
  const at = place(bytes, stream);
  if (at < changed.length) changed[at] = (changed[at] ?? 0) ^ (1 << stream.integer(0, 8));
  return changed;
};

const setByte: Way = (bytes, stream) => {
  const changed = bytes.slice();
  const at = place(bytes, stream);
  if (at < changed.length) changed[at] = stream.integer(0, 256);
  return changed;
};

const setNumber: Way = (bytes, stream) => {
  const changed = bytes.slice();
  const width = stream.uniform() < 0.5 ? 2 : 4;
  if (changed.length < width) return changed;
  const view = new DataView(changed.buffer);
  const at = stream.integer(0, changed.length - width + 1);
  const number = ODD_NUMBERS[stream.integer(0, ODD_NUMBERS.length)] ?? 0;
  const little = stream.uniform() < 0.5;
  if (width === 2) view.setUint16(at, number & 0xffff, little);
  else view.setUint32(at, number, little);
  return changed;
};

const cut: Way = (bytes, stream) => bytes.slice(0, place(bytes, stream));

const extend: Way = (bytes, stream) => {
  const length = stream.integer(1, 4097);
  const zeros = stream.uniform() < 0.5;
  const more = Uint8Array.from({ length }, () => (zeros ? 0 : stream.integer(0, 256)));
  return joined(bytes, more);
};

const leaveOut: Way = (bytes, stream) => {
  const [from, to] = range(bytes, stream);
  return joined(bytes.subarray(0, from), bytes.subarray(to));
};

const repeat: Way = (bytes, stream) => {
  const [from, to] = range(bytes, stream);
  return joined(bytes.subarray(0, to), bytes.subarray(from));
};

const blank: Way = (bytes, stream) => {
  const [from, to] = range(bytes, stream);
  return bytes.slice().fill(0, from, to);
};

/** Puts an odd word in the place of a number or a quoted text. */
const replaceWord: Way = (bytes, stream) => {
  // One character per byte: what is no text keeps its other bytes.
  const text = Buffer.from(bytes.subarray(0, 2 ** 16)).toString('latin1');
  const words = [...text.matchAll(/-?\d+(?:\.\d+)?|"[^"]*"/g)];
  const word = words[words.length === 0 ? 0 : stream.integer(0, words.length)];
  if (word === undefined) return flipBit(bytes, stream);
  const odd = ODD_WORDS[stream.integer(0, ODD_WORDS.length)] ?? '';
  const tail = bytes.subarray(word.index + word[0].length);
  return joined(joined(bytes.subarray(0, word.index), Buffer.from(odd)), tail);
};

const WAYS: readonly Way[] = [
  flipBit,
  setByte,
  setNumber,
  cut,
  extend,
  leaveOut,
  repeat,
  blank,
  replaceWord,
];

function place(bytes: Uint8Array, stream: RandomStream): number {
  // Heads say what follows: half of the damage goes there.
  const most = stream.uniform() < 0.5 ? Math.min(bytes.length, 64) : bytes.length;
  return stream.integer(0, Math.max(1, most));
}

function range(bytes: Uint8Array, stream: RandomStream): [from: number, to: number] {
  const from = place(bytes, stream);
  return [from, Math.min(bytes.length, from + stream.integer(1, 65))];
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
