import * as tf from '@tensorflow/tfjs';
import { misuseValues } from '../../src/misuses/misuseValues.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const words = (
  right: Readonly<Record<string, unknown>>,
  required = 0,
  row: Parameters<typeof misuseValues>[2] = {},
) => misuseValues(right, required, row).map((misuse) => misuse.words);

it('follows from the kind of each right value', () => {
  expect(words({ x: 1 })).toEqual(['x = null', 'x = "text"', 'x = NaN', 'x = {}']);
  expect(words({ x: 'a' })).toEqual(['x = null', 'x = 7']);
  expect(words({ x: true })).toEqual(['x = null', 'x = "text"']);
  expect(words({ x: () => 1 })).toEqual(['x = null', 'x = 7']);
  expect(words({ x: new Map() })).toEqual(['x = null', 'x = "text"', 'x = {}']);
  expect(words({ x: [2] }).slice(-2)).toEqual(['x = null at 0', 'x = NaN at 0']);
  expect(words({ x: Int32Array.of(1) })).not.toContain('x = NaN at 0');
  expect(words({ x: Float64Array.of(1) })).toContain('x = NaN at 0');
  expect(words({ x: undefined })).toEqual([]);
});

it('looks into options, and at what a call may not leave out', () => {
  expect(words({ a: 'a', options: { deep: { flag: true } } }, 1)).toEqual([
    ...['a = null', 'a = 7', 'a = undefined'],
    ...['options = null', 'options = "text"', 'options = 7'],
    ...['options.deep = null', 'options.deep = "text"', 'options.deep = 7'],
    ...['options.deep.flag = null', 'options.deep.flag = "text"'],
  ]);
});

it('leaves out what is taken on purpose, and adds what the row says', () => {
  const row = { accepts: { x: 'anything', 'y = 7': 'a number' }, misuses: { z: [1, undefined] } };
  expect(words({ x: 1, y: 'a' }, 0, row)).toEqual(['y = null', 'z = 1', 'z = undefined']);
  expect(words({ n: 3 }, 0, { sizes: ['n'] }).slice(4)).toEqual([
    ...['n = 0.5', 'n = -1', 'n = Infinity', 'n = 9007199254740992'],
    'n = 2 ** 40',
  ]);
});

it('makes tensors that are disposed, of another dtype or rank, and does so only when asked', () => {
  const right = tf.tensor1d([1, 2]);
  const before = tf.memory().numTensors;
  const made = misuseValues({ x: right }, 0, {}).slice(3);
  expect(tf.memory().numTensors).toBe(before);
  const [disposed, typed, ranked] = made.map(({ make }) => make(right) as tf.Tensor);
  expect(disposed?.isDisposed).toBe(true);
  expect(typed?.dtype).toBe('int32');
  expect(ranked?.shape).toEqual([1, 2]);
  tf.dispose([right, typed, ranked] as tf.Tensor[]);
});

it('puts the object of a method wrong by disposing of it alone', () => {
  let disposed = false;
  const self = { dispose: () => (disposed = true) };
  const [only, ...rest] = misuseValues({ self }, 1, {});
  expect(rest).toEqual([]);
  expect(only?.make(self)).toBe(self);
  expect(disposed).toBe(true);
});

it('copies the tensors that a row gives, since they are disposed of after each call', () => {
  const given = tf.tensor1d([1]);
  const before = tf.memory().numTensors;
  const [alone, listed] = misuseValues({}, 0, { misuses: { x: [given, [given, 7]] } });
  const copy = alone?.make(undefined) as tf.Tensor;
  const [first, second] = listed?.make(undefined) as [tf.Tensor, number];
  expect([copy.shape, first.shape, second]).toEqual([[1], [1], 7]);
  tf.dispose([copy, first]);
  expect(given.isDisposed).toBe(false);
  expect(tf.memory().numTensors).toBe(before);
  given.dispose();
});
