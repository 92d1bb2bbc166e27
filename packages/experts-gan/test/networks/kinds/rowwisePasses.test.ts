import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { rowwisePasses } from '../../../src/networks/kinds/rowwisePasses.ts';
import { noPause } from '../../support.ts';

beforeAll(() => useBackend());

/** Multiplies every pixel by its one parameter: the gradient is the sum of pixel times what comes back. */
const kind = rowwisePasses({
  apply: ([factor], images) => images.mul<tf.Tensor4D>(factor as tf.Tensor),
  gradient: (_, images, dOutput) => tf.tidy(() => images.mul(dOutput).sum().reshape([1])),
});
const pixels = (values: readonly number[]) => tf.tensor4d([...values], [values.length, 1, 1, 1]);

it('takes the gradient of all rows, or of those that were won', async () => {
  const before = tf.memory().numTensors;
  const [factor, images] = [tf.tensor1d([3]), pixels([1, 2, 4])];
  const pass = await kind.forward([factor], images, noPause);
  expect(Array.from(await pass.output.data())).toEqual([3, 6, 12]);
  const [all, two, rows] = [pixels([1, 10, 100]), pixels([1, 10]), tf.tensor1d([2, 1], 'int32')];
  const whole = await pass.gradient(all, { pause: noPause });
  const won = await pass.gradient(two, { rows, pause: noPause });
  expect(Array.from(await whole.data())).toEqual([421]);
  expect(Array.from(await won.data())).toEqual([24]);
  pass.dispose();
  tf.dispose([factor, images, all, two, rows, whole, won]);
  expect(tf.memory().numTensors).toBe(before);
});

it('predicts as it trains, with copies of its parameters', async () => {
  const [factor, statistics, images] = [tf.tensor1d([3]), tf.tensor1d([]), pixels([1, 2])];
  const folded = kind.fold({ parameters: [factor], statistics });
  factor.dispose();
  const [stage] = kind.stages(folded);
  const made = stage?.(images);
  expect(Array.from((await made?.data()) ?? [])).toEqual([3, 6]);
  tf.dispose([...folded, statistics, images, ...(made === undefined ? [] : [made])]);
});
