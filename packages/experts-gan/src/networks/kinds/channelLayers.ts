import * as tf from '@tensorflow/tfjs';

/**
 * One channel of images as a layers model sees it, by stock layers without weights.
 *
 * @param images - `[height, width, c]` each.
 * @param channel - Its number.
 * @param settings - How many channels there are, and what the names of the layers begin with.
 * @returns The channel `[height, width, 1]`.
 */
export function channelLayers(
  images: tf.SymbolicTensor,
  channel: number,
  { channels, name }: { readonly channels: number; readonly name: string },
): tf.SymbolicTensor {
  // Stock layers crop rows and columns alone, so columns and channels change places.
  const turned = (part: string, from: tf.SymbolicTensor) =>
    tf.layers.permute({ dims: [1, 3, 2], name: `${name}_${part}${channel}` }).apply(from);
  const cropping: [[number, number], [number, number]] = [
    [0, 0],
    [channel, channels - 1 - channel],
  ];
  const cropped = tf.layers
    .cropping2D({ cropping, name: `${name}_channel${channel}` })
    .apply(turned('turn', images));
  return turned('back', cropped as tf.SymbolicTensor) as tf.SymbolicTensor;
}
