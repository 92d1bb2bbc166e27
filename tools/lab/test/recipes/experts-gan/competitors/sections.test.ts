import { parseConfig } from '@causal-mechanisms/tensor-utils';
import { drawCompetitors } from '../../../../src/recipes/experts-gan/competitors/sections.ts';
import { competitorsSchema } from '../../../../src/recipes/experts-gan/competitors/settings.ts';
import type { RunMaterial } from '../../../../src/run/recipe.ts';

const wins = {
  rows: ['up'],
  columns: ['0', '1'],
  values: [[1, 0]],
};
const config = parseConfig('recipe', competitorsSchema({ 'few-filters': {}, more: {} }), {});

function material(scalars: Record<string, number>, names: string[]): RunMaterial {
  return {
    result: { matrices: { 'wins/few-filters': wins, 'wins/grown': wins } },
    images: {},
    part: () => ({
      evaluations: () => Promise.resolve([0, 5].map((step) => ({ step, scalars }))),
    }),
    figure: (name: string, { svg }: { svg: string }) => {
      names.push(name);
      return Promise.resolve({ kind: 'figure', svg });
    },
  } as unknown as RunMaterial;
}

describe('drawCompetitors', () => {
  it('draws the matrices that there are, and a curve of each competition', async () => {
    const names: string[] = [];
    const more = [{ name: 'grown', label: 'grown' }];
    const sections = await drawCompetitors(
      material({ accuracy: 0.5, meanSquaredError: 0.1 }, names),
      config,
      more,
    );
    expect(names).toEqual(['wins-few-filters', 'wins-grown', 'accuracy', 'error']);
    const [block] = sections[1]?.blocks ?? [];
    const svg = block?.kind === 'figure' ? block.svg : '';
    for (const label of ['few filters', 'more', 'grown']) expect(svg).toContain(label);
  });

  it('leaves out curves that were not measured', async () => {
    const names: string[] = [];
    await drawCompetitors(material({ meanSquaredError: 0.1 }, names), config);
    expect(names).toEqual(['wins-few-filters', 'error']);
  });
});
