import { vectorAdam } from '../../../src/encoder/training/vectorAdam.ts';

describe('vectorAdam', () => {
  it('is Adam, by hand', () => {
    const values = Float64Array.of(1, 1);
    const adam = vectorAdam(2, 0.1);
    adam.update(values, Float64Array.of(4, -0.5), 0);
    // The first step has the length of the step size, whatever the gradient.
    expect(values[0]).toBeCloseTo(0.9, 7);
    expect(values[1]).toBeCloseTo(1.1, 7);
    adam.update(values, Float64Array.of(0, -0.5), 1);
    // Moments .36 and .015984, corrected by .19 and .001999.
    expect(values[0]).toBeCloseTo(0.9 - (0.1 * (0.36 / 0.19)) / Math.sqrt(0.015984 / 0.001999), 7);
    expect(values[1]).toBeCloseTo(1.2, 7);
  });

  it('goes on where it stopped', async () => {
    const gradient = Float64Array.of(0.3);
    const [first, second] = [vectorAdam(1, 0.1), vectorAdam(1, 0.1)];
    const one = Float64Array.of(1);
    first.update(one, gradient, 0);
    const other = one.slice();
    const saved = first.state('map');
    expect(Object.keys(saved)).toEqual(['map first', 'map second']);
    for (const [name, part] of Object.entries(second.state('map'))) {
      const from = await saved[name]?.save();
      if (from !== undefined) part.restore(from);
    }
    first.update(one, Float64Array.of(-1), 1);
    second.update(other, Float64Array.of(-1), 1);
    expect(other).toEqual(one);
  });
});
