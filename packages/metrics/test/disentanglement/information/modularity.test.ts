import { modularity } from '../../../src/index.ts';
import { codeOf } from '../../support.ts';
import { A, B, CONSTANT, REFUSED, XOR, independentColumns } from '../twoBits.ts';

describe('modularity', () => {
  const both = [0, 1, 2, 3];

  it('is what the definition gives', () => {
    // Information (ln 2, 0) and (ln 2, ln 2).
    const { mean, codes } = modularity([A, B], [A, both]);
    expect(mean).toBeCloseTo(0.5, 12);
    [1, 0].forEach((code, i) => expect(codes[i]).toBeCloseTo(code, 12));
    expect(modularity([A, B], [A, B, CONSTANT]).mean).toBeCloseTo(2 / 3, 12);
    // Information (ln 4, ln 2) with a single other factor: 1 - 1/4; with a third one that is constant, half of the loss.
    expect(modularity([both, A], [both]).mean).toBeCloseTo(3 / 4, 12);
    expect(modularity([both, A, CONSTANT], [both]).mean).toBeCloseTo(7 / 8, 12);
  });

  it('knows its ends', () => {
    expect(modularity([A, B], [B, A]).mean).toBeCloseTo(1, 12);
    expect(modularity([A, B], [B, A, A, B]).mean).toBeCloseTo(1, 12);
    expect(modularity([A, B], [CONSTANT, XOR]).mean).toBe(0);
    expect(modularity([A], [A, CONSTANT]).codes).toEqual([1, 0]);
  });

  it('takes continuous columns', () => {
    const [x, y] = independentColumns(10_000, 2);
    const [first = [], second = []] = [x, y];
    const mixed = Array.from(first, (value, i) => value + (second[i] ?? 0));
    expect(modularity([first, second], [second, first]).mean).toBeGreaterThan(0.99);
    expect(modularity([first, second], [mixed]).mean).toBeLessThan(0.1);
  });

  it.each(REFUSED)('refuses with %s', (code, truth, found) => {
    expect(codeOf(() => modularity(truth, found))).toBe(code);
  });
});
