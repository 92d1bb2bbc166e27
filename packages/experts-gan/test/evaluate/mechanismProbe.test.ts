import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { addGaussianNoise, createMixture } from '@causal-mechanisms/transforms';
import { probeNames, probeParts } from '../../src/evaluate/mechanismProbe.ts';
import type { ChangedImages, MechanismProbe } from '../../src/evaluate/mechanismProbe.ts';
import { LABELS, PIXELS, dots, probe } from './support.ts';

beforeAll(() => useBackend());

const column = (values: readonly number[]) => tf.tensor4d([...values], [values.length, 1, 1, 1]);

/** All parts as plain numbers. */
async function read(source: MechanismProbe | ChangedImages) {
  const parts = [];
  for await (const { transformed, originals, mechanisms, labels } of probeParts('test', source)) {
    parts.push({
      transformed: Array.from(await transformed.data()),
      originals: originals && Array.from(await originals.data()),
      mechanisms: Array.from(mechanisms),
      labels: labels && Array.from(labels),
    });
  }
  return parts;
}

it('gives image i mechanism i modulo their number', async () => {
  expect(await read(probe)).toEqual([
    {
      transformed: [1, 1, 1, 1, 0.75, 0.75],
      originals: PIXELS,
      mechanisms: [0, 1, 0, 1, 0, 1],
      labels: LABELS,
    },
  ]);
  const [part] = await read({ ...probe, images: dots(PIXELS) });
  expect(part?.labels).toBeUndefined();
});

it('goes on with numbers and places over its parts, each with noise of its own', async () => {
  const size = 501;
  const noisy = {
    images: dots(Array<number>(size).fill(0.5)),
    mixture: createMixture([0.1, 0.1, 0.1].map((deviation) => addGaussianNoise({ deviation }))),
    stream: new RandomStream(2),
  };
  const parts = await read(noisy);
  expect(parts.map(({ transformed }) => transformed.length)).toEqual([250, 250, 1]);
  expect(parts.flatMap(({ mechanisms }) => mechanisms)).toEqual(
    Array.from({ length: size }, (_, i) => i % 3),
  );
  // 250 is not a multiple of three, so that the same noise would show in rows 1 on, one mechanism further.
  const noise = parts.flatMap(({ transformed }) => transformed);
  expect(new Set(noise).size).toBeGreaterThan(490);
  expect(await read(noisy)).toEqual(parts);
});

it('cuts images that are changed already', async () => {
  const size = 252;
  const values = Array.from({ length: size }, (_, i) => i / 256);
  const [transformed, originals] = [column(values), column(values.map((value) => 1 - value))];
  const mechanisms = values.map((_, i) => i % 2);
  const labels = values.map((_, i) => i);
  const parts = await read({ transformed, originals, mechanisms, labels });
  expect(parts.map(({ labels: part }) => part?.length)).toEqual([250, 2]);
  expect(parts[1]).toEqual({
    transformed: values.slice(250),
    originals: values.slice(250).map((value) => 1 - value),
    mechanisms: [0, 1],
    labels: [250, 251],
  });
  expect(transformed.isDisposed).toBe(false);
  expect(originals.isDisposed).toBe(false);
  tf.dispose([transformed, originals]);
});

it('ends with a full part, and says nothing of what is not known', async () => {
  const transformed = tf.zeros<tf.Rank.R4>([250, 1, 1, 1]);
  const mechanisms = new Int32Array(250);
  const sources = [
    { ...probe, images: dots(Array<number>(250).fill(0)) },
    { transformed, mechanisms },
  ];
  for (const source of sources) {
    const sizes: number[] = [];
    for await (const part of probeParts('test', source)) {
      sizes.push(part.mechanisms.length);
      expect(part).not.toHaveProperty('labels');
    }
    expect(sizes).toEqual([250]);
  }
  transformed.dispose();
});

it('disposes of each part when the next one is asked for, and at an early end', async () => {
  const images = dots(Array<number>(600).fill(0));
  const before = tf.memory().numTensors;
  for await (const { transformed } of probeParts('test', { ...probe, images })) {
    expect(transformed.isDisposed).toBe(false);
    expect(tf.memory().numTensors).toBe(before + 2);
  }
  expect(tf.memory().numTensors).toBe(before);
  for await (const part of probeParts('test', { ...probe, images })) {
    expect(part.mechanisms).toHaveLength(250);
    break;
  }
  expect(tf.memory().numTensors).toBe(before);
});

it('names the mechanisms', () => {
  expect(probeNames('test', probe)).toEqual(probe.mixture.mechanisms.map(({ name }) => name));
  const transformed = column([0, 0]);
  expect(probeNames('test', { transformed, mechanisms: [2, 0] })).toEqual(['0', '1', '2']);
  expect(probeNames('test', { transformed, mechanisms: [0, 0] })).toEqual(['0']);
  expect(probeNames('test', { transformed, mechanisms: [0, 0], names: ['a', 'b'] })).toEqual([
    'a',
    'b',
  ]);
  transformed.dispose();
});

it('says how many there are of what', async () => {
  const four = tf.zeros<tf.Rank.R4>([4, 1, 1, 1]);
  const five = tf.zeros<tf.Rank.R4>([5, 1, 1, 1]);
  const source = { transformed: four, originals: five, mechanisms: [0, 0, 0], labels: [1] };
  await expect(probeParts('test', source).next()).rejects.toMatchObject({
    data: { mechanisms: 3, transformed: 4, originals: 5, labels: 1 },
  });
  tf.dispose([four, five]);
});

describe('refuses', () => {
  const transformed = tf.zeros<tf.Rank.R4>([2, 1, 1, 1]);
  const other = tf.zeros<tf.Rank.R4>([2, 2, 1, 1]);
  const fewer = tf.zeros<tf.Rank.R4>([1, 1, 1, 1]);
  afterAll(() => tf.dispose([transformed, other, fewer]));

  it.each<[string, ChangedImages, string]>([
    ['no images', { transformed, mechanisms: [] }, 'ERR_ARGUMENT'],
    ['too few mechanisms', { transformed, mechanisms: [0] }, 'ERR_SHAPE'],
    ['too few labels', { transformed, mechanisms: [0, 0], labels: [1] }, 'ERR_SHAPE'],
    ['too few originals', { transformed, mechanisms: [0, 0], originals: fewer }, 'ERR_SHAPE'],
    [
      'originals of another size',
      { transformed, mechanisms: [0, 0], originals: other },
      'ERR_SHAPE',
    ],
    ['a mechanism without a name', { transformed, mechanisms: [0, 1], names: ['a'] }, 'ERR_VALUES'],
    ['a negative mechanism', { transformed, mechanisms: [0, -1] }, 'ERR_VALUES'],
    ['a broken mechanism', { transformed, mechanisms: [0, 0.5] }, 'ERR_VALUES'],
  ])('%s', async (_, source, code) => {
    const before = tf.memory().numTensors;
    await expect(probeParts('test', source).next()).rejects.toMatchObject({ code });
    expect(tf.memory().numTensors).toBe(before);
  });
});
