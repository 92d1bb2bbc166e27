import { sequenceCrossEntropy } from '../../src/index.ts';
import { SIX } from './sixAnswers.ts';

describe('sequenceCrossEntropy', () => {
  it('is the mean of -ln p of the true classes', () => {
    const product = 0.5 * 0.8 * 0.5 * 0.2 * 0.4 * 0.9;
    expect(sequenceCrossEntropy(SIX)).toBeCloseTo(-Math.log(product) / 6, 6);
  });

  it('looks at the last steps of all sequences', () => {
    expect(sequenceCrossEntropy({ ...SIX, last: 1 })).toBeCloseTo(-Math.log(0.4 * 0.9) / 2, 6);
    const two = -Math.log(0.5 * 0.2 * 0.4 * 0.9) / 4;
    expect(sequenceCrossEntropy({ ...SIX, last: 2 })).toBeCloseTo(two, 6);
    expect(sequenceCrossEntropy({ ...SIX, last: 3 })).toBe(sequenceCrossEntropy(SIX));
  });

  it('is the chance floor for equal logits, whatever their size', () => {
    for (const level of [-1e30, -80, 0, 80, 1e30]) {
      const logits = new Float32Array(3 * 2 * 8).fill(level);
      const classes = Int32Array.of(0, 1, 2, 3, 4, 7);
      const predictions = { logits, classes, steps: 3, batch: 2, classCount: 8 };
      expect(sequenceCrossEntropy(predictions)).toBeCloseTo(Math.log(8), 12);
    }
  });

  it('neither overflows nor rounds small losses away', () => {
    const at = (right: number, wrong: number) =>
      sequenceCrossEntropy({
        logits: Float32Array.of(right, wrong),
        classes: Int32Array.of(0),
        steps: 1,
        batch: 1,
        classCount: 2,
      });
    expect(at(0, 1000)).toBe(1000);
    expect(at(-1e4, 1e4)).toBe(2e4);
    expect(at(1000, 0)).toBe(0);
    // ln(1 + e^-40) is e^-40 to the last digit, and 0 when 1 is added first.
    expect(at(40, 0) / Math.exp(-40)).toBeCloseTo(1, 12);
    expect(at(0, 40)).toBeCloseTo(40, 12);
  });

  it('does not depend on a shift of the logits', () => {
    const logits = SIX.logits.map((logit) => Math.round(logit * 64) / 64);
    const shifted = logits.map((logit) => logit + 512);
    expect(sequenceCrossEntropy({ ...SIX, logits: shifted })).toBeCloseTo(
      sequenceCrossEntropy({ ...SIX, logits }),
      12,
    );
  });

  it('exceeds the floor for a model that is sure of wrong answers', () => {
    const logits = new Float32Array(8);
    logits[3] = 9;
    const predictions = { logits, classes: Int32Array.of(5), steps: 1, batch: 1, classCount: 8 };
    expect(sequenceCrossEntropy(predictions)).toBeCloseTo(9 + Math.log(1 + 7 * Math.exp(-9)), 10);
    expect(sequenceCrossEntropy(predictions)).toBeGreaterThan(Math.log(8));
  });
});
