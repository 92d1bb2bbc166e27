import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { warpKind } from '../../../src/networks/kinds/warpKind.ts';
import { relativeDifference } from '../../autodiff.ts';
import { noPause, parameterTensors, randomImages } from '../../support.ts';

beforeAll(() => useBackend());

const images = randomImages(14);
const kind = warpKind([16, 16, 1]);
const parameters = () => parameterTensors(kind.layout, kind.draw(new RandomStream(3)).parameters);

it('predicts what it trains', async () => {
  const [own, x] = [parameters(), images(3, 16, 1)];
  const pass = await kind.forward(own, x, noPause);
  const folded = kind.fold({ parameters: own, statistics: pass.statistics });
  const [stage] = kind.stages(folded);
  expect(await relativeDifference(stage?.(x) as tf.Tensor, pass.output)).toBe(0);
  expect(pass.statistics.shape).toEqual([0]);
});

it('lets the gradient of a few rows enter alone, and leaks nothing', async () => {
  const [own, x, dRows] = [parameters(), images(5, 16, 1), images(2, 16, 1)];
  const rows = tf.tensor1d([1, 4], 'int32');
  const dense = tf.scatterND<tf.Rank.R4>(rows.as2D(2, 1), dRows, x.shape);
  const before = tf.memory().numTensors;
  const pass = await kind.forward(own, x, noPause);
  const sparse = await pass.gradient(dRows, { rows, pause: noPause });
  const full = await pass.gradient(dense, { pause: noPause });
  expect(await relativeDifference(sparse, full)).toBeLessThan(1e-4);
  tf.dispose([sparse, full]);
  pass.dispose();
  expect(tf.memory().numTensors).toBe(before);
  expect(x.isDisposed).toBe(false);
});
