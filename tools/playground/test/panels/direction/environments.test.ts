import { csvOfText } from '../../../src/panels/direction/csvTable.ts';
import { environmentColumns, environmentsOf } from '../../../src/panels/direction/environments.ts';

const rows = (count: number, of: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => of(i));
const csv = (header: string, lines: readonly string[]) =>
  csvOfText([header, ...lines].join('\n'), 'x.csv');

const PLACES = csv('place,a,b,kind', [
  ...rows(12, (i) => `home,${i % 2},${i % 3},one`),
  ...rows(8, (i) => `north,${i % 2},${i % 3},one`),
]);

describe('environmentColumns', () => {
  test('offers columns of labels that differ and come again, and guesses by the name', () => {
    expect(environmentColumns(PLACES)).toEqual({
      candidates: ['place', 'a', 'b'],
      guess: 'place',
      refused: [],
    });
  });

  test('guesses nothing where no name is usual, and offers nothing where every label is new', () => {
    const { guess } = environmentColumns(
      csv(
        'where,a',
        rows(8, (i) => `p${i % 2},${i % 2}`),
      ),
    );
    expect(guess).toBeUndefined();
    expect(
      environmentColumns(
        csv(
          'x,y',
          rows(9, (i) => `${i},${i * i}`),
        ),
      ).candidates,
    ).toEqual([]);
  });
});

describe('environmentColumns, of several usual names', () => {
  const lines = rows(16, (i) => `s${i % 4},e${i % 2},${i % 3}`);

  test('guesses the likeliest one, wherever it stands', () => {
    expect(environmentColumns(csv('site,Environment,a', lines)).guess).toBe('Environment');
    expect(environmentColumns(csv('year,batch,a', lines)).guess).toBe('batch');
  });

  test.each([
    ['one label', rows(8, (i) => `only,${i % 2}`), 'it has one label only, "only"'],
    ['51 labels', rows(408, (i) => `e${i % 51},${i % 2}`), 'it has 51 different labels'],
    ['3 rows a label', rows(12, (i) => `e${i % 4},${i % 2}`), 'it has 4 labels in 12 rows'],
    ['no label', rows(8, (i) => `,${i % 2}`), 'all of its cells are empty'],
  ])('says why a column of %s is none', (_, own, why) => {
    const { candidates, guess, refused } = environmentColumns(csv('env,a', own));
    expect(candidates).toEqual(['a']);
    expect(guess).toBeUndefined();
    expect(refused.map(({ name }) => name)).toEqual(['env']);
    expect(refused[0]?.why).toContain(why);
  });

  test('takes the next likely one where the likeliest is none', () => {
    const own = rows(16, (i) => `s${i % 4},only,${i % 3}`);
    expect(environmentColumns(csv('site,environment,a', own)).guess).toBe('site');
  });
});

describe('environmentsOf', () => {
  test('takes the largest environment for the usual one, and leaves columns of no use out', () => {
    const { names, baseline, others, warnings } = environmentsOf(PLACES, 'x.csv', 'place');
    expect(names).toEqual(['a', 'b']);
    expect([baseline.environment, baseline.rows]).toEqual(['home', 12]);
    expect(others.map(({ environment, rows: count }) => [environment, count])).toEqual([
      ['north', 8],
    ]);
    expect(baseline.cells['a']?.slice(0, 3)).toEqual(['0', '1', '0']);
    expect(warnings.join()).toContain('"kind"');
  });

  test('keeps all rows together where no column says where they are from', () => {
    const { baseline, others } = environmentsOf(PLACES, 'x.csv', null);
    expect(baseline.rows).toBe(20);
    expect(others).toEqual([]);
  });

  test('says which rows were left out where that leaves one environment', () => {
    const lines = rows(12, (i) =>
      i < 8 ? `home,${i % 2},${i % 3}` : `north,${i === 8 ? 1 : ''},1`,
    );
    expect(() => environmentsOf(csv('place,a,b', lines), 'x.csv', 'place')).toThrow(
      /names one environment only.*3 of 12 rows.*"?north"?/s,
    );
  });

  test.each([
    [
      csv(
        'place,a,b',
        rows(8, (i) => `home,${i % 2},${i % 3}`),
      ),
      'names one environment only',
    ],
    [
      csv(
        'place,a,b',
        rows(8, (i) => `p${i % 2},${i % 2},same`),
      ),
      'at least two columns that vary',
    ],
  ])('refuses a table of no use with a sentence', (table, message) => {
    expect(() => environmentsOf(table, 'x.csv', 'place')).toThrow(message);
  });
});
