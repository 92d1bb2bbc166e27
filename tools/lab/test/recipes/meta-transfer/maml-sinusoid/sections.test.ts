import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '@causal-mechanisms/tensor-utils';
import { mamlSinusoid } from '../../../../src/recipes/meta-transfer/maml-sinusoid/recipe.ts';
import {
  adaptationSection,
  fitSection,
  trainingSection,
} from '../../../../src/recipes/meta-transfer/maml-sinusoid/sections.ts';
import { mamlEntries } from '../../../../src/recipes/meta-transfer/maml-sinusoid/settings.ts';
import type { MamlSinusoidConfig } from '../../../../src/recipes/meta-transfer/maml-sinusoid/settings.ts';
import { studyMaterial } from '../../../study/studyMaterial.ts';
import type { KeptPart } from '../../../study/studyMaterial.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-maml-'));
});
afterEach(() => rm(root, { recursive: true }));

const config = mamlSinusoid.resolve({
  orders: ['second', 'none'],
  shots: [5],
}) as unknown as MamlSinusoidConfig;
const entries = mamlEntries(config);

const curve = [3, 1, 0.5].map((mean, steps) => ({
  steps,
  mean,
  deviation: 1,
  halfWidth: 0.1,
  median: 1,
  worse: 0,
}));
const fits = [1, 2].map((height) => ({
  x: [-5, 0, 5],
  truth: [height, 0, -height],
  answers: [0, 1, 10].map((steps) => ({ steps, y: [steps, 0, 1] })),
}));
/** Its mean runs away at the second step. */
const wild = curve.map((step) => ({ ...step, mean: step.steps === 2 ? 1e20 : step.mean }));
const value = (otherRates: JsonObject[]): JsonObject => ({ curve, otherRates, fits });
const PARTS: Record<string, KeptPart> = {
  'second-5': { value: value([]), evaluations: { 0: { after: 4 }, 9: { after: 1 } } },
  'none-5': {
    value: value([{ rate: 0.02, laterRate: 0.01, curve }]),
    evaluations: { 0: { after: 4 }, 9: { after: 3 } },
  },
};

describe('adaptationSection', () => {
  it('draws a curve per model, and one more per step size', async () => {
    const { material, svgOf } = await studyMaterial(root, PARTS);
    const section = await adaptationSection(material, entries);
    expect(section.blocks).toHaveLength(1);
    const svg = svgOf('adaptation-5');
    for (const label of ['second order', 'pre-training, rate 0.02, then 0.01']) {
      expect(svg).toContain(label);
    }
    expect(svg).toContain('gradient steps on 5 points');
  });

  it('ends a curve where its mean runs away', async () => {
    const { material, figures } = await studyMaterial(root, {
      'second-5': { value: { curve: wild, otherRates: [], fits } },
    });
    await adaptationSection(material, entries);
    const drawn = JSON.stringify(figures['adaptation-5']);
    expect(drawn).toContain('"x":1');
    expect(drawn).not.toContain('100000000000000000000');
  });

  it('leaves out what is not finished', async () => {
    const { material, svgOf } = await studyMaterial(root, { 'second-5': PARTS['second-5'] ?? {} });
    await adaptationSection(material, entries);
    expect(svgOf('adaptation-5')).not.toContain('pre-training');
  });
});

describe('fitSection', () => {
  it('draws every task of every model with its truth', async () => {
    const { material, figures, svgOf } = await studyMaterial(root, PARTS);
    const section = await fitSection(material, entries);
    expect(section.blocks).toHaveLength(2);
    expect(Object.keys(figures)).toEqual(['fits-second-5', 'fits-none-5']);
    for (const text of [
      'truth',
      '0 steps',
      '1 step',
      '10 steps',
      'second order, 5 shots, task 2',
    ]) {
      expect(svgOf('fits-second-5')).toContain(text);
    }
  });
});

describe('trainingSection', () => {
  it('draws the error after one step', async () => {
    const { material, svgOf } = await studyMaterial(root, PARTS);
    const section = await trainingSection(material, entries, config);
    expect(section.text).toBe('On 200 fixed tasks.');
    expect(svgOf('training')).toContain('pre-training, 5 shots');
  });
});
