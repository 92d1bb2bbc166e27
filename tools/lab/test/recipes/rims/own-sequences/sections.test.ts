import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownSections } from '../../../../src/recipes/rims/own-sequences/sections.ts';
import type { OwnSections } from '../../../../src/recipes/rims/own-sequences/sections.ts';
import { studyMaterial } from '../../../study/studyMaterial.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-own-sections-'));
});
afterEach(() => rm(root, { recursive: true }));

const ABOUT: OwnSections = {
  models: [
    { name: 'rims', label: 'RIMs 2/1' },
    { name: 'lstm', label: 'LSTM 4' },
  ],
  coding: { ask: 'next', inputs: { kind: 'tokens', vocabulary: ['up', 'down'] } },
  naive: { name: 'the same as the last', scores: { loss: 0.6, accuracy: 0.5 } },
  warnings: ['few sequences'],
};
const SHOWN = { id: 'monday', signs: ['up', 'do', 'up'], cells: ['up down', 'up', 'down', '70 %'] };
const PARTS = {
  rims: {
    value: { scores: { loss: 0.3 }, shown: [{ ...SHOWN, active: ['110', '001'] }] },
    evaluations: { 0: { loss: 0.7 }, 5: { loss: 0.3 } },
  },
  lstm: {
    value: { scores: { loss: 0.4 }, shown: [{ ...SHOWN, active: [] }] },
    evaluations: { 0: { loss: 0.7 }, 5: { loss: 0.4 } },
  },
};

it('draws curves beside what takes no learning, answers, and active modules', async () => {
  const { material, figures, svgOf } = await studyMaterial(root, PARTS);
  const [training, answers, rasters] = await ownSections(material, ABOUT);
  expect(training?.text).toContain('Note: few sequences.');
  for (const text of ['RIMs 2/1', 'LSTM 4', 'the same as the last']) {
    expect(svgOf('training')).toContain(`>${text}<`);
  }
  expect(answers?.blocks).toHaveLength(2);
  expect(answers?.blocks[0]).toMatchObject({
    table: {
      header: ['sequence', 'what was read', 'what came next', 'RIMs 2/1', 'how sure'],
      rows: [['monday', 'up down', 'up', 'down', '70 %']],
    },
  });
  expect(rasters?.title).toBe('Which modules are active');
  expect(rasters?.text).toContain('the tokens, by their first two letters');
  expect(Object.keys(figures)).toEqual(['training', 'raster-rims-1']);
  expect(svgOf('raster-rims-1')).toContain('>RIMs 2/1, monday<');
  expect(svgOf('raster-rims-1')).toContain('>do<');
  expect(svgOf('raster-rims-1')).toContain('module 1: active in 67 % of the steps');
});

it('has no column of certainty for numbers, and no raster of cores without modules', async () => {
  const numbers = { kind: 'numbers', columns: ['load'], means: [0], deviations: [1] } as const;
  const { material, figures } = await studyMaterial(root, { lstm: PARTS.lstm });
  const sections = await ownSections(material, {
    ...ABOUT,
    models: ABOUT.models.slice(1),
    coding: { ask: 'next', inputs: numbers },
  });
  expect(sections).toHaveLength(2);
  expect(sections[1]?.blocks[0]).toMatchObject({
    table: { rows: [['monday', 'up down', 'up', 'down']] },
  });
  expect(Object.keys(figures)).toEqual(['training']);
});
