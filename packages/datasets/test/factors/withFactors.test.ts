import { arrayDataset } from '../../src/image/arrayDataset.ts';
import { withFactors } from '../../src/factors/withFactors.ts';
import { failure } from '../testFiles.ts';

const TWO = arrayDataset({ name: 'two', pixels: Uint8Array.of(0, 255), shape: [1, 1, 1] });

describe('withFactors', () => {
  it('gives images their factors', async () => {
    const dataset = withFactors(TWO, [{ name: 'bright', kind: 'binary' }], [0, 1]);
    const out = new Float32Array(2);
    await dataset.read(Int32Array.of(1, 0), out);
    expect([...out]).toEqual([1, 0]);
    expect(dataset).toMatchObject({ name: 'two', origin: TWO.origin, size: 2, shape: [1, 1, 1] });
    expect([...dataset.values]).toEqual([0, 1]);
  });

  it('refuses another number of labels than images', () => {
    expect(() => withFactors(TWO, [{ name: 'bright', kind: 'binary' }], { bright: [0] })).toThrow(
      failure('ERR_SHAPE', '^withFactors\\(two\\): 2 observations .* got 1'),
    );
    expect(() => withFactors(TWO, [], [])).toThrow(failure('ERR_ARGUMENT', 'no factors'));
  });
});
