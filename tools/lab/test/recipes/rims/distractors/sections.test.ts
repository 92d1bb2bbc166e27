import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rimsDistractors } from '../../../../src/recipes/rims/distractors/recipe.ts';
import {
  stripSection,
  trainingSection,
} from '../../../../src/recipes/rims/distractors/sections.ts';
import type { DistractorsConfig } from '../../../../src/recipes/rims/distractors/settings.ts';
import { studyMaterial } from '../../../study/studyMaterial.ts';
import type { KeptPart } from '../../../study/studyMaterial.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-distractors-'));
});
afterEach(() => rm(root, { recursive: true }));

const config = rimsDistractors.resolve({
  models: ['rims', 'lstm'],
  settings: {
    rims: { core: { kind: 'rims', units: 6, modules: 3, activeModules: 2 } },
    lstm: { core: { kind: 'lstm', units: 4 } },
  },
  evaluation: { episodes: 32 },
}) as unknown as DistractorsConfig;

const score = { episodes: 1, successRate: 1, meanReturn: 1, meanSteps: 1 };
const state = {
  cells: [1, 1, 1, 1, 1, 0, 2, 1, 1, 0, 0, 1, 1, 1, 1, 1],
  ...{ x: 1, y: 1, direction: 0, steps: 0 },
  target: { kind: 'key', colour: 'red' },
};
const part = (succeeded: boolean, rates: readonly number[]): KeptPart => ({
  value: {
    scores: { none: score, known: score, new: score },
    episode: { target: 'the red key', succeeded, states: [state, { ...state, steps: 1 }] },
  },
  evaluations: Object.fromEntries(
    rates.map((rate, i) => [
      i * 5,
      { 'success/none': rate, 'success/known': rate / 2, 'success/new': rate / 4 },
    ]),
  ),
});
const PARTS = { rims: part(true, [0.2, 0.9]), lstm: part(false, [0.1, 0.6]) };

describe('the sections of rims/distractors', () => {
  it('draw a named curve per policy, for every kind of distraction', async () => {
    const { material, svgOf } = await studyMaterial(root, PARTS);
    const section = await trainingSection(material, config);
    expect(section.blocks).toHaveLength(3);
    for (const from of ['none', 'known', 'new']) {
      const svg = svgOf(`training-${from}`);
      expect(svg).toContain('RIMs 3/2');
      expect(svg).toContain('LSTM 4');
    }
    expect(section.text).toContain('32 fixed episodes');
    expect(section.text).toContain('960 actions');
  });

  it('show an episode of every finished policy, or nothing', async () => {
    const { material } = await studyMaterial(root, PARTS);
    const [section] = await stripSection(material, config);
    const [block] = section?.blocks ?? [];
    if (block?.kind !== 'images') throw new Error('expected images');
    expect(block.rows.map(({ label }) => label)).toEqual([
      'RIMs 3/2: the red key, fetched',
      'LSTM 4: the red key, not fetched',
    ]);
    expect(block.rows.map(({ images }) => images.length)).toEqual([2, 2]);
  });

  it('show no episode before a policy is finished', async () => {
    const { material } = await studyMaterial(root, {});
    expect(await stripSection(material, config)).toEqual([]);
  });
});
