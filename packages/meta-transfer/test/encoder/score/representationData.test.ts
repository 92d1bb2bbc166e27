import {
  bumpsOver,
  checkRepresentationData,
} from '../../../src/encoder/score/representationData.ts';

const column = (...values: number[]) => Float64Array.from(values);
const good = [column(1, 2, 3), column(4, 5, 6)];

describe('checkRepresentationData', () => {
  it('counts columns', () => {
    const data = { training: good, transfers: [good] };
    expect(checkRepresentationData('f', data, { points: 3 })).toBe(2);
  });

  it.each([
    ['ERR_SHAPE', /training must have 2 or 3 columns, got 1/, [column(1)], [[column(1)]]],
    ['ERR_ARGUMENT', /transfers must hold at least one/, good, []],
    ['ERR_SHAPE', /transfers\[1\] must be 2 columns/, good, [good, [column(1, 2, 3)]]],
    ['ERR_SHAPE', /training must be 2 columns of one/, [column(1, 2, 3), column(1)], [good]],
    ['ERR_VALUES', /transfers\[0\] must hold finite/, good, [[column(1, 2, 3), column(1, NaN, 3)]]],
    [
      'ERR_ARGUMENT',
      /transfers\[0\] must have at least 3 points, got 1/,
      good,
      [[column(1), column(2)]],
    ],
  ])('refuses with %s: %p', (code, message, training, transfers) => {
    const check = () => checkRepresentationData('f', { training, transfers }, { points: 3 });
    expect(check).toThrow(expect.objectContaining({ code }) as Error);
    expect(check).toThrow(message);
  });

  it('can ask for a number of columns', () => {
    const data = { training: good, transfers: [good] };
    expect(() => checkRepresentationData('f', data, { points: 1, dimensions: 3 })).toThrow(
      'f: training must have 3 columns, got 2',
    );
  });
});

describe('bumpsOver', () => {
  it('reaches over nearly all points, whichever way they are turned', () => {
    const x = Float64Array.from({ length: 1001 }, (_, i) => 0.6 * i);
    const y = x.map((value) => (value * 0.8) / 0.6);
    const bumps = bumpsOver({ training: [x, y], transfers: [] }, 5);
    // Distances are 0 to 1000; 99.5 % of them are within 995.
    expect(bumps.high).toBeCloseTo(995, 9);
    expect(bumps.low).toBe(-bumps.high);
    expect([bumps.count, bumps.width]).toEqual([5, (1.15 * 2 * bumps.high) / 4]);
  });

  it('refuses points that all lie at the origin', () => {
    const none = [column(0, 0, 0), column(0, 0, 0)];
    expect(() => bumpsOver({ training: none, transfers: [none] }, 4)).toThrow(
      'points must be at some distance from the origin, got a distance of 0',
    );
  });
});
