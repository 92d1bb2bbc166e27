import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { drawParameters } from '../../src/networks/initialisation.ts';
import { discriminatorLayout } from '../../src/networks/discriminatorNetwork.ts';
import { discriminatorScorer } from '../../src/objectives/discriminatorScorer.ts';
import { relativeDifference } from '../autodiff.ts';
import { randomImages } from '../support.ts';

beforeAll(() => useBackend());

it('scores as the discriminator does, and gives weights that are copies', async () => {
  const layout = discriminatorLayout([16, 16, 3], [3, 4, 5], 6);
  const scorer = discriminatorScorer(layout, drawParameters(layout, new RandomStream(3), 'one'));
  const x = randomImages(4)(3);
  const layers = scorer.layers();
  const input = tf.input({ shape: [16, 16, 3] });
  const model = tf.model({ inputs: input, outputs: layers?.apply(input) as tf.SymbolicTensor });
  for (const [layer, weights] of layers?.weights ?? []) {
    model.getLayer(layer).setWeights(weights);
    tf.dispose(weights);
  }
  const [found, expected] = [model.predict(x) as tf.Tensor2D, scorer.scores(x)];
  expect(found.shape).toEqual([3, 1]);
  expect(await relativeDifference(found.as1D(), expected)).toBeLessThan(1e-5);
  expect(layers?.weights).toHaveLength(9);
});
