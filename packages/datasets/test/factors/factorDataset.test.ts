import { factorDataset } from '../../src/factors/factorDataset.ts';
import type { Factor } from '../../src/factors/factorTypes.ts';
import type { FactorDatasetOptions } from '../../src/factors/factorDataset.ts';
import { failure } from '../testFiles.ts';

const FACTORS: readonly Factor[] = [
  { name: 'light', kind: 'continuous', unit: 'degrees' },
  { name: 'on', kind: 'binary' },
];
const VECTORS: FactorDatasetOptions = {
  name: 'lamps',
  observations: Float32Array.of(1, -2, 3, 4.5),
  shape: [2],
  factors: FACTORS,
  values: [30, 1, 60, 0],
};
const IMAGES: FactorDatasetOptions = {
  ...VECTORS,
  observations: Uint8Array.of(0, 255, 51, 102),
  shape: [1, 2, 1],
};

describe('factorDataset', () => {
  it('keeps vectors of any numbers', async () => {
    const dataset = factorDataset(VECTORS);
    const out = new Float32Array(6);
    await dataset.read(Int32Array.of(1, 0, 1), out);
    expect([...out]).toEqual([3, 4.5, 1, -2, 3, 4.5]);
    expect(dataset).toMatchObject({ name: 'lamps', size: 2, shape: [2], factors: FACTORS });
    expect(dataset.origin).toEqual({ kind: 'own', description: 'lamps' });
  });

  it('reads bytes as pixels in [0, 1]', async () => {
    const out = new Float32Array(2);
    await factorDataset(IMAGES).read(Int32Array.of(1), out);
    expect([...out].map((pixel) => Math.round(pixel * 5))).toEqual([1, 2]);
  });

  it('says where observations come from', () => {
    const origin = { kind: 'synthetic', description: 'drawn' } as const;
    expect(factorDataset({ ...VECTORS, origin }).origin).toEqual(origin);
  });

  it('takes values in rows and in columns, missing ones too, and copies them', () => {
    const rows = Float64Array.of(30, NaN, NaN, 1);
    const dataset = factorDataset({ ...VECTORS, values: rows });
    rows[0] = 99;
    expect([...dataset.values]).toEqual([30, NaN, NaN, 1]);
    const columns = { on: [NaN, 1], light: [30, NaN] };
    expect(factorDataset({ ...VECTORS, values: columns }).values).toEqual(dataset.values);
  });

  it('takes a factor that is called length', () => {
    const factors: readonly Factor[] = [{ name: 'length', kind: 'continuous' }];
    const dataset = factorDataset({ ...VECTORS, factors, values: { length: [7, 8] } });
    expect([...dataset.values]).toEqual([7, 8]);
  });

  it.each<[string, Partial<FactorDatasetOptions>, string, string]>([
    [
      'too few values',
      { values: [1, 0, 1] },
      'ERR_SHAPE',
      '2 observations with 2 factors need 4 values, got 3',
    ],
    ['too many values', { values: [1, 0, 1, 0, 1, 0] }, 'ERR_SHAPE', 'need 4 values, got 6'],
    ['a short column', { values: { light: [1], on: [0, 1] } }, 'ERR_SHAPE', '"light", got 1'],
    ['no column', { values: { light: [1, 2] } }, 'ERR_ARGUMENT', 'no values of factor "on"'],
    [
      'a column of no factor',
      { values: { light: [1, 2], on: [0, 1], of: [] } },
      'ERR_ARGUMENT',
      '"of", which is no factor',
    ],
    [
      'two for a binary factor',
      { values: [1, 0, 1, 2] },
      'ERR_VALUES',
      'binary factor "on" of observation 1 must be 0, 1 or NaN where it is missing, got 2',
    ],
    ['a half', { values: [1, 0.5, 1, 0] }, 'ERR_VALUES', '"on" of observation 0 .* got 0.5'],
    [
      'an infinite value',
      { values: [1, 0, Infinity, 0] },
      'ERR_VALUES',
      'continuous factor "light" of observation 1 must be finite or NaN .* got Infinity',
    ],
    ['no factors', { factors: [], values: [] }, 'ERR_ARGUMENT', 'there are no factors'],
    [
      'factors twice',
      { factors: [...FACTORS, ...FACTORS] },
      'ERR_ARGUMENT',
      'factor "light" is there twice',
    ],
    ['an empty name', { factors: [{ name: '', kind: 'binary' }] }, 'ERR_ARGUMENT', 'empty name'],
    [
      'part of a vector',
      { observations: new Float32Array(3) },
      'ERR_SHAPE',
      '3 numbers are not one or more vectors of 2',
    ],
    ['no vector', { observations: new Float32Array(0) }, 'ERR_SHAPE', '0 numbers'],
    [
      'a vector of none',
      { shape: [0] },
      'ERR_ARGUMENT',
      'shape\\[0\\] must be an integer of at least 1, got 0',
    ],
    [
      'NaN in a vector',
      { observations: Float32Array.of(0, 1, 2, NaN) },
      'ERR_VALUES',
      'must be finite, got NaN at place 3',
    ],
    [
      'an infinite vector',
      { observations: Float32Array.of(0, -Infinity, 2, 3) },
      'ERR_VALUES',
      'got -Infinity at place 1',
    ],
    [
      'a shape of two',
      { shape: [2, 2] },
      'ERR_ARGUMENT',
      'must be \\[height, width, channels\\] or \\[width\\], got \\[2, 2\\]',
    ],
    ['a shape of four', { shape: [1, 1, 1, 2] }, 'ERR_ARGUMENT', 'got \\[1, 1, 1, 2\\]'],
    ['no shape', { shape: [] }, 'ERR_ARGUMENT', 'got \\[\\]'],
  ])('refuses %s', (_, changes, code, message) => {
    expect(() => factorDataset({ ...VECTORS, ...changes })).toThrow(
      failure(code, `^factorDataset\\(lamps\\): .*${message}`),
    );
  });

  it('refuses pixels outside [0, 1] and part of an image', () => {
    const observations = Float32Array.of(0, 1, 1.5, 0);
    expect(() => factorDataset({ ...IMAGES, observations })).toThrow(
      failure('ERR_VALUES', '1.5 at place 2'),
    );
    expect(() => factorDataset({ ...IMAGES, observations: new Uint8Array(3) })).toThrow(
      failure('ERR_SHAPE', 'whole number of images'),
    );
  });

  it.each([VECTORS, IMAGES])('refuses reads of what is not there', async (options) => {
    const dataset = factorDataset(options);
    await expect(dataset.read(Int32Array.of(2), new Float32Array(2))).rejects.toMatchObject({
      code: 'ERR_ARGUMENT',
    });
    await expect(dataset.read(Int32Array.of(1), new Float32Array(3))).rejects.toMatchObject({
      code: 'ERR_SHAPE',
    });
  });
});
