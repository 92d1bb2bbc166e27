import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { ExpertsModel, registerExpertLayers, resolveExpertsConfig } from '../../../../src/index.ts';
import { WarpLayer } from '../../../../src/networks/kinds/warp/warpLayer.ts';
import { relativeDifference } from '../../../autodiff.ts';
import { memoryHandler, randomImages, smallConfig } from '../../../support.ts';

beforeAll(() => useBackend());

const images = randomImages(15);

it('is known to stock loading once it is registered', async () => {
  const config = resolveExpertsConfig({ ...smallConfig, kinds: 'warp' });
  const model = ExpertsModel.create(config, [16, 16, 3], new RandomStream(1));
  const handler = memoryHandler();
  await model.save(handler);
  await expect(tf.loadLayersModel(handler)).rejects.toThrow('CausalMechanismsWarp');
  registerExpertLayers();
  const loaded = await tf.loadLayersModel(handler);
  const x = images(2);
  const outputs = loaded.predict(x) as tf.Tensor[];
  expect(await relativeDifference(outputs[2] as tf.Tensor, model.apply(x, 2))).toBe(0);
  model.dispose();
});

it('says its settings, and keeps the shape of images', () => {
  const layer = new WarpLayer({ name: 'own', shape: [8, 16, 1] });
  expect(layer.getConfig()).toMatchObject({ name: 'own', shape: [8, 16, 1] });
  expect(layer.computeOutputShape([null, 8, 8, 1])).toEqual([null, 8, 8, 1]);
});
