import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rimsSequentialMnist } from '../../../../src/recipes/rims/sequential-mnist/recipe.ts';
import type { SequentialMnistConfig } from '../../../../src/recipes/rims/sequential-mnist/settings.ts';
import {
  accuracySection,
  imageRasterSection,
  learningSection,
} from '../../../../src/recipes/rims/sequential-mnist/sections.ts';
import { sequenceEntries } from '../../../../src/recipes/rims/sequenceSettings.ts';
import { studyMaterial } from '../../../study/studyMaterial.ts';
import type { KeptPart } from '../../../study/studyMaterial.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-pixels-'));
});
afterEach(() => rm(root, { recursive: true }));

function configWith(selection: string): SequentialMnistConfig {
  return rimsSequentialMnist.resolve({
    size: 2,
    testSizes: [4, 3],
    models: ['rims', 'lstm'],
    settings: {
      rims: { core: { kind: 'rims', units: 6, modules: 3, activeModules: 2 } },
      lstm: { core: { kind: 'lstm', units: 4 } },
    },
    images: { train: 10, validation: 20, test: 10 },
    evaluation: { images: 50, selection },
  }) as unknown as SequentialMnistConfig;
}
const config = configWith('trainingSize');
const models = sequenceEntries(config);

const PARTS: Record<string, KeptPart> = {
  rims: {
    value: {
      accuracy: { 2: 0.9, 3: 0.8, 4: 0.5 },
      activity: [{ tokens: [1, 0, 0, 1], active: ['1010', '1111', '0101'] }],
    },
    evaluations: { 0: { 'accuracy/2': 0.1 }, 5: { 'accuracy/2': 0.9 } },
  },
  lstm: {
    value: { accuracy: { 2: 0.9, 3: 0.4, 4: 0.2 }, activity: [] },
    evaluations: { 0: { 'accuracy/2': 0.1 }, 5: { 'accuracy/2': 0.8 } },
  },
};

describe('accuracySection', () => {
  it('draws a named curve per model over the sizes, and chance', async () => {
    const { material, svgOf } = await studyMaterial(root, PARTS);
    const { text } = await accuracySection(material, models, config);
    expect(text).toContain('trained on digits of 2 x 2 pixels.');
    expect(text).toContain('chosen on held-out digits of the size of training.');
    for (const label of ['RIMs 3/2', 'LSTM 4', 'chance, 10 %', '100%', '2', '3', '4']) {
      expect(svgOf('sizes')).toContain(`>${label}<`);
    }
    // The axis begins at the smallest size, not at a picture without pixels.
    expect(svgOf('sizes')).not.toContain('>0<');
    expect(svgOf('sizes').match(/aria-roledescription="point"/g)).toHaveLength(6);
  });

  it('says when the sizes of the test took part in the choice', async () => {
    const { material } = await studyMaterial(root, PARTS);
    const { text } = await accuracySection(material, models, configWith('testSize'));
    expect(text).toContain('the sizes of the test take part in the choice');
  });
});

describe('imageRasterSection', () => {
  it('maps where modules are active, for models with modules that can be silent', async () => {
    const { material, figures, svgOf } = await studyMaterial(root, PARTS);
    const [section] = await imageRasterSection(material, models);
    expect(section?.title).toBe('Where in a digit modules are active');
    expect(Object.keys(figures)).toEqual(['raster-rims']);
    expect(svgOf('raster-rims')).toContain('>2 × 2<');
    // Strokes are at pixels 0 and 3.
    expect(svgOf('raster-rims')).toContain(
      'module 1, 2 × 2: active on 50 % of the stroke, 50 % of the empty ground',
    );
  });

  it('is left out where no module is ever silent', async () => {
    const { material } = await studyMaterial(root, { lstm: PARTS['lstm'] ?? {} });
    expect(await imageRasterSection(material, models)).toEqual([]);
  });
});

describe('learningSection', () => {
  it('draws accuracy at the size of training, on as many digits as there are', async () => {
    const { material, svgOf } = await studyMaterial(root, PARTS);
    const { text } = await learningSection(material, models, config);
    expect(text).toBe('On 20 held-out digits of the size of training.');
    expect(svgOf('training')).toContain('>accuracy at 2 x 2<');
    expect(svgOf('training')).toContain('>RIMs 3/2<');
  });
});
