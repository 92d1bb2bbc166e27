import { join } from 'node:path';
import { splineSections } from '../../../../src/recipes/meta-transfer/continuous/sections.ts';
import { continuousSchema } from '../../../../src/recipes/meta-transfer/continuous/settings.ts';
import type { SectionMaterial } from '../../../../src/report/section.ts';
import { runFolder } from '../../../../src/run/runFolder.ts';
import { partMaterial } from '../../../../src/run/runPart.ts';
import { studyFolder } from '../../../study/studyRun.ts';

describe('splineSections', () => {
  it('draws the belief beside the published curve, and Delta by curvature', async () => {
    const folder = await studyFolder();
    try {
      const config = continuousSchema.parse({ splines: 2, episodes: 12 });
      const context = folder.context('run');
      for (const [name, curvature] of Object.entries({ 'spline-1': 0.3, 'spline-2': 0.8 })) {
        await context
          .part(name)
          .finished(() =>
            Promise.resolve({ curvature, deltas: new Array<number>(12).fill(1), losses: [1, 2] }),
          );
      }
      const drawn: Record<string, string> = {};
      const material: SectionMaterial = {
        part: (name) => partMaterial(runFolder(join(folder.root, 'run')), name),
        figure: (name, figure) => {
          const svg = typeof figure === 'string' ? figure : figure.svg;
          drawn[name] = svg;
          return Promise.resolve({ kind: 'figure', svg });
        },
      };
      const sections = await splineSections(material, config);
      expect(sections.map(({ title }) => title)).toEqual([
        'The belief over episodes',
        'Delta by curvature',
      ]);
      expect(drawn['beliefs']).toContain('mixture of costs, median');
      expect(drawn['beliefs']).toContain('stored curve');
      expect(drawn['curvature']).toContain('no difference');
    } finally {
      await folder.remove();
    }
  });
});
