import { RECIPES } from '../../../../src/recipes/index.ts';
import { fewInterventions } from '../../../../src/recipes/meta-transfer/few-interventions/recipe.ts';
import { PRESETS } from '../../../../src/run/recipe.ts';
import { memoryRun } from '../memoryRun.ts';

describe('meta-transfer/few-interventions', () => {
  it('has a row per network and amount of data, and a map of wrong edges', async () => {
    const { context, material, figures } = memoryRun();
    const config = fewInterventions.resolve({
      networks: ['cancer', 'chain-4'],
      perTarget: [0, 30],
      observational: 5000,
      categories: 3,
      runs: 1,
    });
    const { measures } = await fewInterventions.run(context, config);
    expect([...new Set(measures.map(({ model }) => model))]).toEqual([
      'cancer, 0 per target',
      'cancer, 30 per target',
      'chain-4, 0 per target',
      'chain-4, 30 per target',
    ]);
    await fewInterventions.draw(material, config);
    expect(figures).toEqual(['wrong-edges']);
  });

  it('is in the list, and resolves every preset', () => {
    expect(RECIPES).toContain(fewInterventions);
    for (const preset of PRESETS) fewInterventions.resolve(fewInterventions.presets[preset] ?? {});
  });
});
