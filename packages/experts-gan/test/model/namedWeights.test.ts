import type { io } from '@tensorflow/tfjs';
import { FileFormatError } from '@causal-mechanisms/tensor-utils';
import { namedWeights, takeWeights } from '../../src/model/namedWeights.ts';

const spec = (name: string, shape: number[], more: object = {}) =>
  ({ name, shape, dtype: 'float32', ...more }) as io.WeightsManifestEntry;

it('takes weights by name, in any order and from any number of parts', () => {
  const weights = namedWeights({
    weightSpecs: [spec('e_b', [1, 2]), spec('e_a', [1])],
    weightData: [Float32Array.of(1, 2).buffer, Float32Array.of(3).buffer],
  });
  const specs = [
    { name: 'a', shape: [1] },
    { name: 'b', shape: [1, 2] },
  ];
  expect(takeWeights(weights, specs, 'e_')).toEqual(Float32Array.of(3, 1, 2));
  expect(namedWeights({}).size).toBe(0);
});

it('refuses weights that are missing or of another shape', () => {
  const weights = namedWeights({
    weightSpecs: [spec('a', [2])],
    weightData: Float32Array.of(1, 2).buffer,
  });
  expect(() => takeWeights(weights, [{ name: 'b', shape: [2] }], '')).toThrow('got none');
  expect(() => takeWeights(weights, [{ name: 'a', shape: [1, 2] }], '')).toThrow('got [2]');
});

it.each([
  ['other types', [spec('a', [1], { dtype: 'int32' })], 4],
  ['quantised ones', [spec('a', [1], { quantization: { dtype: 'uint8' } })], 4],
  ['a name twice', [spec('a', [1]), spec('a', [1])], 8],
  ['too few bytes', [spec('a', [2])], 4],
  ['too many bytes', [spec('a', [1])], 8],
  ['sizes that are none', [spec('a', [-1]), spec('b', [2])], 4],
  ['absurd sizes', [spec('a', [2 ** 40, 2 ** 40])], 4],
])('refuses %s', (_, weightSpecs, bytes) => {
  expect(() => namedWeights({ weightSpecs, weightData: new ArrayBuffer(bytes) })).toThrow(
    FileFormatError,
  );
});

it.each([NaN, Infinity])('refuses %d', (value) => {
  const artifacts = {
    weightSpecs: [spec('a', [1]), spec('b', [2])],
    weightData: Float32Array.of(1, 2, value).buffer,
  };
  expect(() => namedWeights(artifacts)).toThrow(
    `ExpertsModel.load: weights must be finite, got ${value} at place 1 of b`,
  );
});
