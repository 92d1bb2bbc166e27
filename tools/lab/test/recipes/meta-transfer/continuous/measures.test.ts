import {
  shownEpisodes,
  splineBeliefs,
  splineMeasures,
} from '../../../../src/recipes/meta-transfer/continuous/measures.ts';
import { continuousSchema } from '../../../../src/recipes/meta-transfer/continuous/settings.ts';

const config = continuousSchema.parse({ splines: 2, episodes: 51 });
const results = [
  { curvature: 0.2, deltas: new Array<number>(51).fill(5), losses: [1, 2] },
  { curvature: 0.9, deltas: new Array<number>(51).fill(-0.1), losses: [1, 2] },
];

describe('splineMeasures', () => {
  const measures = splineMeasures(config, results);
  const value = (name: string) => measures.find((measure) => measure.name === name)?.value;

  it('counts the splines whose belief is above .99', () => {
    // Adam takes about 0.1 a step while the gradient stays as it is: 51 steps come to sigmoid(5).
    expect(value('above99/costs')).toBe(1);
    expect(value('above99/likelihoods')).toBe(0);
    expect(value('right')).toBe(1);
  });

  it('stands beside the published curve', () => {
    const found = measures.filter(({ name }) => name.startsWith('belief/costs/'));
    expect(found.map(({ column, paper }) => [column, paper])).toEqual([
      ['1', '0.525'],
      ['11', '0.703'],
      ['51', '0.982'],
    ]);
    expect(value('belief/costs/1')).toBeCloseTo(0.5, 6);
  });

  it('has a row per spline', () => {
    expect(value('spline-1/curvature')).toBe(0.2);
    expect(value('spline-2/delta')).toBeCloseTo(-0.1, 10);
    expect(value('spline-1/positive')).toBe(1);
    expect(value('spline-2/sure/costs')).toBeNull();
    expect(value('spline-1/sure/costs')).toBeGreaterThan(40);
    expect(value('spline-1/ratio')).toBeCloseTo(Math.exp(-5), 10);
  });
});

describe('splineBeliefs', () => {
  it('moves by the rate of the study', () => {
    const [first] = results;
    if (first === undefined) throw new Error('expected a result');
    const fast = splineBeliefs(first, { ...config, beliefRate: 2 });
    expect(fast.costs[0]).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
  });
});

describe('shownEpisodes', () => {
  it('are those of the published curve, and the end', () => {
    expect(shownEpisodes({ episodes: 500 })).toEqual([1, 11, 51, 101, 201, 500]);
    expect(shownEpisodes({ episodes: 11 })).toEqual([1, 11]);
  });
});
