import type { Tensor4D } from '@tensorflow/tfjs';
import { ArgumentError, checkInstance, checkTensor } from '@causal-mechanisms/tensor-utils';
import { ExpertsModel } from '../model/expertsModel.ts';

/**
 * @param owner - Opens the message.
 * @param model - To be a model.
 * @param images - To be at least one image.
 * @param name - Of the images in messages. Default: images.
 * @throws ArgumentError when they are not.
 */
export function checkProbe(
  owner: string,
  model: ExpertsModel,
  images: Tensor4D,
  name = 'images',
): void {
  checkInstance(owner, 'model', model, ExpertsModel);
  checkTensor(owner, name, images, { rank: 4 });
  if (images.shape[0] > 0) return;
  throw new ArgumentError(`${owner}: ${name} must be at least one`, {
    data: { shape: images.shape },
  });
}
