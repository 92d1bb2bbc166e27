import { ArgumentError, checkArray, checkNumbers, ShapeError, ValuesError } from '../src/index.ts';
import type { ExpectedNumbers } from '../src/index.ts';

function check(value: unknown, expected: ExpectedNumbers = {}): void {
  checkNumbers('f', 'x', value, expected);
}

it('takes plain and typed arrays', () => {
  check([]);
  check([1, -2.5], { length: 2 });
  check(Float64Array.of(1, 2), { leastLength: 2, least: 1, most: 2, whole: true });
  check([NaN, Infinity], { anyNumber: true });
  check(Int32Array.of(1), { kinds: [Float32Array, Int32Array] });
});

it.each([null, undefined, 7, 'text', {}, new DataView(new ArrayBuffer(8)), BigInt64Array.of(1n)])(
  'takes %p for no array of numbers',
  (value) => {
    expect(() => {
      check(value);
    }).toThrow(ArgumentError);
  },
);

it('asks for typed arrays where it must', () => {
  expect(() => {
    check([1], { kinds: [Float32Array, Int32Array] });
  }).toThrow('f: x must be a Float32Array or Int32Array, got an array of 1');
});

it('counts', () => {
  expect(() => {
    check([1], { length: 2 });
  }).toThrow(new ShapeError('f: x must hold 2 numbers, got 1'));
  expect(() => {
    check([], { leastLength: 1 });
  }).toThrow('at least 1 numbers, got 0');
});

it.each([
  [[1, NaN], {}, 'f: x must be finite numbers, got NaN at place 1'],
  [[Infinity], {}, 'f: x must be finite numbers, got Infinity at place 0'],
  [Float32Array.of(0.5), { whole: true }, 'f: x must be whole numbers, got 0.5 at place 0'],
  [[3], { most: 2 }, 'f: x must be finite numbers of at most 2, got 3 at place 0'],
  [[-1], { least: 0, most: 2 }, 'of at least 0 and of at most 2, got -1'],
  [['1'], {}, 'got 1 at place 0'],
  [[null], { anyNumber: true }, 'got null at place 0'],
  // eslint-disable-next-line no-sparse-arrays -- a hole is what is tested
  [[1, , 2], {}, 'got undefined at place 1'],
])('refuses %p', (value, expected, message) => {
  expect(() => {
    check(value, expected);
  }).toThrow(ValuesError);
  expect(() => {
    check(value, expected);
  }).toThrow(message);
});

it('knows plain arrays', () => {
  const list = ['a'];
  expect(checkArray('f', 'x', list)).toBe(list);
  for (const value of [null, 'text', Float32Array.of(1), { length: 0 }]) {
    expect(() => checkArray('f', 'x', value as never)).toThrow('f: x must be an array, got ');
  }
});
