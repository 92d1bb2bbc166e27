import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree, thrownCode } from '@causal-mechanisms/test-utils';
import { FrameModel } from '../../src/frames/frameModel.ts';
import { memoryHandler } from '../memoryHandler.ts';
import { someFrames, tiny, TINY } from './someFrames.ts';

beforeAll(() => useBackend());

const create = (more: Parameters<typeof tiny>[0] = {}) =>
  FrameModel.create({ ...TINY, ...more }, new RandomStream(3));
const code = (error: { code?: string }) => error.code;

it('says of every frame what the next one will be', async () => {
  const model = create();
  const frames = someFrames(2, 5);
  const { values, activation, ...rest } = await model.predict(frames);
  expect(rest).toEqual({ size: 2, steps: 5, shape: [8, 8, 1], modules: 3 });
  expect(values).toHaveLength(2 * 5 * 64);
  expect(values.every((p) => p > 0 && p < 1)).toBe(true);
  expect(activation?.reduce((a, b) => a + b, 0)).toBe(2 * 5 * 2);
  model.dispose();
});

it('has no modules where its core has none', async () => {
  const model = create({ core: { kind: 'lstm', units: 4 } });
  const prediction = await model.predict(someFrames(1, 2));
  expect(prediction.modules).toBe(0);
  expect(prediction.activation).toBeUndefined();
  expect(model.parameterCounts.core).toBe(4 * (4 * (4 + 4 + 1)));
  expect(model.parameterCounts.all).toBe(model.network.layout.length);
  model.dispose();
});

it.each([tiny(), tiny({ code: 'cells' }), tiny({ core: { kind: 'lstm', units: 4 } })])(
  'saved and loaded says the same to the last bit',
  async (config) => {
    const model = new FrameModel(config, new RandomStream(2));
    const handler = memoryHandler();
    await model.save(handler);
    const loaded = await FrameModel.load(handler);
    expect(loaded.config).toEqual(model.config);
    const frames = someFrames(1, 3);
    expect((await loaded.predict(frames)).values).toEqual((await model.predict(frames)).values);
    model.dispose();
    loaded.dispose();
  },
);

it('refuses what does not fit, and all after it was disposed of', async () => {
  const model = create();
  await expect(model.predict({ ...someFrames(1, 2), steps: 3 }).catch(code)).resolves.toBe(
    'ERR_SHAPE',
  );
  model.dispose();
  model.dispose();
  await expect(model.predict(someFrames(1, 2)).catch(code)).resolves.toBe('ERR_DISPOSED');
  await expect(model.rollOut(someFrames(1, 2), { fed: 1, own: 1 }).catch(code)).resolves.toBe(
    'ERR_DISPOSED',
  );
  await expect(model.save(memoryHandler()).catch(code)).resolves.toBe('ERR_DISPOSED');
  expect(thrownCode(() => new FrameModel(TINY, new Float32Array(3)))).toBe('ERR_SHAPE');
});

it('leaves nothing behind', async () => {
  await expectLeakFree(async () => {
    const model = create();
    await model.rollOut(someFrames(2, 3), { fed: 2, own: 3 });
    model.dispose();
  });
  expect(tf.memory().numTensors).toBe(0);
});
