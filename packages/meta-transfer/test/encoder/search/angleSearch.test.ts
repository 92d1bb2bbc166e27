import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { angleSearch, rotation, rotationError } from '../../../src/index.ts';
import { angleScores } from '../../../src/encoder/search/angleSearch.ts';
import { transferData } from '../transferData.ts';

const degree = Math.PI / 180;
const data = (decoderAngle: number, seed = 1) =>
  transferData({
    decoder: rotation(decoderAngle),
    stream: new RandomStream(seed),
    points: 400,
    sets: 4,
  });

describe('angleSearch', () => {
  it.each([-45, 20, -70])('finds a right pair behind a rotation by %p degrees', async (angle) => {
    const found = await angleSearch(data(angle * degree), { refinements: 8 });
    expect(rotationError(found, angle * degree) / degree).toBeLessThan(3);
    expect(found.tried).toHaveLength(18);
  });

  it.each([1e-6, 1e4])('finds the same pair in units of %p', async (unit) => {
    const { training, transfers } = data(0.3);
    const scaled = (set: readonly Float64Array[]) =>
      set.map((column) => column.map((value) => value * unit));
    const other = { training: scaled(training), transfers: transfers.map(scaled) };
    const options = { grid: 6, refinements: 3 };
    const [found, again] = [
      await angleSearch({ training, transfers }, options),
      await angleSearch(other, options),
    ];
    expect(again.angle).toBe(found.angle);
    expect(again.direction).toBe(found.direction);
    expect(again.score + 2 * Math.log(unit)).toBeCloseTo(found.score, 3);
  });

  it('repeats itself, and draws no numbers', async () => {
    const options = { grid: 4, refinements: 2 };
    const [first, second] = [
      await angleSearch(data(0), options),
      await angleSearch(data(0), options),
    ];
    expect(second).toEqual(first);
  });

  it('stops when it is asked to', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(angleSearch(data(0), { signal })).rejects.toThrow('enough');
  });

  it.each([
    { grid: 3 },
    { refinements: -1 },
    { bumps: 1 },
    { batches: 1 },
    { components: 0 },
    { mixtureIterations: 0 },
  ])('refuses %j', async (options) => {
    await expect(angleSearch(data(0), options)).rejects.toThrow(
      /^angleSearch: .* must be an integer/,
    );
  });

  it('refuses three columns', async () => {
    const { training, transfers } = data(0);
    const third = training[0] ?? new Float64Array();
    await expect(angleSearch({ training: [...training, third], transfers })).rejects.toThrow(
      'angleSearch: training must have 2 columns, got 3',
    );
  });
});

describe('angleScores', () => {
  it('exchanges the directions after a quarter turn', async () => {
    const score = angleScores('f', data(-45 * degree), {});
    const [here, there] = [await score(0.3), await score(0.3 + Math.PI / 2)];
    expect(there.forward).toBeCloseTo(here.backward, 2);
    expect(there.backward).toBeCloseTo(here.forward, 2);
  });

  it('is best where the decoder is undone', async () => {
    const score = angleScores('f', data(-45 * degree), {});
    const right = await score(45 * degree);
    for (const angle of [0, 20, 60, 90]) {
      const { forward, backward } = await score(angle * degree);
      expect(Math.max(forward, backward)).toBeLessThan(right.forward);
    }
    expect(right.backward).toBeLessThan(right.forward - 0.2);
  });
});
