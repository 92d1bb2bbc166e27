import { parseConfig } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import * as z from 'zod';
import {
  SEQUENCE_SETTINGS,
  sequenceEntries,
  trainingConfigOf,
} from '../../../src/recipes/rims/sequenceSettings.ts';
import { refineModels } from '../../../src/study/studySettings.ts';

const schema = z.strictObject(SEQUENCE_SETTINGS).superRefine(refineModels);

const RIMS = { kind: 'rims', units: 12, modules: 6, activeModules: 2 };
const LSTM = { kind: 'lstm', units: 8 };
const GIVEN = {
  models: ['rims', 'lstm'],
  settings: {
    lstm: { core: LSTM },
    rims: { core: RIMS, embeddingWidth: 4, learningRate: 0.5, updates: 7 },
  },
  updates: 100,
  learningRate: 0.001,
};

const resolve = (more: object = {}) => parseConfig('study', schema, { ...GIVEN, ...more });

function messageOf(more: object): string {
  try {
    resolve(more);
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'none';
}

describe('SEQUENCE_SETTINGS', () => {
  it('has the paper’s training as defaults', () => {
    expect(resolve()).toMatchObject({
      embeddingWidth: 600,
      dropout: 0.5,
      batchSize: 64,
      clipNorm: 1,
      carryState: false,
    });
  });

  it.each([
    [{ models: ['rms'] }, 'models.0: unknown model "rms" (known: lstm, rims)'],
    [{ models: ['lstm', 'rims', 'lstm'] }, 'models.2: "lstm" is there twice'],
    [{ models: ['toString'] }, 'unknown model "toString"'],
    [{ models: [] }, 'models: '],
    [
      { settings: { ...GIVEN.settings, lstm: { core: { kind: 'lsmt' } } } },
      'settings.lstm.core: sequence core: unknown kind "lsmt" (did you mean "lstm"?)',
    ],
    [
      { settings: { ...GIVEN.settings, rims: { core: { ...RIMS, activeModules: 7 } } } },
      'settings.rims.core: rims config: activeModules: must be from 1 to modules (6), got 7',
    ],
    [
      { settings: { ...GIVEN.settings, rims: { core: { ...RIMS, module: 3 } } } },
      'unknown key "module", did you mean "modules"?',
    ],
    [
      { settings: { ...GIVEN.settings, lstm: { core: 5 } } },
      'settings.lstm.core: Invalid input: expected object',
    ],
    [{ settings: { ...GIVEN.settings, lstm: { core: LSTM, rate: 1 } } }, 'unknown key "rate"'],
    [{ settings: { 'a/b': { core: LSTM } } }, 'settings.a/b: '],
    [{ updats: 3 }, 'unknown key "updats", did you mean "updates"?'],
  ])('refuses %j', (more, message) => {
    expect(messageOf(more)).toContain(message);
    expect(thrownCode(() => resolve(more))).toBe('ERR_CONFIG');
  });
});

describe('sequenceEntries', () => {
  it('gives every model what it is trained by, in the order asked for', () => {
    expect(sequenceEntries(resolve({ embeddingWidth: 16 }))).toEqual([
      {
        name: 'rims',
        label: 'RIMs 6/2',
        core: RIMS,
        embeddingWidth: 4,
        learningRate: 0.5,
        updates: 7,
      },
      {
        name: 'lstm',
        label: 'LSTM 8',
        core: LSTM,
        embeddingWidth: 16,
        learningRate: 0.001,
        updates: 100,
      },
    ]);
  });

  it('tells models apart whose labels are the same', () => {
    const settings = { slow: { core: LSTM, learningRate: 1e-4 }, fast: { core: LSTM } };
    const found = sequenceEntries(
      resolve({
        models: ['fast', 'slow', 'rims'],
        settings: { ...settings, rims: { core: RIMS } },
      }),
    );
    expect(found.map(({ label }) => label)).toEqual(['LSTM 8 (fast)', 'LSTM 8 (slow)', 'RIMs 6/2']);
  });
});

describe('trainingConfigOf', () => {
  const configs = (more: object) => {
    const settings = resolve(more);
    const all = sequenceEntries(settings).map((entry) => trainingConfigOf(settings, entry, 3));
    // As they are written down.
    return JSON.parse(JSON.stringify(all)) as Record<string, unknown>[];
  };

  it('asks models without modules for nothing that needs them', () => {
    const activeSchedule = { from: 6, until: 50 };
    const [rims, lstm] = configs({ activeSchedule, clipping: 'module', warmUp: 9 });
    expect(rims).toMatchObject({ activeSchedule, clipping: 'module', warmUp: 9, seed: 3 });
    expect(lstm).toMatchObject({ warmUp: 9, seed: 3 });
    expect(lstm).not.toHaveProperty('activeSchedule');
    expect(lstm).not.toHaveProperty('clipping');
  });

  it('asks all models for what all have, and for nothing that was not said', () => {
    for (const config of configs({ clipping: 'parameter' })) {
      expect(config).toHaveProperty('clipping', 'parameter');
    }
    for (const config of configs({})) {
      for (const key of ['clipping', 'activeSchedule', 'warmUp'])
        expect(config).not.toHaveProperty(key);
    }
  });
});
