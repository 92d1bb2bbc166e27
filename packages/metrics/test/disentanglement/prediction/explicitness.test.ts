import { explicitness } from '../../../src/index.ts';
import { codeOf } from '../../support.ts';
import { REFUSED, independentColumns, randomBits } from '../twoBits.ts';

describe('explicitness', () => {
  it('is 1 for codes that tell all classes linearly, however they are mixed', () => {
    const [x = [], y = []] = randomBits(600, 2);
    const sum = Float64Array.from(x, (bit, i) => bit + (y[i] ?? 0));
    const difference = Float64Array.from(x, (bit, i) => bit - (y[i] ?? 0));
    const { mean, rescaled, areas } = explicitness([x, y], [sum, difference]);
    expect(mean).toBe(1);
    expect(rescaled).toBe(1);
    expect(areas).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it('is one half for codes that tell nothing', () => {
    const factors = randomBits(600, 2);
    const constant = new Float32Array(600).fill(0.1);
    expect(explicitness(factors, [constant])).toMatchObject({ mean: 0.5, rescaled: 0 });
    const [other = []] = independentColumns(600, 1, 5);
    expect(Math.abs(explicitness(factors, [other]).rescaled)).toBeLessThan(0.15);
  });

  it('cuts continuous factors into classes', () => {
    const [x = [], y = []] = independentColumns(900, 2);
    const { areas, mean } = explicitness([x], [y, x]);
    expect(areas[0]).toHaveLength(5);
    expect(mean).toBeGreaterThan(0.97);
    expect(explicitness([x], [x], { bins: 2 }).areas[0]).toHaveLength(2);
  });

  it('leaves out constant factors, and has no mean where all are', () => {
    const [x = []] = randomBits(60, 1);
    const constant = new Float32Array(60);
    const { mean, areas } = explicitness([constant, x], [x]);
    expect(mean).toBe(1);
    expect(areas).toEqual([[NaN], [1, 1]]);
    expect(explicitness([constant], [x]).mean).toBeNaN();
  });

  it.each(REFUSED)('refuses with %s', (code, truth, found) => {
    expect(codeOf(() => explicitness(truth, found))).toBe(code);
  });

  it('refuses impossible bins and too few rows', () => {
    const rows = [1, 2, 3, 4, 5, 6];
    expect(codeOf(() => explicitness([rows], [rows], { bins: 1 }))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => explicitness([rows.slice(1)], [rows.slice(1)]))).toBe('ERR_ARGUMENT');
  });
});
