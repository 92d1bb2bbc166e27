import { pendulum } from '../../../src/scenes/pendulum/pendulum.ts';
import { pendulumFeatures } from '../../../src/scenes/pendulum/pendulumFeatures.ts';
import { failure } from '../../testFiles.ts';

const OPTIONS = { rows: 300, seed: 4, background: { agreement: 0.8 } } as const;

async function features(data: Pick<ReturnType<typeof pendulumFeatures>, 'read' | 'size'>) {
  const out = new Float32Array(data.size * 32);
  await data.read(
    Int32Array.from({ length: data.size }, (_, i) => i),
    out,
  );
  return Array.from({ length: data.size }, (_, i) => out.subarray(32 * i, 32 * i + 32));
}

describe('pendulumFeatures', () => {
  const data = pendulumFeatures(OPTIONS);

  it('has the rows of the images', () => {
    expect(data).toMatchObject({ name: 'pendulumFeatures/train', size: 300, shape: [32] });
    expect(data.values).toEqual(pendulum(OPTIONS).values);
  });

  it('sees the four quantities and not the background', async () => {
    const before = await features(data);
    expect(await features(data.counterfactual({ background: 1 }))).toEqual(before);
    for (const name of ['pendulum', 'light', 'shadow_length', 'shadow_position']) {
      const after = await features(data.counterfactual({ [name]: 51 }));
      expect(after[3]).not.toEqual(before[3]);
    }
  });

  it('is smooth, bounded, and tells scenes apart', async () => {
    const seen = await features(data);
    for (const values of seen) expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(1);
    const quantities = seen.map((_, i) =>
      [...data.values.subarray(6 * i, 6 * i + 4)].map(
        (value, c) => value / ([20, 20, 5, 4][c] ?? 1),
      ),
    );
    const gap = (a: ArrayLike<number>, b: ArrayLike<number>) =>
      Math.sqrt(Array.from(a).reduce((sum, value, k) => sum + (value - (b[k] ?? 0)) ** 2, 0));
    // The distance of features grows with that of scenes: neither folds nor jumps.
    for (let i = 0; i < 60; i++) {
      for (let j = 0; j < i; j++) {
        const near = gap(quantities[i] ?? [], quantities[j] ?? []);
        const apart = gap(seen[i] ?? [], seen[j] ?? []);
        expect(apart).toBeLessThan(6 * near);
        expect(apart).toBeGreaterThan(1.2 * Math.min(near, 1.5));
      }
    }
  });

  it('gives the first row the features that recorded results were trained on', async () => {
    const [first] = await features(pendulumFeatures());
    const expected = [0.109884, 0.250803, -0.889389, 0.731278];
    expect([...(first ?? [])].slice(0, 4)).toEqual(
      expected.map((value) => expect.closeTo(value, 6) as number),
    );
  });

  it('refuses options outside their range', () => {
    expect(() => pendulumFeatures({ rows: -1 })).toThrow(
      failure('ERR_ARGUMENT', '^pendulumFeatures: rows'),
    );
  });
});
