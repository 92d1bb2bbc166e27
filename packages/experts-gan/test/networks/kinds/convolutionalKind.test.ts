import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { drawParameters } from '../../../src/networks/initialisation.ts';
import { convolutionalKind } from '../../../src/networks/kinds/convolutionalKind.ts';
import { relativeDifference } from '../../autodiff.ts';
import { noPause, parameterTensors, randomImages } from '../../support.ts';

beforeAll(() => useBackend());

const images = randomImages(4);
const kind = convolutionalKind({ filters: 4, channels: 2, gamma: 'uniform' });

it('draws parameters by the layout, and statistics of mean 0 and variance 1', () => {
  const { parameters, statistics } = kind.draw(new RandomStream(3));
  expect(parameters).toEqual(drawParameters(kind.layout, new RandomStream(3), 'uniform'));
  expect(Array.from(statistics)).toEqual([
    ...Array<number>(16).fill(0),
    ...Array<number>(16).fill(1),
  ]);
  expect(kind.statistics.specs[4]).toEqual({ name: 'norm1/moving_variance', shape: [4] });
});

it('predicts what it trains, where the statistics are those of the batch', async () => {
  const parameters = parameterTensors(kind.layout, kind.draw(new RandomStream(3)).parameters);
  const x = images(8, 8, 2);
  const alive = tf.memory().numTensors;
  const pass = await kind.forward(parameters, x, noPause);
  const folded = kind.fold({ parameters, statistics: pass.statistics });
  const predicted = tf.tidy(() => kind.stages(folded).reduce((at, stage) => stage(at), x));
  // The batch norm of training divides by the biased variance.
  expect(await relativeDifference(predicted, pass.output)).toBeLessThan(2e-3);
  const gradient = await pass.gradient(x, { pause: noPause });
  expect(gradient.shape).toEqual([kind.layout.length]);
  pass.dispose();
  tf.dispose([folded, predicted, gradient]);
  expect(tf.memory().numTensors).toBe(alive);
});
