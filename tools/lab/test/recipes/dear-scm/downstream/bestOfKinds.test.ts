import { bestOfKinds } from '../../../../src/recipes/dear-scm/downstream/bestOfKinds.ts';
import {
  methodSchema,
  METHODS,
} from '../../../../src/recipes/dear-scm/downstream/methodSettings.ts';

const row = (name: keyof typeof METHODS, figure: number) => ({
  entry: { name, label: name, own: methodSchema.parse(METHODS[name]) },
  figure,
});

describe('bestOfKinds', () => {
  it('takes the best row of each kind, in the order of the kinds', () => {
    const rows = [
      row('erm', 0.6),
      row('dear-lin', 0.7),
      row('s-vae', 0.2),
      row('dear-nlr', 0.8),
      row('erm-multilabel', 0.5),
      row('s-tcvae', 0.2),
      row('factors', 0.1),
    ];
    const best = bestOfKinds(rows, ({ figure }) => figure);
    expect(best.map(({ entry }) => entry.name)).toEqual(['erm', 'dear-nlr', 's-vae', 'factors']);
  });

  it('says nothing of no rows', () => {
    expect(bestOfKinds([], () => 1)).toEqual([]);
  });
});
