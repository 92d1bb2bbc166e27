import { resolveExpertsConfig } from '@causal-mechanisms/experts-gan';
import { parseConfig } from '@causal-mechanisms/tensor-utils';
import { paperMechanisms } from '@causal-mechanisms/transforms';
import {
  competitionConfig,
  competitionSchema,
} from '../../../../src/recipes/experts-gan/competition/settings.ts';

const resolve = (more: object = {}) => parseConfig('competition', competitionSchema, more);

describe('competitionSchema', () => {
  it('has the paper’s settings as defaults, those of the competition from its package', () => {
    const { seed, ...competition } = resolveExpertsConfig();
    expect(seed).toBe(1);
    expect(resolve()).toEqual({
      ...competition,
      data: 'auto',
      folder: '',
      colour: false,
      images: { train: 60_000, test: 10_000, canonical: null },
      mechanisms: paperMechanisms().map(({ definition }) => definition),
      assignment: 'drawn',
      evaluation: { every: 50, images: 1000, milestone: 1000 },
      classifier: { images: 60_000, learningRates: [1e-3, 1e-3, 2e-4] },
      checkpointEvery: 50,
    });
  });

  it.each([
    [{ seed: 3 }, 'unknown key "seed"'],
    [{ experts: 0 }, 'experts'],
    [{ mechanisms: [] }, 'mechanisms'],
    [{ mechanisms: [{ kind: 'shft' }] }, 'did you mean "shift"?'],
    [{ images: { train: 64 }, batchSize: 33 }, 'must hold at least one batch'],
    [{ images: { canonical: 31 } }, 'must hold at least one batch, which takes 32'],
    [{ images: { train: 128, canonical: 65 } }, 'no more than the 64 images of its half'],
    [{ data: 'folder' }, 'data=folder and the path of a folder go together'],
    [{ folder: 'scans' }, 'data=folder and the path of a folder go together'],
    [{ identityInitialisation: { treshold: 1 } }, 'treshold'],
  ])('refuses %j', (more, message) => {
    expect(() => resolve(more)).toThrow(message);
  });

  it('takes halves of the training images that just hold a batch', () => {
    expect(resolve({ images: { train: 64 }, batchSize: 32 }).batchSize).toBe(32);
  });
});

describe('competitionConfig', () => {
  it('is the part that the competition understands, with the seed of the run', () => {
    const config = resolve({ experts: 4, filters: 8, identityInitialisation: false });
    expect(competitionConfig(config, 7)).toEqual(
      resolveExpertsConfig({ experts: 4, filters: 8, identityInitialisation: false, seed: 7 }),
    );
  });
});
