import { compareFigures } from '../../src/verify/compareFigures.ts';

const run = (...values: (number | string | null)[]) => ({
  measures: values.map((value, place) => ({ name: `m${place}`, label: 'm', value })),
});

describe('compareFigures', () => {
  it('is right within the spread, its ends included, and off outside', () => {
    const at = (got: number, value: number, spread?: number) =>
      compareFigures({ m0: { value, ...(spread === undefined ? {} : { spread }) } }, [run(got)]);
    expect(at(0.53, 0.52, 0.01)).toEqual([
      { measure: 'm0', value: 0.52, spread: 0.01, got: 0.53, ok: true },
    ]);
    expect(at(0.51, 0.52, 0.01)[0]?.ok).toBe(true);
    expect(at(0.5301, 0.52, 0.01)[0]?.ok).toBe(false);
    expect(at(0.5099, 0.52, 0.01)[0]?.ok).toBe(false);
    expect(at(4, 4)[0]?.ok).toBe(true);
    expect(at(4.001, 4)[0]?.ok).toBe(false);
  });

  it('compares texts, what is never reached, and values of another kind', () => {
    const expected = { m0: { value: 'perfect' }, m1: { value: null }, m2: { value: 3 } };
    const oks = (...values: (number | string | null)[]) =>
      compareFigures(expected, [run(...values)]).map(({ ok }) => ok);
    expect(oks('perfect', null, 3)).toEqual([true, true, true]);
    expect(oks('covered', 5, null)).toEqual([false, false, false]);
    expect(oks('perfect', null, '3')).toEqual([true, true, false]);
  });

  it('takes the median of several seeds, and what they share of texts', () => {
    const expected = { m0: { value: 2 }, m1: { value: 'yes' } };
    expect(compareFigures(expected, [run(9, 'yes'), run(1, 'yes'), run(2, 'yes')])).toMatchObject([
      { got: 2, ok: true },
      { got: 'yes', ok: true },
    ]);
    expect(compareFigures(expected, [run(1, 'yes'), run(3, 'no')])).toMatchObject([
      { got: 2, ok: true },
      { got: undefined, ok: false },
    ]);
  });

  it('says which measure there is instead', () => {
    const found = compareFigures({ m00: { value: 1 } }, [run(1)]);
    expect(found).toMatchObject([
      { got: undefined, ok: false, note: 'there is no such measure, did you mean "m0"?' },
    ]);
    expect(compareFigures({ other: { value: 1 } }, [])).toMatchObject([{ ok: false }]);
  });
});
