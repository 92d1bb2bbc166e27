import * as tf from '@tensorflow/tfjs';
import { asSampler } from '@causal-mechanisms/datasets';
import type { ImageSampler } from '@causal-mechanisms/datasets';
import {
  checkCount,
  checkFunction,
  checkOptions,
  checkTensor,
} from '@causal-mechanisms/tensor-utils';
import { checkImageShape } from '../expertsConfig.ts';

/**
 * A source of images of which every batch is looked at: a sampler is the caller's, and one that gives other images than were asked for
 * would train experts on them in silence.
 *
 * @param owner - Opens the messages.
 * @param name - The argument.
 * @param source - Images, or a sampler.
 * @returns A sampler that throws ShapeError, ArgumentError or DisposedError where a batch is not what was asked for.
 * @throws ArgumentError when it is neither; ConfigError when its shape does not fit.
 */
export function checkedSampler(
  owner: string,
  name: string,
  source: tf.Tensor4D | ImageSampler,
): ImageSampler {
  const isTensor = (source as unknown) instanceof tf.Tensor;
  if (isTensor) checkTensor(owner, name, source, { rank: 4 });
  else {
    const { sample } = checkOptions(owner, source as Partial<ImageSampler>, name);
    checkFunction(owner, `${name}.sample`, sample);
  }
  // What a sampler says of itself is refused below, in the name of who asks.
  const sampler = isTensor ? asSampler(source) : (source as ImageSampler);
  const { shape, size } = sampler;
  checkImageShape(shape);
  if (size !== Infinity) checkCount(owner, `${name}.size`, size);
  return {
    shape,
    size,
    async sample(count, stream) {
      const batch = await sampler.sample(count, stream);
      try {
        const { images } = checkOptions(owner, batch, `a batch of ${name}`);
        checkTensor(owner, `a batch of ${name}`, images, { shape: [count, ...shape] });
        return batch;
      } catch (error) {
        if (batch instanceof Object) tf.dispose(batch.images);
        throw error;
      }
    },
  };
}
