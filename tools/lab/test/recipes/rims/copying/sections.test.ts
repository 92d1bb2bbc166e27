import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '@causal-mechanisms/tensor-utils';
import { rimsCopying } from '../../../../src/recipes/rims/copying/recipe.ts';
import type { CopyingConfig } from '../../../../src/recipes/rims/copying/settings.ts';
import {
  gapSection,
  rasterSection,
  trainingSection,
} from '../../../../src/recipes/rims/copying/sections.ts';
import { sequenceEntries } from '../../../../src/recipes/rims/sequenceSettings.ts';
import { studyMaterial } from '../../../study/studyMaterial.ts';
import type { KeptPart } from '../../../study/studyMaterial.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-copying-'));
});
afterEach(() => rm(root, { recursive: true }));

const config = rimsCopying.resolve({
  symbols: 1,
  gap: 2,
  testGaps: [4, 2, 8],
  models: ['rims', 'lstm'],
  settings: {
    rims: { core: { kind: 'rims', units: 6, modules: 3, activeModules: 2 } },
    lstm: { core: { kind: 'lstm', units: 4 } },
  },
  evaluation: { sequences: 32 },
}) as unknown as CopyingConfig;
const models = sequenceEntries(config);

function scores(...crossEntropies: number[]): JsonObject {
  return Object.fromEntries(
    [2, 4, 8].map((gap, place) => [
      gap,
      { crossEntropy: crossEntropies[place] ?? null, accuracy: 0.5, crossEntropyAll: 0.1 },
    ]),
  );
}

/** Module 1 is silent through the gap, module 3 always active. */
const ACTIVITY = [{ tokens: [3, 0, 9, 0], active: ['1001', '0110', '1111'] }];

const PARTS: Record<string, KeptPart> = {
  rims: {
    value: { scores: scores(0.1, 0.2, 0.3), activity: ACTIVITY },
    evaluations: { 0: { 'ce/2': 2.1, 'ce/8': 2.2 }, 5: { 'ce/2': 0.1, 'ce/8': 0.3 } },
  },
  lstm: {
    value: { scores: scores(0.1, 3, 5), activity: [] },
    evaluations: { 0: { 'ce/2': 2.1, 'ce/8': 2.2 }, 5: { 'ce/2': 0.1, 'ce/8': 5 } },
  },
};

describe('gapSection', () => {
  it('draws a named curve per model over all gaps, and chance', async () => {
    const { material, svgOf } = await studyMaterial(root, PARTS);
    const { title, text, blocks } = await gapSection(material, models, config);
    expect(title).toBe('Cross entropy against the gap');
    expect(text).toContain('trained at a gap of 2.');
    expect(text).not.toContain('cut off');
    expect(blocks).toHaveLength(1);
    for (const label of ['RIMs 3/2', 'LSTM 4', 'chance, ln 8', '2', '4', '8']) {
      expect(svgOf('gaps')).toContain(`>${label}<`);
    }
    expect(svgOf('gaps').match(/aria-roledescription="point"/g)).toHaveLength(6);
  });

  it('cuts off what would hide the other curves, and says so', async () => {
    const lost = { ...PARTS['lstm'], value: { scores: scores(0.1, 5, 90), activity: [] } };
    const { material, svgOf } = await studyMaterial(root, { ...PARTS, lstm: lost });
    expect((await gapSection(material, models, config)).text).toContain('cut off at 6 nats.');
    expect(svgOf('gaps')).toContain('>6<');
    expect(svgOf('gaps')).not.toContain('>100<');
    expect(svgOf('gaps')).toContain('>LSTM 4 ↑<');
    // The point at 90 nats is outside.
    expect(svgOf('gaps').match(/aria-roledescription="point"/g)).toHaveLength(5);
  });

  it('leaves out models that are not finished', async () => {
    const { material, svgOf } = await studyMaterial(root, { rims: PARTS['rims'] ?? {} });
    await gapSection(material, models, config);
    expect(svgOf('gaps')).not.toContain('LSTM');
  });
});

describe('rasterSection', () => {
  it('shows when modules are active, for models with modules that can be silent', async () => {
    const { material, figures, svgOf } = await studyMaterial(root, PARTS);
    const [section] = await rasterSection(material, models, config);
    expect(section?.title).toBe('Which modules are active');
    expect(Object.keys(figures)).toEqual(['raster-rims-1']);
    expect(svgOf('raster-rims-1')).toContain('>RIMs 3/2, gap 2<');
    expect(svgOf('raster-rims-1')).toContain('module 1: active in 50 % of the steps');
    for (const phase of ['symbols', 'gap', 'answer']) {
      expect(svgOf('raster-rims-1')).toContain(`>${phase}<`);
    }
  });

  it('is left out where all modules are always active', async () => {
    const activity = [{ tokens: [3, 0, 9, 0], active: ['1111', '1111'] }];
    const rims = { value: { scores: scores(0, 0, 0), activity } };
    const { material } = await studyMaterial(root, { rims });
    expect(await rasterSection(material, models, config)).toEqual([]);
  });
});

describe('trainingSection', () => {
  it('draws the gap of training and the longest, and says how models are chosen', async () => {
    const { material, figures, svgOf } = await studyMaterial(root, PARTS);
    const { text, blocks } = await trainingSection(material, models, config);
    expect(Object.keys(figures)).toEqual(['training-2', 'training-8']);
    expect(blocks).toHaveLength(2);
    expect(text).toContain('On 32 fixed sequences. The model of the lowest cross entropy at gap 2');
    expect(svgOf('training-8')).toContain('>cross entropy at gap 8 (nats)<');
    expect(svgOf('training-8')).toContain('>LSTM 4<');
  });
});
