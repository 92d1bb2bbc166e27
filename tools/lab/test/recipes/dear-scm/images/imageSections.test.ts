import { factorGraph } from '@causal-mechanisms/datasets';
import { imageRow } from '../../../../src/report/figures/imageGrid.ts';
import type { ImageTable } from '../../../../src/report/figures/imageGrid.ts';
import { imageSections } from '../../../../src/recipes/dear-scm/images/imageSections.ts';
import type { RunMaterial } from '../../../../src/run/recipe.ts';

const TABLE: ImageTable = { shape: [1, 1, 1], rows: [imageRow('row', [0.5], 1)] };

describe('imageSections', () => {
  it('shows interventions first, and says what is whose view', async () => {
    const names = ['a', 'b'];
    const matrix = {
      rows: names,
      columns: names,
      values: [
        [1, 0.5],
        [0, 1],
      ],
    };
    const drawn: string[] = [];
    const material = {
      images: { 'x-interventions': TABLE, 'x-traversals': TABLE, 'x-samples': TABLE },
      result: { matrices: { 'x-effects': matrix, 'x-adjacency': matrix } },
      part: (name: string) => ({
        steps: (phase: string) =>
          Promise.resolve(
            Array.from({ length: 900 }, (_, i) => ({
              step: i + 1,
              scalars: {
                supervisedLoss: 1,
                discriminatorLoss: 1,
                discriminatorAccuracy: 0.5,
                clippedShare: 0,
              },
              name: name + phase,
            })),
          ),
      }),
      figure: (name: string) => {
        drawn.push(name);
        return Promise.resolve({ kind: 'figure', svg: '' });
      },
    } as unknown as RunMaterial;
    const sections = await imageSections(material, {
      part: 'p',
      title: 'Smile: ',
      prefix: 'x-',
      graph: factorGraph('a -> b'),
    });
    expect(sections.map(({ title }) => title)).toEqual([
      'Smile: what would this image be, had a factor been another?',
      'Smile: what setting a factor does',
      'Smile: one factor alone',
      'Smile: reconstructions and samples',
      'Smile: training',
    ]);
    expect(drawn).toEqual(['p-effects', 'p-adjacency', 'p-graph', 'p-losses', 'p-shares']);
    expect(sections[1]?.text).toContain('right only if the graph is');
  });
});
