import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { disposeShared } from '../../../src/model/layersModel.ts';
import { vaeConstants } from '../../../src/objectives/vae/vaeLayers.ts';
import { vaeScorer } from '../../../src/objectives/vae/vaeScorer.ts';
import { relativeDifference } from '../../autodiff.ts';
import { images, layout, values } from './autoencoders.ts';

beforeAll(() => useBackend());

it('scores with stock layers as the autoencoder does, whatever they are applied to', async () => {
  const scorer = vaeScorer(layout, values);
  const [x, y] = [images(3), images(3)];
  const alive = tf.memory().numTensors;
  const layers = scorer.layers();
  const inputs = [1, 2].map(() => tf.input({ shape: [8, 8, 2] }));
  const outputs = inputs.map((input) => layers?.apply(input) as tf.SymbolicTensor);
  const model = tf.model({ inputs, outputs });
  for (const [layer, weights] of layers?.weights ?? []) {
    model.getLayer(layer).setWeights(weights);
    tf.dispose(weights);
  }
  const found = model.predict([x, y]) as tf.Tensor2D[];
  expect(found[0]?.shape).toEqual([3, 1]);
  const expected = [scorer.scores(x), scorer.scores(y)];
  for (const [i, scores] of found.entries()) {
    const theirs = expected[i]?.expandDims(1) as tf.Tensor;
    expect(await relativeDifference(scores, theirs)).toBeLessThan(1e-5);
    theirs.dispose();
  }
  tf.dispose([found, expected]);
  disposeShared(model);
  expect(tf.memory().numTensors).toBe(alive);
});

it('says which of its weights are constants', () => {
  const scorer = vaeScorer(layout, values);
  const weights = scorer.layers()?.weights ?? [];
  expect(weights.at(-1)?.[1].map(({ shape }) => shape)).toEqual(
    vaeConstants(128, 3).map(({ shape }) => shape),
  );
  const count = weights.flatMap(([, tensors]) => tensors).length;
  expect(count).toBe(layout.specs.length + 1);
});
