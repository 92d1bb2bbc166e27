import { encodePair } from '../../../src/answers/cells/pairCells.ts';

describe('encodePair', () => {
  it('gives all sets the same categories', () => {
    const pair = encodePair({
      training: { a: ['x', 'y', 'x'], b: [true, false, true] },
      transfers: [{ a: ['z', 'x'], b: [false, false] }],
    });
    expect(pair).toEqual({
      categories: [3, 2],
      labels: [
        ['x', 'y', 'z'],
        ['false', 'true'],
      ],
      sets: [
        { a: Uint8Array.of(0, 1, 0), b: Uint8Array.of(1, 0, 1) },
        { a: Uint8Array.of(2, 0), b: Uint8Array.of(0, 0) },
      ],
      setNames: ['training', 'transfers[0]'],
      warnings: [],
    });
  });

  it('leaves out rows with missing cells and says so', () => {
    const { sets, warnings } = encodePair({
      training: { a: ['x', null, 'y', 'x'], b: [1, 2, NaN, 2] },
      transfers: [{ a: ['y', 'x', undefined], b: [1, 1, 2] }],
    });
    expect(sets[0]).toEqual({ a: Uint8Array.of(0, 0), b: Uint8Array.of(0, 1) });
    expect(warnings).toEqual([
      'training: 2 of 4 rows were left out because a cell is missing',
      'transfers[0]: 1 of 3 rows were left out because a cell is missing',
    ]);
  });

  it('cuts numbers at the quantiles of all rows and keeps the numbers', () => {
    const a = Float64Array.from({ length: 40 }, (_, i) => i);
    const few = a.slice(0, 8);
    const pair = encodePair(
      { training: { a, b: a }, transfers: [{ a: few, b: few }] },
      { bins: 2 },
    );
    // The 24th of 48 numbers, of which those up to 7 come twice.
    expect(pair.labels[0]).toEqual(['up to 15', 'above 15']);
    expect(pair.numbers?.[1]?.b).toEqual(few);
    expect(pair.sets[1]?.a).toEqual(new Uint8Array(8));
    expect(pair.sets[0]?.a[39]).toBe(1);
  });

  it('compares no numbers that did not vary in training', () => {
    const a = Float64Array.from({ length: 40 }, (_, i) => i);
    const transfers = [{ a, b: a }];
    expect(encodePair({ training: { a, b: a }, transfers }).numbers).toBeDefined();
    expect(encodePair({ training: { a, b: a.map(() => 3) }, transfers }).numbers).toBeUndefined();
  });

  it('warns of sets that are there twice', () => {
    const set = (rows: number) => ({
      a: Array.from({ length: rows }, (_, i) => i % 3),
      b: Array.from({ length: rows }, (_, i) => i % 2),
    });
    const { warnings } = encodePair({
      training: set(30),
      transfers: [set(5), set(5), set(24), set(24)],
    });
    expect(warnings).toEqual([
      'transfers[3] has the same rows as transfers[2], and counts as if they were measured anew',
    ]);
  });

  it('calls sets by their names in what readers see, and by their place in what callers mend', () => {
    const environments = ['mild', 'hot', 'cold'];
    const good = { a: Array.from({ length: 20 }, (_, i) => i % 3), b: Array(20).fill(true) };
    const training = { ...good, b: good.a.map((cell) => cell > 1) };
    const holes = { ...training, a: [null, ...training.a.slice(1)] };
    const { warnings } = encodePair({ training, transfers: [holes, training] }, { environments });
    expect(warnings).toEqual([
      '"hot": 1 of 20 rows were left out because a cell is missing',
      '"cold" has the same rows as "mild", and counts as if they were measured anew',
    ]);
    const short = { a: [1, null], b: [1, 2] };
    expect(() => encodePair({ training, transfers: [training, short] }, { environments })).toThrow(
      'causalDirection: "cold" must have at least 2 complete rows, got 1 of 2',
    );
    const uneven = { a: [1, 2, 3], b: [1, 2] };
    expect(() => encodePair({ training, transfers: [uneven, short] }, { environments })).toThrow(
      'causalDirection: transfers[0].a and transfers[0].b must be equally long, got 3 and 2',
    );
  });

  it('counts rows as they were given', () => {
    const good = { a: ['x', 'y'], b: [1, 2] };
    const bad = { a: [null, 'y', 'x'], b: [1, 2, Infinity] };
    expect(() => encodePair({ training: good, transfers: [bad] })).toThrow(
      'causalDirection: transfers[0].b has Infinity in row 2',
    );
  });

  it('refuses what says nothing', () => {
    const good = { a: ['x', 'y'], b: [1, 2] };
    expect(() => encodePair({ training: good, transfers: [] })).toThrow(/at least one transfer/);
    expect(() => encodePair({ training: { a: ['x'], b: [1, 2] }, transfers: [good] })).toThrow(
      /training.a and training.b must be equally long, got 1 and 2/,
    );
    expect(() => encodePair({ training: good, transfers: [{ a: ['x'], b: [1] }] })).toThrow(
      /transfers\[0\] must have at least 2 complete rows, got 1 of 1/,
    );
    const same = { a: ['x', 'x'], b: [1, 2] };
    expect(() => encodePair({ training: same, transfers: [same] })).toThrow(
      /causalDirection: column "a" has the same value "x" in every row/,
    );
    const names = Array.from({ length: 300 }, (_, i) => `name ${i}`);
    const many = { a: names, b: names.map((_, i) => i % 2) };
    expect(() => encodePair({ training: many, transfers: [many] })).toThrow(/too many different/);
  });
});
