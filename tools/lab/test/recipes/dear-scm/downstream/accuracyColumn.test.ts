import {
  accuracyMeasures,
  spreadOf,
} from '../../../../src/recipes/dear-scm/downstream/accuracyColumn.ts';

const row = { name: 's-vae', label: 'S-VAE' };

describe('a column of accuracies', () => {
  it('has the mean, the ceiling in its title, the published figure, and the spread in a table of its own', () => {
    const column = {
      key: 'few',
      title: '100 rows',
      ceiling: 0.942,
      paper: '84.16±.69',
      main: true,
    };
    const [mean, spread, ...more] = accuracyMeasures(row, [0.8, 0.9], column);
    expect(mean).toEqual({
      name: 's-vae/few',
      label: '100 rows',
      model: 'S-VAE',
      column: '100 rows (ceiling 94.2 %)',
      value: expect.closeTo(0.85, 10) as number,
      format: 'percent',
      paper: '84.16±.69',
      main: true,
    });
    expect(spread).toMatchObject({
      name: 's-vae/few-sd',
      table: 'standard deviation over repetitions',
      column: '100 rows',
      value: expect.closeTo(Math.sqrt(0.005), 10) as number,
    });
    expect(more).toHaveLength(0);
  });

  it('says nothing of a spread of one, and nothing at all of none', () => {
    const column = { key: 'many', title: 'all rows' };
    expect(accuracyMeasures(row, [0.8], column)).toEqual([
      {
        name: 's-vae/many',
        label: 'all rows',
        model: 'S-VAE',
        column: 'all rows',
        value: 0.8,
        format: 'percent',
      },
    ]);
    expect(accuracyMeasures(row, [], column)).toEqual([]);
  });

  it('divides the spread by n - 1', () => {
    expect(spreadOf([1, 2, 3])).toEqual({ mean: 2, deviation: 1 });
  });
});
