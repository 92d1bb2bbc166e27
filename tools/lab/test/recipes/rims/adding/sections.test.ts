import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rimsAdding } from '../../../../src/recipes/rims/adding/recipe.ts';
import { lengthSection, trainingSection } from '../../../../src/recipes/rims/adding/sections.ts';
import type { AddingConfig } from '../../../../src/recipes/rims/adding/settings.ts';
import { sequenceEntries } from '../../../../src/recipes/rims/sequenceSettings.ts';
import { studyMaterial } from '../../../study/studyMaterial.ts';
import type { KeptPart } from '../../../study/studyMaterial.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-adding-'));
});
afterEach(() => rm(root, { recursive: true }));

const config = rimsAdding.resolve({
  length: 10,
  testLengths: [40, 10],
  models: ['rims', 'lstm'],
  settings: {
    rims: { core: { kind: 'rims', units: 6, modules: 3, activeModules: 2 } },
    lstm: { core: { kind: 'lstm', units: 4 } },
  },
}) as unknown as AddingConfig;
const models = sequenceEntries(config);

const part = (near: number, far: number): KeptPart => ({
  value: { errors: { 10: near, 40: far } },
  evaluations: { 0: { 'mse/10': 0.2, 'mse/40': 0.2 }, 5: { 'mse/10': near, 'mse/40': far } },
});
const PARTS = { rims: part(0.01, 0.02), lstm: part(0.02, 0.15) };

it('draws a curve per model over all lengths, and the error of always 1', async () => {
  const { material, svgOf } = await studyMaterial(root, PARTS);
  const { text, blocks } = await lengthSection(material, models, config);
  expect(text).toContain('trained on sequences of 10 steps.');
  expect(text).not.toContain('cut off');
  expect(blocks).toHaveLength(1);
  for (const label of ['RIMs 3/2', 'LSTM 4', 'always 1', '10', '40']) {
    expect(svgOf('lengths')).toContain(`>${label}<`);
  }
  expect(svgOf('lengths').match(/aria-roledescription="point"/g)).toHaveLength(4);
});

it('cuts off what would hide the other curves, and says so', async () => {
  const { material, svgOf } = await studyMaterial(root, { ...PARTS, lstm: part(0.02, 20) });
  expect((await lengthSection(material, models, config)).text).toContain('cut off at 0.33.');
  expect(svgOf('lengths').match(/aria-roledescription="point"/g)).toHaveLength(3);
});

it('draws the training at the length of training and at the longest', async () => {
  const { material, svgOf } = await studyMaterial(root, PARTS);
  const { text, blocks } = await trainingSection(material, models, config);
  expect(blocks).toHaveLength(2);
  expect(text).toContain('On 1000 fixed sequences.');
  expect(svgOf('training-10')).toContain('mean squared error at 10 steps');
  expect(svgOf('training-40')).toContain('>RIMs 3/2<');
});
