import * as tf from '@tensorflow/tfjs';
import { generatorLoss } from '../../losses/logitLosses.ts';
import { clippedShare, scaleFactors } from '../../losses/scaleFactors.ts';
import { advanceBuffers, weightsOf } from '../dearTrainee.ts';
import type { DearTrainee, GroupName } from '../dearTrainee.ts';
import { drawLatents } from '../draws.ts';
import { flatGradients } from './flatGradients.ts';
import type { FrozenDiscriminator } from './frozenDiscriminator.ts';
import { Observed } from '../observed.ts';

/** What a step of generator and prior measured; the caller disposes of the tensors. */
export interface GeneratorMeasures {
  /** Its loss before the update. */
  readonly loss: tf.Scalar;
  /** The mean logit of generated pairs. */
  readonly logit: tf.Scalar;
  /** The share of pairs whose scale factor was cut off. */
  readonly clipped: tf.Scalar;
}

/** What the step moves. */
const MOVED = ['generator', 'map', 'adjacency'] as const satisfies readonly GroupName[];

/**
 * One update of the generator, of f and of A, each by its own optimiser, along one gradient: generated pairs are to look like encoded
 * ones to the discriminator. The scale factors are constants in it. Nothing else moves.
 *
 * @param trainee - Changed in place.
 * @param count - How many pairs are generated.
 * @param discriminator - As it is now; not disposed.
 * @returns What was measured.
 */
export function generatorStep(
  trainee: DearTrainee,
  count: number,
  discriminator: FrozenDiscriminator,
): GeneratorMeasures {
  const { config, networks, groups, streams } = trainee;
  const observed = new Observed();
  // A prior without parameters has nothing to move.
  const moved = MOVED.filter((name) => groups[name].vector.layout.length > 0);
  const parametersOf = (name: GroupName, given: readonly (readonly tf.Tensor[])[]) =>
    given[moved.findIndex((other) => other === name)] ?? [];
  const [loss, logit, clipped, gradients] = tf.tidy(
    (): [tf.Scalar, tf.Scalar, tf.Scalar, tf.Tensor1D[]] => {
      let [mean, share] = [tf.scalar(0), tf.scalar(0)];
      const vectors = moved.map((name) => groups[name].vector);
      const { value, gradients: found } = flatGradients(vectors, (...given) => {
        const latents = drawLatents(trainee, count, {
          map: parametersOf('map', given),
          adjacency: parametersOf('adjacency', given),
        });
        const weights = weightsOf(trainee, 'generator', parametersOf('generator', given));
        const generated = networks.generator.run(weights, [latents], {
          training: true,
          noise: streams.generator,
          observe: observed.take,
        });
        const fake = discriminator.logits(generated, latents);
        mean = tf.keep(fake.mean());
        share = tf.keep(clippedShare(fake, config.scale));
        return generatorLoss(fake, scaleFactors(fake, 'generator', config.scale));
      });
      return [value, mean, share, found];
    },
  );
  moved.forEach((name, i) => {
    groups[name].apply(gradients[i] as tf.Tensor1D);
  });
  tf.dispose(gradients);
  advanceBuffers(trainee, 'generator', observed.values);
  observed.dispose();
  return { loss, logit, clipped };
}
