import { RECIPES } from '../../../../src/recipes/index.ts';
import { graphsSynthetic } from '../../../../src/recipes/meta-transfer/graphs-synthetic/recipe.ts';
import { PRESETS } from '../../../../src/run/recipe.ts';
import { memoryRun } from '../memoryRun.ts';

describe('meta-transfer/graphs-synthetic', () => {
  it('finds chains by every engine', async () => {
    const { context, material } = memoryRun();
    const config = graphsSynthetic.resolve({
      networks: ['chain-4'],
      engines: ['greedy', 'exact'],
      categories: 4,
      maximumParents: 2,
      runs: 2,
    });
    const { measures } = await graphsSynthetic.run(context, config);
    const exact = measures.filter(({ name }) => name.endsWith('/exact'));
    expect(exact.map(({ model, value }) => [model, value])).toEqual([
      ['chain-4, greedy search', 2],
      ['chain-4, exact search', 2],
    ]);
    expect(await graphsSynthetic.draw(material, config)).toEqual([]);
  });

  it('is in the list, and resolves every preset', () => {
    expect(RECIPES).toContain(graphsSynthetic);
    for (const preset of PRESETS) graphsSynthetic.resolve(graphsSynthetic.presets[preset] ?? {});
    expect(graphsSynthetic.resolve({})).toMatchObject({ observational: 5000, perTarget: 200 });
  });
});
