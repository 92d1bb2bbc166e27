import {
  beliefSections,
  distanceSection,
} from '../../../../src/recipes/meta-transfer/algorithm1/sections.ts';
import { algorithm1Schema } from '../../../../src/recipes/meta-transfer/algorithm1/settings.ts';
import type { SectionMaterial } from '../../../../src/report/section.ts';

const config = algorithm1Schema.parse({ graphs: ['chain', 'fork'], truths: 2 });

/** A run whose distance falls from 3 to 0, at another pace for each truth. */
function material(saved: string[]): SectionMaterial {
  const beliefs = {
    rows: ['A', 'B', 'C'],
    columns: ['A', 'B', 'C'],
    values: [
      [0, 0.9, 0.1],
      [0, 0, 0.8],
      [0, 0, 0],
    ],
  };
  return {
    part: (name: string) => ({
      name,
      folder: undefined as never,
      evaluations: () =>
        Promise.resolve(
          [0, 250, 500].map((step, i) => ({
            kind: 'evaluation' as const,
            step,
            scalars: { distance: name.endsWith('1') ? 3 - i : Math.max(0, 3 - 3 * i) },
            matrices: { beliefs },
          })),
        ),
      steps: () => Promise.resolve([]),
      kept: () => Promise.resolve(undefined),
    }),
    figure: (name, figure) => {
      saved.push(`${name} ${typeof figure === 'string' ? figure : JSON.stringify(figure.spec)}`);
      return Promise.resolve({ kind: 'figure', svg: '<svg/>' });
    },
  };
}

describe('distanceSection', () => {
  it('averages over the truths of a graph', async () => {
    const saved: string[] = [];
    const section = await distanceSection(material(saved), config);
    expect(section.blocks).toHaveLength(1);
    // After 250 updates one truth is at 2, the other at 0.
    expect(saved[0]).toContain('{"label":"chain","x":250,"y":1}');
    expect(saved[0]).toContain('{"label":"fork","x":0,"y":3}');
  });
});

describe('beliefSections', () => {
  it('shows the first truth of each graph over time, and the truth', async () => {
    const saved: string[] = [];
    const sections = await beliefSections(material(saved), config, 1);
    expect(sections.map(({ title }) => title)).toEqual([
      'Beliefs about chain',
      'Beliefs about fork',
    ]);
    expect(saved.map((line) => line.split(' ')[0])).toEqual([
      'beliefs-chain-0',
      'beliefs-chain-250',
      'beliefs-chain-500',
      'truth-chain',
      'beliefs-fork-0',
      'beliefs-fork-250',
      'beliefs-fork-500',
      'truth-fork',
    ]);
  });
});
