import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectDamageAnswered, thrownCode } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { VaeModel } from '../../../src/baselines/vae/vaeModel.ts';
import type { VaeDescription } from '../../../src/baselines/vae/vaeModel.ts';
import { labelScaling } from '../../../src/labels/labelScaling.ts';
import { memoryHandler } from '../../memoryHandler.ts';
import { tinyData } from '../data.ts';

beforeAll(() => useBackend());

const { factors, values } = tinyData(20);
const description = (over: Partial<VaeDescription> = {}): VaeDescription => ({
  observationShape: [16, 16, 1],
  factors,
  latentWidth: 4,
  networks: { kind: 'compact', width: 4, injectedNoise: false },
  scaling: labelScaling(values, factors, { loss: 'ce' }).state,
  ...over,
});
const create = () => new VaeModel(description(), new RandomStream(1));
const pixels = () => tf.tensor4d(new RandomStream(2).uniforms(300 * 256), [300, 16, 16, 1]);

describe('VaeModel', () => {
  it('encodes, generates, reconstructs and draws, and leaves nothing behind', async () => {
    const before = tf.memory().numTensors;
    const model = create();
    const x = pixels();
    const codes = model.encode(x);
    const again = model.reconstruct(x);
    const direct = model.generate(codes);
    const drawn = model.sample(3, new RandomStream(5));
    expect([codes.shape, again.shape, drawn.shape]).toEqual([
      [300, 4],
      [300, 16, 16, 1],
      [3, 16, 16, 1],
    ]);
    expect(await again.data()).toEqual(await direct.data());
    // The mean: the first half of what the encoder gives.
    const raw = tf.tidy(() => model.networks.encoder.run([x]));
    expect(raw.shape).toEqual([300, 8]);
    const [first, second] = [await codes.data(), await raw.data()];
    expect(first[4 * 299 + 1]).toBeCloseTo(second[8 * 299 + 1] ?? NaN, 5);
    tf.dispose([x, codes, again, direct, drawn, raw]);
    model.dispose();
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('reads factors in their units', async () => {
    const model = create();
    const x = tf.tidy(() => pixels().slice(0, 2));
    const codes = await model.encode(x).data();
    const found = await model.factorValues(x);
    expect(found).toHaveLength(6);
    expect(found[4]).toBeCloseTo(model.scaling.toUnits(1, codes[5] ?? NaN), 4);
    expect(found[2]).toBeCloseTo(1 / (1 + Math.exp(-(codes[2] ?? NaN))), 4);
    model.dispose();
  });

  it('comes back from a file as it was', async () => {
    const model = create();
    const handler = memoryHandler();
    await model.save(handler);
    const loaded = await VaeModel.load(handler);
    expect(loaded.description).toEqual(model.description);
    const x = pixels();
    expect(await loaded.reconstruct(x).data()).toEqual(await model.reconstruct(x).data());
    expect(loaded.factorNames).toEqual(['a', 'b', 'both']);
    loaded.dispose();
    model.dispose();
  });

  it.each<[string, object]>([
    ['another kind of model', { userDefinedMetadata: { format: 'other' } }],
    [
      'a description with a hole',
      { userDefinedMetadata: { format: 'causal-mechanisms/dear-scm-vae', model: {} } },
    ],
    [
      'another version',
      { userDefinedMetadata: { format: 'causal-mechanisms/dear-scm-vae', version: 2, model: {} } },
    ],
    ['fewer numbers', { weightData: new ArrayBuffer(8) }],
  ])('refuses %s', async (_, damage) => {
    const handler = memoryHandler();
    const model = create();
    await model.save(handler);
    model.dispose();
    Object.assign(handler.artifacts, damage);
    const before = tf.memory().numTensors;
    await expect(VaeModel.load(handler)).rejects.toMatchObject({ code: 'ERR_FILE_FORMAT' });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses observations of another shape or no pixels, and use after its end', async () => {
    const model = create();
    expect(thrownCode(() => model.encode(tf.zeros([1, 8, 8, 1])))).toBe('ERR_SHAPE');
    expect(thrownCode(() => model.generate(tf.zeros([1, 3])))).toBe('ERR_SHAPE');
    await expect(model.factorValues(tf.fill([1, 16, 16, 1], 255))).rejects.toThrow(
      'VaeModel.factorValues: pixels must lie in [0, 1], got 255',
    );
    model.dispose();
    expect(thrownCode(() => model.encode(tf.zeros([1, 16, 16, 1])))).toBe('ERR_DISPOSED');
    expect(thrownCode(() => model.generate(tf.zeros([1, 4])))).toBe('ERR_DISPOSED');
  });
});

it('answers damage in any place at once, and leaves nothing behind', async () => {
  const refused = await expectDamageAnswered(create(), (handler) => VaeModel.load(handler));
  expect(refused).toBeGreaterThan(50);
});
