import { arrayDataset } from '@causal-mechanisms/datasets';
import { colouredStrokes } from '../../../../src/recipes/experts-gan/competition/colouredStrokes.ts';

describe('colouredStrokes', () => {
  it('gives each image one of three colours, as bright as its strokes', async () => {
    const pixels = Float32Array.of(0, 1, 0.5, 0, 1, 0, 0, 1);
    const grey = arrayDataset({ name: 'dots', pixels, shape: [1, 2, 1], labels: [0, 1, 0, 1] });
    const coloured = colouredStrokes(grey);
    expect(coloured.shape).toEqual([1, 2, 3]);
    expect(coloured.labels).toEqual(grey.labels);
    const out = new Float32Array(2 * 6);
    await coloured.read(Int32Array.of(3, 1), out);
    // Image 3 has the first colour again, image 1 the second one.
    const expected = [0, 0, 0, 1, 0.8, 0.2, 0.2, 0.45, 0.5, 0, 0, 0];
    out.forEach((value, k) => expect(value).toBeCloseTo(expected[k] ?? NaN, 6));
  });
});
