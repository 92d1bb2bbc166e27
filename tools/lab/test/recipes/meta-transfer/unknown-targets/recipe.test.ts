import { RECIPES } from '../../../../src/recipes/index.ts';
import { unknownTargets } from '../../../../src/recipes/meta-transfer/unknown-targets/recipe.ts';
import { PRESETS } from '../../../../src/run/recipe.ts';
import { memoryRun } from '../memoryRun.ts';

describe('meta-transfer/unknown-targets', () => {
  it('says how many hidden targets were found', async () => {
    const { context, material, figures } = memoryRun();
    const config = unknownTargets.resolve({
      networks: ['earthquake'],
      observational: 20_000,
      perTargetOf: { earthquake: 300 },
      restarts: 20,
      runs: 1,
    });
    const { measures } = await unknownTargets.run(context, config);
    const value = (name: string) =>
      measures.find((measure) => measure.name === `earthquake/${name}`)?.value;
    expect(value('exact')).toBe(1);
    expect(value('targets')).toBe(1);
    await unknownTargets.draw(material, config);
    expect(figures).toEqual(['graph-earthquake', 'edges-earthquake']);
  });

  it('is in the list, and resolves every preset', () => {
    expect(RECIPES).toContain(unknownTargets);
    for (const preset of PRESETS) unknownTargets.resolve(unknownTargets.presets[preset] ?? {});
  });
});
