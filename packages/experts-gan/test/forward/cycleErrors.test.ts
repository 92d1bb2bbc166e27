import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { ForwardMechanisms, forwardKinds } from '../../src/forward/forwardMechanisms.ts';
import { cycleErrors } from '../../src/index.ts';
import { bank, images } from '../bank/banks.ts';

beforeAll(() => useBackend());

function mechanisms(experts: number): ForwardMechanisms {
  const model = bank(experts);
  const description = {
    config: model.config,
    shape: model.shape,
    random: Array.from({ length: experts }, (_, j) => j === 1),
  };
  model.dispose();
  const vectors = forwardKinds(description).map((kind) => kind.draw(new RandomStream(7)));
  const trained = Array<boolean>(experts).fill(true);
  return new ForwardMechanisms({ ...description, vectors, trained });
}

it('is the mean squared error of the way there and back, over all images', async () => {
  const [model, forward] = [bank(2), mechanisms(2)];
  const x = images(70);
  const stream = () => ({ stream: new RandomStream(3) });
  const errors = await expectLeakFree(() => cycleErrors(model, forward, x, stream()));
  const back = model.apply(forward.apply(x, 0), 0);
  const [expected = NaN] = await tf.squaredDifference(back, x).mean().data();
  expect(errors[0]).toBeCloseTo(expected, 5);
  const noisy = model.apply(forward.apply(x, 1, stream()), 1);
  const [other = NaN] = await tf.squaredDifference(noisy, x).mean().data();
  expect(errors[1]).toBeCloseTo(other, 5);
  model.dispose();
  forward.dispose();
});

it('refuses mechanisms of another number of experts, and random ones without a stream', async () => {
  const [model, forward, two] = [bank(1), mechanisms(2), bank(2)];
  const x = images(2);
  await expect(cycleErrors(model, forward, x)).rejects.toMatchObject({ code: 'ERR_SHAPE' });
  await expect(cycleErrors(two, forward, x)).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
  for (const each of [model, forward, two]) each.dispose();
});
