import { gaussian } from '../../../../src/recipes/meta-transfer/gaussian/recipe.ts';
import { GAUSSIAN_VARIANTS } from '../../../../src/recipes/meta-transfer/gaussian/settings.ts';
import { runFolder } from '../../../../src/run/runFolder.ts';
import { partMaterial } from '../../../../src/run/runPart.ts';
import { studyFolder } from '../../../study/studyRun.ts';
import type { StudyFolder } from '../../../study/studyRun.ts';
import type { RecipeContext, RunMaterial } from '../../../../src/run/recipe.ts';
import { join } from 'node:path';

const { signal } = new AbortController();
let folder: StudyFolder;
beforeEach(async () => {
  folder = await studyFolder();
});
afterEach(() => folder.remove());

describe('meta-transfer/gaussian', () => {
  it('has a row per variant, and draws the beliefs', async () => {
    const config = gaussian.resolve({ truths: 2, episodes: 6, pairs: 30, fitPairs: 100 });
    const context = { ...folder.context('run'), signal, pinData: () => Promise.resolve() };
    const { measures, headline } = await gaussian.run(context as unknown as RecipeContext, config);
    expect(measures).toHaveLength(7 * GAUSSIAN_VARIANTS.length);
    for (const { name } of GAUSSIAN_VARIANTS) {
      const found = measures.find((measure) => measure.name === `${name}/right`);
      expect(found?.outOf).toBe(2);
      expect([0, 1, 2]).toContain(found?.value);
    }
    expect(headline).toMatch(/^A->B is believed in for \d of 2 truths/);
    const drawn: string[] = [];
    const material = {
      part: (name: string) => partMaterial(runFolder(join(folder.root, 'run')), name),
      figure: (_: string, figure: { svg: string }) => {
        drawn.push(figure.svg);
        return Promise.resolve({ kind: 'figure', svg: figure.svg });
      },
    };
    await gaussian.draw(material as unknown as RunMaterial, config);
    expect(drawn).toHaveLength(1);
    expect(drawn[0]).toContain('conjugate, some change');
  });

  it('knows presets that its schema takes', () => {
    for (const preset of [
      gaussian.presets.quick,
      gaussian.presets.small ?? {},
      gaussian.presets.paper,
    ]) {
      expect(() => gaussian.resolve(preset)).not.toThrow();
    }
    expect(gaussian.resolve({})).toMatchObject({ truths: 100, episodes: 500, pairs: 1000 });
  });
});
