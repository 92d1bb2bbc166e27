import { csvOfText } from '../../../src/panels/direction/csvTable.ts';
import { EXAMPLE_TABLES } from '../../../src/panels/direction/exampleTables.ts';
import { exampleText } from '../../../src/panels/direction/exampleText.ts';

describe('exampleText', () => {
  test('draws a table for every example, the same every time', () => {
    for (const { id } of EXAMPLE_TABLES) {
      const { names, columns } = csvOfText(exampleText(id), id);
      expect(names[0]).toBe('place');
      expect(new Set(columns[0]).size).toBeGreaterThanOrEqual(3);
      expect(exampleText(id)).toBe(exampleText(id));
    }
  });

  test('draws what the words say', () => {
    const { columns } = csvOfText(exampleText('handed-out'), 'x');
    const [place = [], rain = [], umbrella = []] = columns;
    const share = (where: string, wet: string) => {
      const rows = place.flatMap((it, row) => (it === where && rain[row] === wet ? [row] : []));
      return rows.filter((row) => umbrella[row] === 'yes').length / rows.length;
    };
    expect(share('home', 'yes')).toBeCloseTo(0.8, 1);
    expect(share('home', 'no')).toBeCloseTo(0.1, 1);
    expect(Math.abs(share('march', 'yes') - share('march', 'no'))).toBeLessThan(0.1);
  });

  test('refuses another name', () => {
    expect(() => exampleText('toString')).toThrow('no example called toString');
  });
});
