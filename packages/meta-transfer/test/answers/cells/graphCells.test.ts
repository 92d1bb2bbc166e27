import { encodeGraphData } from '../../../src/answers/cells/graphCells.ts';

const observational = { rain: [true, false, true], mud: ['yes', 'no', 'no'] };

describe('encodeGraphData', () => {
  it('gives all sets the same categories and finds targets by name and place', () => {
    const { labels, ...data } = encodeGraphData({
      observational,
      interventions: [
        { target: 'mud', samples: { mud: ['some', 'no'], rain: [false, false] } },
        { target: 0, samples: observational },
        { target: null, samples: observational },
      ],
    });
    expect(labels).toEqual([
      ['false', 'true'],
      ['no', 'some', 'yes'],
    ]);
    expect(data.interventions.map(({ target }) => target)).toEqual([1, 0, null]);
    expect(data.interventions[0]?.samples).toEqual({
      names: ['rain', 'mud'],
      categories: [2, 3],
      columns: [Uint8Array.of(0, 0), Uint8Array.of(1, 0)],
      rows: 2,
    });
    expect(data.warnings).toEqual([]);
  });

  it('names columns of a list, cuts numbers, leaves out missing rows and useless columns', () => {
    const numbers = Float64Array.from({ length: 30 }, (_, i) => (i === 3 ? NaN : i));
    const { observational: table, warnings } = encodeGraphData(
      {
        observational: [numbers, Array.from(numbers, (_, i) => i % 3), numbers.map(() => 7)],
        interventions: [],
      },
      { bins: 2 },
    );
    expect(table.names).toEqual(['x1', 'x2']);
    expect(table.categories).toEqual([2, 3]);
    expect(table.rows).toBe(29);
    expect(warnings[0]).toBe('observational: 1 of 30 rows were left out because a cell is missing');
    expect(warnings[1]).toMatch(/column "x3" has the same value "7".*left out/);
  });

  it('calls sets by their names in what readers see', () => {
    const holes = { ...observational, mud: ['no', null, 'yes'] };
    const data = { observational, interventions: [{ target: null, samples: holes }] };
    const environments = ['usual', 'hosed'];
    const { warnings, setNames } = encodeGraphData(data, { environments });
    expect(setNames).toEqual(['"usual"', '"hosed"']);
    expect(warnings).toEqual(['"hosed": 1 of 3 rows were left out because a cell is missing']);
    expect(encodeGraphData(data).warnings[0]).toMatch(/^interventions\[0\]\.samples: 1 of 3/);
    const short = { rain: [true, null], mud: ['no', 'no'] };
    expect(() =>
      encodeGraphData(
        { observational, interventions: [{ target: null, samples: short }] },
        { environments },
      ),
    ).toThrow('causalGraph: "hosed" must have at least 2 complete rows, got 1 of 2');
  });

  it('takes columns with names that every object knows, and misses them where they are missing', () => {
    const [a, b] = [observational.rain, observational.mud];
    const set = Object.fromEntries(
      new Map<string, readonly (string | boolean)[]>([
        ['__proto__', a],
        ['constructor', b],
      ]),
    );
    expect(encodeGraphData({ observational: set, interventions: [] }).observational.names).toEqual([
      '__proto__',
      'constructor',
    ]);
    const interventions = [{ target: null, samples: { ['__proto__']: a, other: b } }];
    expect(() => encodeGraphData({ observational: set, interventions })).toThrow(
      'causalGraph: interventions[0].samples has no column "constructor"',
    );
  });

  it('names what is no array', () => {
    const data = { observational, interventions: undefined as unknown as [] };
    expect(() => encodeGraphData(data)).toThrow(/interventions must be an array.*got undefined/);
    const cells = { ...observational, mud: [Infinity, 1, 2] };
    expect(() => encodeGraphData({ observational: cells, interventions: [] })).toThrow(
      'causalGraph: observational.mud has Infinity in row 0',
    );
  });

  it('refuses what does not fit', () => {
    const encode =
      (target: string | number, samples: object = observational) =>
      () =>
        encodeGraphData({ observational, interventions: [{ target, samples: { ...samples } }] });
    expect(encode('mudd')).toThrow(/must be a column, got "mudd"; did you mean "mud"/);
    expect(encode(2)).toThrow(/must be a column, got "2"/);
    expect(encode('mud', { rain: [true, true] })).toThrow(
      /interventions\[0\].samples has no column "mud"/,
    );
    expect(encode('mud', { rain: [true], mud: ['no', 'no'] })).toThrow(
      /equally long.*2 cells in "mud"/,
    );
    expect(encode('mud', { rain: [true], mud: ['no'] })).toThrow(
      /at least 2 complete rows, got 1 of 1/,
    );
    expect(() => encodeGraphData({ observational: { a: [1, 2] }, interventions: [] })).toThrow(
      /two columns/,
    );
    const dull = { a: [1, 2, 1], b: [4, 4, 4] };
    expect(() => encodeGraphData({ observational: dull, interventions: [] })).toThrow(
      /that vary, got 1/,
    );
    const three = { ...dull, c: [1, 1, 2] };
    expect(() =>
      encodeGraphData({ observational: three, interventions: [{ target: 'b', samples: three }] }),
    ).toThrow(/"b", is a column that was left out/);
  });
});
