import * as tf from '@tensorflow/tfjs';
import { selectRows } from '@causal-mechanisms/datasets';
import type { DownstreamMethod } from '@causal-mechanisms/dear-scm';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod';
import { DOWNSTREAM_SETTINGS } from '../../../../src/recipes/dear-scm/downstream/downstreamSettings.ts';
import type { DownstreamSettings } from '../../../../src/recipes/dear-scm/downstream/downstreamSettings.ts';
import {
  methodEntries,
  METHODS,
} from '../../../../src/recipes/dear-scm/downstream/methodSettings.ts';
import { pendulumSets } from '../../../../src/recipes/dear-scm/downstream/pendulumData.ts';
import { trainMethod } from '../../../../src/recipes/dear-scm/downstream/trainMethods.ts';
import { smallContext } from './recipeContext.ts';
import type { SmallContext } from './recipeContext.ts';

beforeAll(() => useBackend());

let context: SmallContext;
beforeEach(async () => {
  context = await smallContext();
});
afterEach(() => context.remove());

const config = (over: object = {}): DownstreamSettings =>
  z.strictObject(DOWNSTREAM_SETTINGS).parse({
    models: Object.keys(METHODS),
    settings: METHODS,
    data: { view: 16, rows: 40, testRows: 20 },
    networks: { kind: 'compact', width: 2 },
    batchSize: 8,
    dear: { iterations: 2 },
    vae: { iterations: 3 },
    classifier: {
      iterations: 4,
      fewIterations: 2,
      batchSize: 4,
      pretraining: { iterations: 3, digits: 20 },
    },
    ...over,
  });

/** Trains a row of the table; gives what it was judged as. */
async function trained(name: string, settings = config()) {
  const entry = methodEntries(settings, 'ERM').find((one) => one.name === name);
  if (entry === undefined) throw new Error(name);
  const { train } = await pendulumSets(settings.data);
  let seen: DownstreamMethod | undefined;
  const value = await trainMethod(context, settings, {
    entry,
    train,
    measure: async (method) => {
      seen = method;
      if (method.kind === 'classifier') {
        const classifier = await method.train(selectRows(train, { from: 0, to: 12 }), {
          rows: 12,
          repeat: 1,
          seed: 5,
        });
        const logits = tf.tidy(() => classifier.predict(tf.zeros([3, 16, 16, 3])));
        const { shape } = logits;
        tf.dispose(logits);
        classifier.dispose();
        return { shape };
      }
      if (method.kind === 'factors') return { factors: [...method.factors] };
      return { width: method.model.latentWidth, factors: [...method.model.factorNames] };
    },
  });
  return { value, seen };
}

describe('trainMethod', () => {
  it('trains nothing for the factors themselves', async () => {
    const { value } = await trained('factors');
    expect(value).toEqual({ factors: ['pendulum', 'light', 'shadow_length', 'shadow_position'] });
  });

  it.each([
    ['dear-lin', 2],
    ['dear-nlr-10', 2],
    ['s-tcvae', 3],
  ])('trains %s as a part, and judges the representation', async (name, steps) => {
    const before = tf.memory().numTensors;
    const { value, seen } = await trained(name);
    expect(seen?.kind).toBe('representation');
    expect(value).toEqual({
      width: 6,
      factors: ['pendulum', 'light', 'shadow_length', 'shadow_position'],
    });
    expect(context.trained.get(name)).toHaveLength(steps);
    expect(context.finished).toEqual([name]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('hides labels where a row has a tenth of them', async () => {
    await trained('dear-lin');
    await trained('dear-lin-10');
    const losses = (name: string) => context.trained.get(name)?.[0]?.scalars['supervisedLoss'];
    expect(losses('dear-lin-10')).not.toBe(losses('dear-lin'));
  });

  it('gives each training run of a classifier a part of its own', async () => {
    const before = tf.memory().numTensors;
    const { value } = await trained('erm');
    expect(value).toEqual({ shape: [3] });
    expect([...context.trained.keys()]).toEqual(['erm.12.1']);
    // Few rows take few iterations.
    expect(context.trained.get('erm.12.1')).toHaveLength(2);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('asks more of a multilabel classifier', async () => {
    await trained('erm');
    await trained('erm-multilabel');
    const first = (name: string) => context.trained.get(name)?.[0]?.scalars['loss'] ?? NaN;
    expect(first('erm-multilabel.12.1')).toBeGreaterThan(2 * first('erm.12.1'));
  });

  it('starts a pretrained one from digits, which it learns once', async () => {
    const before = tf.memory().numTensors;
    await trained('resnet-pretrain');
    expect([...context.trained.keys()]).toEqual(['pretraining', 'resnet-pretrain.12.1']);
    expect(context.trained.get('pretraining')).toHaveLength(3);
    expect(context.finished).toEqual(['pretraining', 'resnet-pretrain']);
    expect(tf.memory().numTensors).toBe(before);
  });
});
