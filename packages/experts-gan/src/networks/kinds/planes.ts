import * as tf from '@tensorflow/tfjs';

/**
 * @param images - `[n, height, width, c]`; not disposed.
 * @returns Their channels as grey images `[n * c, height, width, 1]`, those of an image one after the other; the caller disposes of them.
 */
export function splitChannels(images: tf.Tensor4D): tf.Tensor4D {
  const [n, height, width, channels] = images.shape;
  return tf.tidy(() => images.transpose([0, 3, 1, 2]).reshape([n * channels, height, width, 1]));
}

/**
 * @param planes - From {@link splitChannels}; not disposed.
 * @param channels - Of an image.
 * @returns The images `[n, height, width, c]`; the caller disposes of them.
 */
export function joinChannels(planes: tf.Tensor4D, channels: number): tf.Tensor4D {
  const [n, height, width] = planes.shape;
  return tf.tidy(() =>
    planes.reshape([n / channels, channels, height, width]).transpose<tf.Tensor4D>([0, 2, 3, 1]),
  );
}

/**
 * @param rows - Numbers of images; not disposed.
 * @param channels - Of an image.
 * @returns The numbers of their planes; the caller disposes of them.
 */
export function planesOfRows(rows: tf.Tensor1D, channels: number): tf.Tensor1D {
  return tf.tidy(() =>
    rows
      .mul(tf.scalar(channels, 'int32'))
      .expandDims(1)
      .add(tf.range(0, channels, 1, 'int32'))
      .reshape<tf.Tensor1D>([-1]),
  );
}
