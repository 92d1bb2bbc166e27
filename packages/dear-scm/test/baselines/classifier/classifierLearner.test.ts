import { useBackend } from '@causal-mechanisms/tensor-utils';
import { learnerContract } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import type { ClassifierConfigInput } from '../../../src/baselines/classifier/classifierConfig.ts';
import type { ClassifierModel } from '../../../src/baselines/classifier/classifierModel.ts';
import { trainClassifier } from '../../../src/baselines/classifier/trainClassifier.ts';
import type { TrainClassifierOptions } from '../../../src/baselines/classifier/trainClassifier.ts';
import { tinyData } from '../data.ts';

beforeAll(() => useBackend());

const tiny: ClassifierConfigInput = {
  networks: { kind: 'mlp', width: 8, depth: 1 },
  batchSize: 8,
  learningRate: 0.01,
};
const data = tinyData(20, 1, 0.3);

learnerContract<ClassifierModel>('trainClassifier', {
  start: (options, { steps, foreign }) =>
    trainClassifier(data, {
      ...options,
      target: 'both',
      alsoPredict: foreign ? ['a'] : ['a', 'b'],
      config: { ...tiny, iterations: steps },
    }),
  main: 'training',
  prolongable: true,
  fingerprint: ({ network }) => network.numbers(),
  tolerance: () => (tf.getBackend() === 'tensorflow' ? 1e-5 : 0),
});

async function run(
  options: Omit<TrainClassifierOptions, 'target'> & { target?: string },
  rows = data,
): Promise<{ model: ClassifierModel; losses: number[] }> {
  const losses: number[] = [];
  const { config = {}, ...others } = options;
  const whole = { target: 'both', ...others, config: { ...tiny, ...config } };
  for await (const event of trainClassifier(rows, whole)) {
    if (event.kind === 'step') losses.push(event.scalars['loss'] ?? NaN);
    if (event.kind === 'end') return { model: event.model, losses };
  }
  throw new Error('expected an end event');
}

async function accuracy(model: ClassifierModel): Promise<number> {
  const test = tinyData(300, 9);
  const numbers = new Float32Array(300 * 4);
  await test.read(
    Int32Array.from({ length: 300 }, (_, i) => i),
    numbers,
  );
  const x = tf.tensor2d(numbers, [300, 4]);
  const logits = model.predict(x);
  const found = await logits.data();
  tf.dispose([x, logits]);
  const right = found.filter((logit, i) => Number(logit > 0) === test.values[3 * i + 2]);
  return right.length / 300;
}

describe('a classifier', () => {
  it('learns its target', async () => {
    const config = { iterations: 200, batchSize: 32 };
    const { model, losses } = await run({ config }, tinyData(300, 3));
    expect(losses.at(-1)).toBeLessThan(0.3);
    expect(await accuracy(model)).toBeGreaterThan(0.9);
    model.dispose();
  });

  it('adds up the cross entropies of all questions', async () => {
    // Logits of 0 cost ln 2 each, whatever the labels are; a small start is near that.
    const config = { iterations: 1, batchSize: 20 };
    const rows = tinyData(20, 1);
    const one = await run({ config }, rows);
    const three = await run({ config, alsoPredict: ['a', 'b'] }, rows);
    expect((three.losses[0] ?? 0) / (one.losses[0] ?? 1)).toBeGreaterThan(2);
    expect(three.model.factorNames).toEqual(['both', 'a', 'b']);
    one.model.dispose();
    three.model.dispose();
  });

  it('takes fewer rows than a batch as one batch, and binary labels for what they are', async () => {
    const config = { iterations: 300, batchSize: 64, learningRate: 0.05 };
    const { model, losses } = await run({ config }, tinyData(12, 1));
    // With labels of 0.005 and 0.995 it could not fall below 0.03.
    expect(losses.at(-1)).toBeLessThan(0.01);
    model.dispose();
  });

  it('starts from a pretrained one, and goes on from its own checkpoint', async () => {
    const before = await run({ target: 'a', alsoPredict: ['b'], config: { iterations: 100 } });
    const body = (await before.model.network.numbers()).slice(0, 4 * 8 + 8);
    const after = await run({ pretrained: before.model, config: { iterations: 1 } });
    const found = (await after.model.network.numbers()).slice(0, 4 * 8 + 8);
    const far = found.map((value, i) => Math.abs(value - (body[i] ?? NaN)));
    // One step of Adam away.
    expect(Math.max(...far)).toBeLessThan(0.011);
    before.model.dispose();
    after.model.dispose();
  });

  it.each<[string, object, string]>([
    ['an unknown target', { target: 'botth' }, 'ERR_ARGUMENT'],
    ['a factor that is named twice', { alsoPredict: ['a', 'both'] }, 'ERR_ARGUMENT'],
    ['impossible settings', { config: { beta2: 1 } }, 'ERR_CONFIG'],
  ])('refuses %s', async (_, wrong, code) => {
    const before = tf.memory().numTensors;
    await expect(run(wrong)).rejects.toMatchObject({ code });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('says when its loss is no number any more', async () => {
    const config = { learningRate: 1, iterations: 50, beta2: 0, beta1: 0 };
    const rows = {
      ...data,
      read: (_: Int32Array, out: Float32Array) => Promise.resolve(void out.fill(1e38)),
    };
    await expect(run({ config }, rows)).rejects.toMatchObject({ code: 'ERR_VALUES' });
  });
});
