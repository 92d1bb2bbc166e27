import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { dearNetworks } from '../../../src/model/dearNetworks.ts';
import { resolveDearConfig } from '../../../src/training/dearConfig.ts';
import { startDear, weightsOf } from '../../../src/training/dearTrainee.ts';
import { frozenDiscriminator } from '../../../src/training/updates/frozenDiscriminator.ts';
import { disposeTrainee } from '../handMade.ts';

beforeAll(() => useBackend());

it('is the discriminator as it is, with the same gradient for codes, and leaves nothing', async () => {
  const before = tf.memory().numTensors;
  const config = resolveDearConfig({ latentWidth: 2, networks: { kind: 'mlp', width: 4 } });
  const networks = dearNetworks({
    observationShape: [3],
    factors: [{ name: 'f', kind: 'continuous' }],
    graph: [[0]],
    latentWidth: 2,
    prior: config.prior,
    networks: config.networks,
    average: null,
    scaling: { loss: 'ce', margin: 0.005, ranges: [] },
  });
  const trainee = startDear(config, networks, new RandomStream(3));
  const stream = new RandomStream(4);
  const observations = tf.tensor2d(stream.normals(15), [5, 3]);
  const codes = tf.tensor2d(stream.normals(10), [5, 2]);
  const weights = weightsOf(trainee, 'discriminator');
  const frozen = frozenDiscriminator(trainee);
  const [expected, slope, found, foundSlope] = tf.tidy(() => {
    const own = tf.valueAndGrad((z: tf.Tensor) =>
      networks.discriminator.run(weights, [observations, z as tf.Tensor2D]).sum<tf.Scalar>(),
    )(codes);
    const other = tf.valueAndGrad((z: tf.Tensor) =>
      frozen.logits(observations, z as tf.Tensor2D).sum<tf.Scalar>(),
    )(codes);
    return [own.value, own.grad, other.value, other.grad];
  });
  expect((await found.data())[0]).toBeCloseTo((await expected.data())[0] ?? NaN, 5);
  const [a, b] = [await slope.data(), await foundSlope.data()];
  a.forEach((value, i) => expect(b[i]).toBeCloseTo(value, 5));
  expect(Math.max(...a.map(Math.abs))).toBeGreaterThan(0.01);
  frozen.dispose();
  tf.dispose([observations, codes, expected, slope, found, foundSlope]);
  disposeTrainee(trainee);
  expect(tf.memory().numTensors).toBe(before);
});
