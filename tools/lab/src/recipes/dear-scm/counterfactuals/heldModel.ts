import * as tf from '@tensorflow/tfjs';
import type { CounterfactualModel, DearModel } from '@causal-mechanisms/dear-scm';
import { ArgumentError } from '@causal-mechanisms/tensor-utils';

/**
 * The same model without its structure: a factor is set, and all else is held. What a representation without a causal model would answer.
 *
 * @param model - Not disposed.
 * @returns A model that encodes, replaces one coordinate and generates.
 */
export function heldModel(model: DearModel): CounterfactualModel {
  return {
    reconstruct: (observations) => model.reconstruct(observations),
    do: (observations, targets) => {
      const places = Object.entries(targets).map(([name, value]) => {
        const place = model.factorNames.indexOf(name);
        if (place < 0) throw new ArgumentError(`heldModel: there is no factor ${name}`);
        return { place, latent: model.scaling.toLatent(place, value) };
      });
      const answers = tf.tidy(() => {
        const latents = model.encode(observations);
        const columns = tf.unstack(latents, 1).map((column, j) => {
          const target = places.find(({ place }) => place === j);
          return target === undefined ? column : tf.fill(column.shape, target.latent);
        });
        return model.generate(tf.stack(columns, 1) as tf.Tensor2D);
      });
      return Promise.resolve({ observations: answers });
    },
  };
}
