import { copyingChanceFloors, sequenceCrossEntropy } from '../../src/index.ts';
import { codeOf } from '../support.ts';

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
