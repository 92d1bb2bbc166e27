import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { copyingChanceFloors, sequenceCrossEntropy, symbolAccuracy } from '../src/index.ts';
import type { SequencePredictions } from '../src/index.ts';
import { codeOf } from './support.ts';

/** Three steps of two sequences, three classes; the softmax of ln p is p. */
const SHARES = [
  [0.5, 0.25, 0.25],
  [0.1, 0.8, 0.1],
  [0.25, 0.25, 0.5],
  [0.7, 0.2, 0.1],
  [0.2, 0.4, 0.4],
  [0.05, 0.05, 0.9],
];
const SIX: SequencePredictions = {
  logits: Float32Array.from(SHARES.flat(), (share) => Math.log(share) + 3),
  classes: Int32Array.of(0, 1, 2, 1, 2, 2),
  steps: 3,
  batch: 2,
  classCount: 3,
};

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

describe('symbolAccuracy', () => {
  it('is the share of largest logits at the true class, ties to the lower one', () => {
    // Right, right, right; wrong; a tie of classes 1 and 2 that counts as 1, where 2 is true; right.
    expect(symbolAccuracy(SIX)).toBeCloseTo(4 / 6, 12);
    expect(symbolAccuracy({ ...SIX, classes: Int32Array.of(0, 1, 2, 1, 1, 2) })).toBeCloseTo(
      5 / 6,
      12,
    );
  });

  it('looks at the last steps', () => {
    expect(symbolAccuracy({ ...SIX, last: 1 })).toBe(0.5);
    expect(symbolAccuracy({ ...SIX, last: 2 })).toBe(0.5);
  });

  it('is about 1 in 8 for guesses', () => {
    const stream = new RandomStream(4);
    const sizes = { steps: 10, batch: 400, classCount: 8 };
    const classes = Int32Array.from({ length: 4000 }, () => stream.integer(0, 8));
    const accuracy = symbolAccuracy({ ...sizes, logits: stream.uniforms(32_000), classes });
    // Four standard errors: 4 * sqrt(1/8 * 7/8 / 4000).
    expect(Math.abs(accuracy - 0.125)).toBeLessThan(0.021);
  });
});

describe.each([
  ['sequenceCrossEntropy', sequenceCrossEntropy],
  ['symbolAccuracy', symbolAccuracy],
] as const)('%s', (name, score) => {
  it('refuses counts that are none', () => {
    for (const wrong of [
      { steps: 0 },
      { batch: 1.5 },
      { classCount: 0 },
      { last: 0 },
      { last: 4 },
    ]) {
      expect(codeOf(() => score({ ...SIX, ...wrong }))).toBe('ERR_ARGUMENT');
    }
    expect(() => score({ ...SIX, last: 4 })).toThrow(
      `${name}: last must be an integer from 1 to 3`,
    );
  });

  it('refuses arrays of another length', () => {
    expect(codeOf(() => score({ ...SIX, steps: 2 }))).toBe('ERR_SHAPE');
    expect(codeOf(() => score({ ...SIX, classes: Int32Array.of(0, 1) }))).toBe('ERR_SHAPE');
  });

  it('refuses classes out of range and logits that are not finite', () => {
    for (const strange of [-1, 3]) {
      const classes = Int32Array.of(0, 1, 2, 1, 2, strange);
      expect(codeOf(() => score({ ...SIX, classes }))).toBe('ERR_VALUES');
    }
    for (const strange of [NaN, Infinity, -Infinity]) {
      const logits = SIX.logits.map((logit, k) => (k === 16 ? strange : logit));
      expect(() => score({ ...SIX, logits })).toThrow('step 2, sequence 1, class 1');
      expect(codeOf(() => score({ ...SIX, logits }))).toBe('ERR_VALUES');
    }
  });
});

describe('copyingChanceFloors', () => {
  it('knows the published task', () => {
    const short = copyingChanceFloors({ gap: 50 });
    expect(short.lastSteps).toBeCloseTo(2.0794415, 6);
    expect(short.allSteps).toBeCloseTo(20.794415 / 70, 6);
    expect(copyingChanceFloors({ gap: 200 }).allSteps).toBeCloseTo(20.794415 / 220, 6);
    const small = copyingChanceFloors({ gap: 4, symbols: 3, alphabet: 2 });
    expect(small.lastSteps).toBeCloseTo(Math.LN2, 12);
    expect(small.allSteps).toBeCloseTo(0.3 * Math.LN2, 12);
  });

  it('is what the cross entropy says of a model that prints blanks, then guesses', () => {
    const classes = Int32Array.of(0, 0, 0, 0, 0, 0, 0, 1, 8, 5);
    const logits = new Float32Array(10 * 10).fill(-200);
    for (let t = 0; t < 7; t++) logits[t * 10] = 0;
    for (let t = 7; t < 10; t++) logits.fill(0, t * 10 + 1, t * 10 + 9);
    const predictions = { logits, classes, steps: 10, batch: 1, classCount: 10 };
    const floors = copyingChanceFloors({ gap: 4, symbols: 3 });
    expect(sequenceCrossEntropy(predictions)).toBeCloseTo(floors.allSteps, 12);
    expect(sequenceCrossEntropy({ ...predictions, last: 3 })).toBeCloseTo(floors.lastSteps, 12);
  });

  it('refuses sizes that are none', () => {
    expect(codeOf(() => copyingChanceFloors({ gap: 0 }))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => copyingChanceFloors({ gap: 1, symbols: 0.5 }))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => copyingChanceFloors({ gap: 1, alphabet: NaN }))).toBe('ERR_ARGUMENT');
  });
});
