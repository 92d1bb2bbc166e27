// Experts of a caller's own layers.
import * as tf from '@tensorflow/tfjs';

const settings = { kernelSize: 3, padding: 'same' } as const;

/** Layers that follow each other. */
export function stacked(channels = 1, size = 16): tf.LayersModel {
  const inputShape = [size, size, channels];
  return tf.sequential({
    layers: [
      tf.layers.conv2d({ ...settings, filters: 2, activation: 'elu', inputShape }),
      tf.layers.depthwiseConv2d({ ...settings, depthMultiplier: 1 }),
      tf.layers.layerNormalization(),
      tf.layers.conv2d({ ...settings, filters: channels, activation: 'sigmoid' }),
    ],
  });
}

/** A graph with a connection past a layer. */
export function skipped(channels = 1): tf.LayersModel {
  const input = tf.input({ shape: [null, null, channels] });
  const hidden = tf.layers
    .conv2d({ ...settings, filters: channels, activation: 'elu' })
    .apply(input) as tf.SymbolicTensor;
  const sum = tf.layers.add().apply([input, hidden]) as tf.SymbolicTensor;
  const outputs = tf.layers
    .conv2d({ ...settings, filters: channels, activation: 'sigmoid' })
    .apply(sum) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs });
}
