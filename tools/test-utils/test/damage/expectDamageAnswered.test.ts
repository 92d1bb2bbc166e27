import * as tf from '@tensorflow/tfjs';
import { expectDamageAnswered, processorTime } from '../../src/index.ts';
import { typed } from '../misuses/typed.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const model = () => ({
  save: async (handler: tf.io.IOHandler) => {
    await handler.save?.({ modelTopology: { units: 1 } });
  },
  dispose: () => undefined,
});
const refuse = () => Promise.reject(typed('damaged', 'ERR_FILE_FORMAT'));

it('counts what is refused, and lets pass what is not', async () => {
  expect(await expectDamageAnswered(model(), refuse)).toBe(2 * 9 + 5);
  const taken = () => Promise.resolve({ dispose: () => undefined });
  expect(await expectDamageAnswered(model(), taken)).toBe(0);
});

it('finds untyped errors, leaks and slowness', async () => {
  const untyped = () => Promise.reject(new TypeError('no'));
  await expect(expectDamageAnswered(model(), untyped)).rejects.toThrow('TypeError: no');
  const kept: tf.Tensor[] = [];
  const leaking = () => {
    kept.push(tf.ones([1]));
    return refuse();
  };
  await expect(expectDamageAnswered(model(), leaking)).rejects.toThrow('leaves 1 tensors');
  tf.dispose(kept);
  let slow = true;
  const waiting = () => {
    const end = processorTime() + (slow ? 1050 : 0);
    slow = false;
    while (processorTime() < end);
    return refuse();
  };
  await expect(expectDamageAnswered(model(), waiting)).rejects.toThrow('took 1');
});
