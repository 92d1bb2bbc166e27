import { interventionalDistance } from '../../src/index.ts';
import { codeOf } from '../support.ts';
import { REFUSED_SAMPLES } from './refusedSamples.ts';

describe('interventionalDistance', () => {
  const truth = [
    [1, 1],
    [0, 4],
  ];

  it('divides factors by their deviation over all true samples', () => {
    const other = [
      [3, 3],
      [2, 2],
    ];
    const { scales, distances, mean } = interventionalDistance([
      { truth, model: truth },
      {
        truth: other,
        model: [
          [5, 5],
          [2, 2],
        ],
      },
    ]);
    // 1, 1, 3, 3 and 0, 4, 2, 2.
    expect(scales[0]).toBeCloseTo(Math.sqrt(4 / 3), 12);
    expect(scales[1]).toBeCloseTo(Math.sqrt(8 / 3), 12);
    expect(distances[0]).toBe(0);
    expect(distances[1]).toBeCloseTo(4 / Math.sqrt(4 / 3), 12);
    expect(mean).toBeCloseTo(2 / Math.sqrt(4 / 3), 12);
  });

  it('leaves a factor that never varies as it is', () => {
    const model = [
      [2, 2],
      [0, 4],
    ];
    const { scales, mean } = interventionalDistance([{ truth, model }]);
    expect(scales[0]).toBe(1);
    expect(mean).toBeGreaterThan(0.5);
  });

  it('takes another distance', () => {
    const distance = (a: readonly ArrayLike<number>[], b: readonly ArrayLike<number>[]) =>
      (a[1]?.[1] ?? 0) - (b[1]?.[0] ?? 0);
    expect(interventionalDistance([{ truth, model: truth }], { distance }).mean).toBeCloseTo(
      4 / Math.sqrt(8),
      12,
    );
  });

  it.each(REFUSED_SAMPLES)('refuses with %s', (code, model, other) => {
    expect(codeOf(() => interventionalDistance([{ truth: other, model }]))).toBe(code);
  });

  it('refuses no intervention and other factors in another one', () => {
    expect(codeOf(() => interventionalDistance([]))).toBe('ERR_ARGUMENT');
    const one = [[1, 2]];
    expect(
      codeOf(() =>
        interventionalDistance([
          { truth, model: truth },
          { truth: one, model: one },
        ]),
      ),
    ).toBe('ERR_SHAPE');
  });
});
