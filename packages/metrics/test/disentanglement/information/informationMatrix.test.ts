import { informationMatrix } from '../../../src/index.ts';
import { codeOf } from '../../support.ts';
import { A, B, CONSTANT, REFUSED, XOR, independentColumns } from '../twoBits.ts';

const LN2 = Math.log(2);

describe('informationMatrix', () => {
  it('is what counting gives', () => {
    const both = [0, 1, 2, 3];
    const { information, entropies } = informationMatrix([A, both, CONSTANT], [A, B, both]);
    const expected = [
      [LN2, 0, LN2],
      [LN2, LN2, 2 * LN2],
      [0, 0, 0],
    ];
    information.forEach((row, i) => {
      row.forEach((value, j) => expect(value).toBeCloseTo(expected[i]?.[j] ?? NaN, 12));
    });
    [LN2, 2 * LN2, 0].forEach((value, i) => expect(entropies[i]).toBeCloseTo(value, 12));
    // Joint counts 2, 1, 1 of 4: 2/4 ln(2*4/(3*2)) + 1/4 ln(4/(3*2)) + 1/4 ln(4/(1*2)).
    const value = 0.5 * Math.log(4 / 3) + 0.25 * Math.log(2 / 3) + 0.25 * LN2;
    expect(informationMatrix([[0, 0, 0, 1]], [A]).information[0]?.[0]).toBeCloseTo(value, 12);
    expect(informationMatrix([XOR], [A]).information[0]?.[0]).toBeCloseTo(0, 12);
  });

  it('knows monotone functions and independence of continuous columns', () => {
    const [x, y] = independentColumns(20_000, 2);
    if (x === undefined || y === undefined) throw new Error('two columns');
    const cubed = x.map((value) => value ** 3);
    const byCount = informationMatrix([x], [cubed, y], { bins: 10, cut: 'count' });
    expect(byCount.information[0]?.[0]).toBeCloseTo(Math.log(10), 3);
    expect(byCount.entropies[0]).toBeCloseTo(Math.log(10), 3);
    // Counting overstates by about 81 / 40000.
    expect(byCount.information[0]?.[1]).toBeCloseTo(0.002, 3);
    expect(informationMatrix([x], [cubed], { bins: 10 }).information[0]?.[0]).toBeLessThan(1);
  });

  it.each(REFUSED)('refuses with %s', (code, truth, found) => {
    expect(codeOf(() => informationMatrix(truth, found))).toBe(code);
  });

  it('refuses an impossible cut', () => {
    expect(codeOf(() => informationMatrix([A], [A], { bins: 1 }))).toBe('ERR_ARGUMENT');
  });
});
