import * as z from 'zod';
import {
  methodEntries,
  methodSchema,
  METHODS,
} from '../../../../src/recipes/dear-scm/downstream/methodSettings.ts';

const settings = z.record(z.string(), methodSchema).parse(METHODS);
const labels = (classifier: 'ResNet' | 'ERM') =>
  Object.fromEntries(
    methodEntries({ models: Object.keys(METHODS), settings }, classifier).map(({ name, label }) => [
      name,
      label,
    ]),
  );

describe('the rows of both tables', () => {
  it('are called as in the paper', () => {
    expect(labels('ERM')).toMatchObject({
      'erm-multilabel': 'ERM-multilabel',
      'erm-1000': 'ERM, 1000 rows',
      'erm-agreement-95': 'ERM, agreement 0.95',
      's-vae': 'S-VAE',
      's-beta-vae': 'S-beta-VAE',
      's-tcvae': 'S-TCVAE',
      'dear-lin': 'DEAR-lin',
      'dear-nlr-10': 'DEAR-nlr-10%',
      'dear-gaussian': 'DEAR, independent prior',
    });
    expect(labels('ResNet')['resnet-pretrain']).toBe('ResNet-pretrain (digits)');
  });

  it('have all of their settings', () => {
    expect(settings['s-tcvae']).toEqual({
      kind: 'vae',
      objective: { kind: 'tc', beta: 10 },
      labels: 1,
    });
    expect(settings['dear-lin-10']).toEqual({ kind: 'dear', prior: 'linear', labels: 0.1 });
    expect(settings['erm']).toEqual({
      kind: 'classifier',
      multilabel: false,
      pretrained: false,
      labels: 1,
    });
  });

  it('say how many labels there are', () => {
    const own = methodSchema.parse({ kind: 'classifier', multilabel: true, labels: 0.1 });
    const [entry] = methodEntries({ models: ['mine'], settings: { mine: own } }, 'ERM');
    expect(entry?.label).toBe('ERM-multilabel-10%');
  });

  it.each([
    { kind: 'dear', prior: 'cubic' },
    { kind: 'dear', prior: 'linear', labels: 0 },
    { kind: 'vae', objective: { kind: 'beta', beta: 0 } },
    { kind: 'classifier', rows: 0.5 },
    { kind: 'forest' },
  ])('cannot be %j', (own) => {
    expect(methodSchema.safeParse(own).success).toBe(false);
  });
});
