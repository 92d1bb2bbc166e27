import * as tf from '@tensorflow/tfjs';
import { RandomStream, splitParameters, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient, expectLeakFree } from '@causal-mechanisms/test-utils';
import { bernoulliLoss } from '../../../src/frames/bernoulliLoss.ts';
import { frameTensor, sliceFrames } from '../../../src/frames/frameArrays.ts';
import type { FrameModelConfig } from '../../../src/frames/frameModelConfig.ts';
import { frameNetwork } from '../../../src/frames/network/frameNetwork.ts';
import { difference } from '../../cores/rims/forms.ts';
import { someFrames, tiny, TINY } from '../someFrames.ts';

beforeAll(() => useBackend());

function started(config: FrameModelConfig) {
  const network = frameNetwork(config);
  const stream = new RandomStream(3);
  // Moved a little, so that no bias is 0 and no scale 1.
  const values = network
    .initialValues(new RandomStream(1))
    .map((value) => value + stream.normal(0, 0.1));
  return { network, flat: tf.tensor1d(values) };
}

const KINDS: [string, FrameModelConfig][] = [
  ['RIMs that read one vector', tiny()],
  ['RIMs that read cells', tiny({ code: 'cells' })],
  ['an LSTM', tiny({ core: { kind: 'lstm', units: 5 } })],
];

/** All modules active: at a choice of modules the network jumps. */
const smooth = { core: { ...TINY.core, activeModules: 3 }, decoderWidth: 24 };
const SMOOTH: [string, FrameModelConfig][] = [
  ['RIMs that read one vector', tiny(smooth)],
  ['RIMs that read cells', tiny({ ...smooth, code: 'cells' })],
  ['an LSTM', tiny({ ...smooth, core: { kind: 'lstm', units: 5 } })],
];

it.each(SMOOTH)('has the gradient of all its parameters: %s', async (_, config) => {
  const { network, flat } = started(config);
  const frames = someFrames(2, 4);
  const read = frameTensor(sliceFrames(frames, 0, 3));
  const wanted = frameTensor(sliceFrames(frames, 1, 3));
  await expectGradient(
    (values) =>
      bernoulliLoss(
        network.run(splitParameters(values as tf.Tensor1D, network.layout), read).logits,
        wanted,
      ).mul<tf.Scalar>(10),
    [flat],
    { directions: 4, step: 5e-4, tolerance: 0.02, floor: 0.01 },
  );
});

it.each(KINDS)('gives step by step what it gives of all steps at once: %s', async (_, config) => {
  const { network, flat } = started(config);
  const parameters = splitParameters(flat, network.layout);
  const frames = someFrames(3, 4);
  const { logits } = network.run(parameters, frameTensor(frames));
  expect(logits.shape).toEqual([3, 4, 8, 8, 1]);
  let state: Parameters<typeof network.run>[2] = {};
  for (let t = 0; t < 4; t++) {
    const step = network.run(parameters, frameTensor(sliceFrames(frames, t, 1)), state);
    expect(await difference(step.logits, logits.slice([0, t], [3, 1]))).toBeLessThan(1e-4);
    state = { state: step.state };
  }
});

it('reads each sequence by itself, and tells which modules were active', async () => {
  const { network, flat } = started(tiny());
  const parameters = splitParameters(flat, network.layout);
  const all = network.run(parameters, frameTensor(someFrames(3, 4)));
  const { shape, values } = someFrames(3, 4);
  const last = { size: 1, steps: 4, shape, values: values.slice(2 * 4 * 64) };
  const one = network.run(parameters, frameTensor(last));
  expect(await difference(one.logits, all.logits.slice([2], [1]))).toBeLessThan(1e-4);
  expect(all.activation?.shape).toEqual([4, 3, 3]);
  const [active] = (await all.activation?.sum().data()) ?? [];
  expect(active).toBe(4 * 3 * 2);
});

it('draws the same parameters from the same seed', () => {
  const network = frameNetwork(tiny());
  const values = network.initialValues(new RandomStream(1));
  expect(values).toHaveLength(network.layout.length);
  expect(network.initialValues(new RandomStream(1))).toEqual(values);
  expect(network.initialValues(new RandomStream(2))).not.toEqual(values);
});

it('leaves nothing behind', async () => {
  const { network, flat } = started(tiny());
  const read = frameTensor(someFrames(2, 3));
  await expectLeakFree(() => {
    const gradient = tf.grad((values: tf.Tensor) =>
      network.run(splitParameters(values as tf.Tensor1D, network.layout), read).logits.mean(),
    )(flat);
    gradient.dispose();
  });
});
