import * as z from 'zod';
import {
  DOWNSTREAM_SETTINGS,
  DOWNSTREAM_SIZES,
} from '../../../../src/recipes/dear-scm/downstream/downstreamSettings.ts';

const schema = z.strictObject(DOWNSTREAM_SETTINGS);
const rows = { models: ['erm'], settings: { erm: { kind: 'classifier' } } };

describe('the settings of downstream tables', () => {
  it('are the published sizes by default', () => {
    const config = schema.parse(rows);
    expect(config).toMatchObject({
      data: { view: 64, rows: 'grid', noise: 1, corrupted: 0.2 },
      latentWidth: 6,
      networks: { kind: 'paper', encoder: 'resnet50' },
      batchSize: 128,
      dear: { iterations: 52_000, supervision: { loss: 'ce', weight: 5, reduction: 'mean' } },
      vae: { iterations: 52_000, supervision: { weight: 5, reduction: 'sum' } },
      downstream: { hidden: 64, learningRate: 2e-3, repeats: 10 },
    });
  });

  it.each(['quick', 'small', 'medium'] as const)('%s is possible', (size) => {
    const config = schema.parse({ ...rows, ...DOWNSTREAM_SIZES[size] });
    expect(config.dear.iterations).toBe(config.vae.iterations);
  });

  it.each([
    { dear: { seed: 3 } },
    { vae: { objective: { kind: 'vae' } } },
    { classifier: { networks: { kind: 'mlp' } } },
    { data: { view: 'tables' } },
  ])('what all rows share stands once: %j', (wrong) => {
    expect(schema.safeParse({ ...rows, ...wrong }).success).toBe(false);
  });
});
