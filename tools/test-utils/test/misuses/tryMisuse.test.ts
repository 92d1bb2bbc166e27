import * as tf from '@tensorflow/tfjs';
import { misuseValues } from '../../src/misuses/misuseValues.ts';
import { tryMisuse, tryRight } from '../../src/misuses/tryMisuse.ts';
import { typed } from './typed.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const [toNull] = misuseValues({ x: 1 }, 0, {});

async function problemOf(call: (args: Readonly<Record<string, unknown>>) => unknown) {
  if (toNull === undefined) throw new Error('expected a misuse');
  return tryMisuse({ owner: 'f', make: () => ({ x: 1, kept: tf.ones([1]) }), call }, toNull);
}
const throwing = (error: unknown) => () => {
  throw error;
};

it('is content with a typed error that names function and argument', async () => {
  expect(await problemOf(throwing(typed('f: x must be a number')))).toBeUndefined();
  const rejected = () => Promise.reject(typed('f: x must be a number'));
  expect(await problemOf(rejected)).toBeUndefined();
  async function* training() {
    yield await Promise.resolve(1);
    throw typed('f: x must be a number');
  }
  expect(await problemOf(training)).toBeUndefined();
});

it('finds what is taken, untyped, or says too little', async () => {
  expect(await problemOf(() => 1)).toBe('x = null: taken silently');
  expect(await problemOf(throwing(new TypeError('no')))).toBe(
    'x = null: untyped error TypeError: no',
  );
  expect(await problemOf(throwing(typed('f: x', 'ERR_INVALID_ARG_TYPE')))).toContain('untyped');
  expect(await problemOf(throwing(typed('g: x must be')))).toContain('does not begin with f');
  expect(await problemOf(throwing(typed('f: must be')))).toContain('does not name x');
});

it('counts tensors', async () => {
  const leaking = () => {
    tf.ones([1]);
    throw typed('f: x');
  };
  expect(await problemOf(leaking)).toBe('x = null: leaves 1 tensors');
  expect(
    await tryRight({ owner: 'f', make: () => ({}), call: () => tf.ones([1]) }),
  ).toBeUndefined();
  const hidden = () => {
    tf.ones([1]);
  };
  expect(await tryRight({ owner: 'f', make: () => ({}), call: hidden })).toContain('leaves 1');
  expect(await tryRight({ owner: 'f', make: () => ({}), call: throwing(typed('no')) })).toContain(
    'no',
  );
  tf.disposeVariables();
});
