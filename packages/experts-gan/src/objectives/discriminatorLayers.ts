import * as tf from '@tensorflow/tfjs';
import { convolutionSettings } from '../networks/convolutionSettings.ts';
import { POOL_FOLLOWS, discriminatorViews } from '../networks/discriminatorNetwork.ts';
import type { ScorerLayers } from './scorer.ts';

/**
 * The discriminator as stock layers, from `discriminator_conv1` to `discriminator_head`.
 *
 * @param parameters - In the order of `discriminatorLayout`; not disposed.
 * @returns Its layers and weights; the caller disposes of the weights.
 */
export function discriminatorLayers(parameters: readonly tf.Tensor[]): ScorerLayers {
  const views = discriminatorViews(parameters);
  const layers: tf.layers.Layer[] = [];
  const weights: [string, tf.Tensor[]][] = [];
  views.convolutions.forEach(({ kernel, bias }, i) => {
    const name = `discriminator_conv${i + 1}`;
    layers.push(tf.layers.conv2d({ ...convolutionSettings(kernel), activation: 'elu', name }));
    weights.push([name, [kernel.clone(), bias.clone()]]);
    if (POOL_FOLLOWS[i] === true) {
      layers.push(
        tf.layers.averagePooling2d({ poolSize: 2, strides: 2, name: `discriminator_pool${i + 1}` }),
      );
    }
  });
  layers.push(
    tf.layers.flatten({ name: 'discriminator_flatten' }),
    tf.layers.dense({
      units: views.hiddenBias.size,
      activation: 'elu',
      kernelInitializer: 'zeros',
      name: 'discriminator_hidden',
    }),
    tf.layers.dense({ units: 1, kernelInitializer: 'zeros', name: 'discriminator_head' }),
  );
  weights.push(
    ['discriminator_hidden', [views.hiddenKernel.clone(), views.hiddenBias.clone()]],
    ['discriminator_head', [views.headKernel.clone(), views.headBias.clone()]],
  );
  return {
    apply: (image) => layers.reduce((at, layer) => layer.apply(at) as tf.SymbolicTensor, image),
    weights,
  };
}
