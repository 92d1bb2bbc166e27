import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dearSampleEfficiency } from '../../../../src/recipes/dear-scm/sample-efficiency/recipe.ts';
import type { DownstreamSettings } from '../../../../src/recipes/dear-scm/downstream/downstreamSettings.ts';
import { methodEntries } from '../../../../src/recipes/dear-scm/downstream/methodSettings.ts';
import { trainingSection } from '../../../../src/recipes/dear-scm/downstream/trainingSection.ts';
import { studyMaterial } from '../../../study/studyMaterial.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-dear-section-'));
});
afterEach(() => rm(root, { recursive: true }));

it('draws a curve per representation, and says how the parts are weighted', async () => {
  const config = dearSampleEfficiency.resolve({
    models: ['resnet', 's-vae', 'dear-lin'],
  }) as unknown as DownstreamSettings;
  const { material, svgOf } = await studyMaterial(root, {});
  for (const [name, key] of [
    ['s-vae', 'supervised'],
    ['dear-lin', 'supervisedLoss'],
  ] as const) {
    const folder = join(root, 'parts', name);
    await mkdir(folder, { recursive: true });
    const lines = [1, 2, 3].map((step) =>
      JSON.stringify({
        kind: 'step',
        phase: 'training',
        step,
        steps: 3,
        scalars: { [key]: 1 / step },
      }),
    );
    await writeFile(join(folder, 'events.jsonl'), `${lines.join('\n')}\n`);
  }
  const section = await trainingSection(material, methodEntries(config, 'ResNet'), config);
  expect(section.text).toContain('5 times the supervised loss, added up over the factors');
  expect(section.text).toContain('weight 5, averaged');
  const svg = svgOf('supervised');
  expect(svg).toContain('S-VAE');
  expect(svg).toContain('DEAR-lin');
  expect(svg).not.toContain('ResNet');
});
