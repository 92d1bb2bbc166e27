import { RECIPES } from '../../../../src/recipes/index.ts';
import { graphsReal } from '../../../../src/recipes/meta-transfer/graphs-real/recipe.ts';
import { PRESETS } from '../../../../src/run/recipe.ts';
import { memoryRun } from '../memoryRun.ts';

describe('meta-transfer/graphs-real', () => {
  const TINY = {
    networks: ['earthquake', 'child'],
    observational: 20_000,
    perTarget: 300,
    runs: 2,
  };

  it('finds a network by both engines, beside what is published', async () => {
    const { context, material, figures, notes } = memoryRun();
    const config = graphsReal.resolve(TINY);
    const { measures, headline } = await graphsReal.run(context, config);
    expect(measures.map(({ model }) => model)).toContain('earthquake, exact search');
    const greedy = measures.find(({ name }) => name === 'earthquake-greedy/exact');
    expect(greedy).toMatchObject({ value: 2, outOf: 2, main: true });
    const distance = measures.find(({ name }) => name === 'earthquake-exact/distance');
    expect(distance).toMatchObject({ value: 0, paper: 'SDI 0.4, ENCO 0.0 (as recalled)' });
    expect(headline).toContain('4 of 4 runs');
    // Large networks are read from files and left to the greedy search.
    expect(notes).toEqual(['child: no child.bif found; name its folder by --data']);
    await graphsReal.draw(material, config);
    expect(figures).toEqual([
      'graph-earthquake-exact',
      'graph-earthquake-greedy',
      'edges-earthquake-exact',
      'edges-earthquake-greedy',
    ]);
  });

  it('is in the list, and resolves every preset', () => {
    expect(RECIPES).toContain(graphsReal);
    for (const preset of PRESETS) graphsReal.resolve(graphsReal.presets[preset] ?? {});
    expect(graphsReal.resolve({})).toMatchObject({
      observational: 50_000,
      perTarget: 512,
      runs: 20,
    });
  });

  it('refuses networks that it does not know', () => {
    expect(() => graphsReal.resolve({ networks: ['asio'] })).toThrow('expected one of cancer');
  });
});
