import { DeltaTotals } from '../../../src/pair/direction/deltaTotals.ts';
import {
  directionWarnings,
  mutualInformation,
} from '../../../src/pair/direction/directionWarnings.ts';
import { hypothesesOfJoint, tabularHypotheses } from '../../../src/pair/tabularHypotheses.ts';
import { randomPair } from '../truths.ts';

const dependent = tabularHypotheses(randomPair(1));
const independent = hypothesesOfJoint([0.08, 0.12, 0.32, 0.48], [2, 2]);

function warningsOf(deltas: readonly number[], belief: number, hypotheses = dependent) {
  const totals = new DeltaTotals();
  for (const delta of deltas) totals.add(delta);
  const { mean: meanDelta, expectedRatio } = totals;
  return directionWarnings({ belief, meanDelta, expectedRatio }, totals, hypotheses);
}

describe('directionWarnings', () => {
  it('says nothing where all is well', () => {
    expect(warningsOf([1, 1.1, 0.9, 1], 0.99)).toEqual([]);
  });

  it('warns of a belief that cannot become certain', () => {
    const stuck = Array.from({ length: 1000 }, (_, i) => (i % 10 === 9 ? -10 : 2));
    expect(warningsOf(stuck, 0.884).join()).toContain('comes to rest short of certainty');
    expect(warningsOf(stuck, 0.95)).toEqual([]);
    expect(warningsOf([1, 1.1, 0.9], 0.6)).toEqual([]);
  });

  it('warns of Deltas that are noise', () => {
    expect(warningsOf([1, -0.9, 1, -1], 0.5).join()).toContain('favour neither direction');
    expect(warningsOf([0, 0], 0.5).join()).toContain('favour neither direction');
    expect(warningsOf([], 0.5)).toEqual(['No episode was seen.']);
  });

  it('warns of independent variables', () => {
    const found = warningsOf([1, 1.1, 0.9, 1], 0.99, independent);
    expect(found.join()).toContain('almost independent');
  });
});

describe('mutualInformation', () => {
  it('is 0 for independent variables, and the entropy for copies', () => {
    expect(mutualInformation(independent)).toBeCloseTo(0, 12);
    expect(mutualInformation(hypothesesOfJoint([1, 0, 0, 1], [2, 2]))).toBeCloseTo(Math.LN2, 12);
  });

  it('has the value computed by hand', () => {
    const hypotheses = hypothesesOfJoint([0.45, 0.05, 0.1, 0.4], [2, 2]);
    const expected =
      0.45 * Math.log(0.45 / (0.5 * 0.55)) +
      0.05 * Math.log(0.05 / (0.5 * 0.45)) +
      0.1 * Math.log(0.1 / (0.5 * 0.55)) +
      0.4 * Math.log(0.4 / (0.5 * 0.45));
    expect(mutualInformation(hypotheses)).toBeCloseTo(expected, 12);
  });
});
