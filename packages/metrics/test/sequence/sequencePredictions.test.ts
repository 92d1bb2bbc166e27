import { sequenceCrossEntropy, symbolAccuracy } from '../../src/index.ts';
import { meanOverAnswers } from '../../src/sequence/sequencePredictions.ts';
import { codeOf } from '../support.ts';
import { SIX } from './sixAnswers.ts';

describe('meanOverAnswers', () => {
  it('hands over place, largest class and truth of the answers of the last steps', () => {
    const answers: unknown[] = [];
    const mean = meanOverAnswers('f', { ...SIX, last: 2 }, (answer) => answers.push(answer));
    expect(answers).toEqual([
      { from: 6, best: 2, truth: 2 },
      { from: 9, best: 0, truth: 1 },
      { from: 12, best: 1, truth: 2 },
      { from: 15, best: 2, truth: 2 },
    ]);
    expect(mean).toBe((1 + 2 + 3 + 4) / 4);
  });

  it('counts back from the end of each sequence, and looks at nothing behind it', () => {
    const places: number[] = [];
    const strange = SIX.logits.map((logit, k) => (k >= 9 && k < 12 ? NaN : logit));
    const lengths = Int32Array.of(3, 1);
    const padded = { ...SIX, logits: strange, lengths };
    const all = () =>
      meanOverAnswers('f', padded, ({ from }) => {
        places.push(from / 3);
        return from / 3;
      });
    // Answers lie at 0 1 / 2 3 / 4 5; the second sequence has the first one alone.
    expect(all()).toBe((0 + 1 + 2 + 4) / 4);
    expect(places).toEqual([0, 1, 2, 4]);
    expect(meanOverAnswers('f', { ...padded, last: 2 }, ({ from }) => from / 3)).toBe(7 / 3);
    const full = { ...SIX, lengths: Int32Array.of(3, 3), last: 2 };
    expect(symbolAccuracy(full)).toBe(symbolAccuracy({ ...SIX, last: 2 }));
  });

  it('takes the first of equal logits', () => {
    const best: number[] = [];
    const equal = { logits: Float32Array.of(2, 2, 2, 1, 3, 3), classes: Int32Array.of(0, 0) };
    meanOverAnswers('f', { ...equal, steps: 2, batch: 1, classCount: 3 }, (answer) =>
      best.push(answer.best),
    );
    expect(best).toEqual([0, 1]);
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

  it('refuses lengths that no sequence can have', () => {
    for (const [wrong, code] of [
      [Int32Array.of(3), 'ERR_SHAPE'],
      [Int32Array.of(3, 0), 'ERR_VALUES'],
      [Int32Array.of(4, 1), 'ERR_VALUES'],
      [[3, 1], 'ERR_ARGUMENT'],
    ] as const) {
      expect(codeOf(() => score({ ...SIX, lengths: wrong as Int32Array }))).toBe(code);
    }
  });

  it('refuses classes out of range and logits that are not finite', () => {
    for (const strange of [-1, 3]) {
      const classes = Int32Array.of(0, 1, 2, 1, 2, strange);
      expect(codeOf(() => score({ ...SIX, classes }))).toBe('ERR_VALUES');
    }
    for (const strange of [NaN, Infinity, -Infinity]) {
      const first = SIX.logits.map((logit, k) => (k === 0 ? strange : logit));
      expect(() => score({ ...SIX, logits: first })).toThrow('step 0, sequence 0, class 0');
      const logits = SIX.logits.map((logit, k) => (k === 16 ? strange : logit));
      expect(() => score({ ...SIX, logits })).toThrow('step 2, sequence 1, class 1');
      expect(codeOf(() => score({ ...SIX, logits }))).toBe('ERR_VALUES');
    }
  });
});
