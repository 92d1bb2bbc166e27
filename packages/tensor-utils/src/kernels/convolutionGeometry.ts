import * as tf from '@tensorflow/tfjs';

/** The attributes that describe a 2D convolution, as tfjs-core's ops write them. */
export interface ConvolutionAttributes {
  /** Steps of the window. */
  readonly strides: [number, number] | number;
  /** Zero padding. */
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  /** Layout of the images. */
  readonly dataFormat?: 'NHWC' | 'NCHW';
  /** Spacing of the filter's taps; absent in the gradients, which have none. */
  readonly dilations?: [number, number] | number;
  /** Rounding of output sizes that do not divide. */
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** The geometry of a convolution with the given input and filter shapes, perhaps of each channel on its own. */
export function convolutionInfo(
  inputShape: readonly number[],
  filterShape: readonly number[],
  attributes: ConvolutionAttributes,
  depthwise = false,
): tf.backend_util.Conv2DInfo {
  return tf.backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    attributes.strides,
    attributes.dilations ?? 1,
    attributes.pad,
    attributes.dimRoundingMode,
    depthwise,
    attributes.dataFormat === 'NCHW' ? 'channelsFirst' : 'channelsLast',
  );
}

/** Whether a filter of 1x1 and stride 1 makes the convolution one matrix product. */
export function isPointwise(info: tf.backend_util.Conv2DInfo): boolean {
  const { filterHeight, filterWidth, strideHeight, strideWidth } = info;
  return filterHeight * filterWidth * strideHeight * strideWidth === 1;
}
