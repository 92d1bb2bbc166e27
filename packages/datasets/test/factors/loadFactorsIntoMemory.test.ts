import { derivedFactors } from '../../src/factors/derivedFactors.ts';
import { loadFactorsIntoMemory } from '../../src/factors/loadFactorsIntoMemory.ts';
import { factorDataset } from '../../src/factors/factorDataset.ts';
import { failure } from '../testFiles.ts';
import { FIVE } from './testFactors.ts';

describe('loadFactorsIntoMemory', () => {
  it('reads vectors once, as they are', async () => {
    let reads = 0;
    const slow = derivedFactors(FIVE, {
      read: async (indices, out) => {
        reads++;
        await FIVE.read(indices, out);
      },
    });
    const kept = await loadFactorsIntoMemory(slow);
    const out = new Float32Array(4);
    await kept.read(Int32Array.of(4, 1), out);
    await kept.read(Int32Array.of(4, 1), out);
    expect([...out]).toEqual([4, 40, 1, 10]);
    expect(reads).toBe(1);
    expect(kept).toMatchObject({
      name: 'five',
      size: 5,
      factors: FIVE.factors,
      values: FIVE.values,
    });
  });

  it('keeps images as bytes, over more than one read', async () => {
    const size = 300;
    const images = factorDataset({
      name: 'images',
      observations: Float32Array.from({ length: size }, (_, i) => i / size),
      shape: [1, 1, 1],
      factors: [{ name: 'a', kind: 'binary' }],
      values: new Float64Array(size),
    });
    const out = new Float32Array(2);
    await (await loadFactorsIntoMemory(images)).read(Int32Array.of(299, 1), out);
    expect([...out].map((pixel) => pixel * 255)).toEqual([
      expect.closeTo(254, 3),
      expect.closeTo(1, 3),
    ]);
  });

  it('refuses what bytes cannot hold', async () => {
    const spoilt = derivedFactors(FIVE, {
      shape: [1, 1, 2],
      read: (_, out) => {
        out.fill(1.5);
        return Promise.resolve();
      },
    });
    await expect(loadFactorsIntoMemory(spoilt)).rejects.toThrow(
      failure('ERR_VALUES', '^loadFactorsIntoMemory\\(five\\): .* 1.5'),
    );
  });
});
