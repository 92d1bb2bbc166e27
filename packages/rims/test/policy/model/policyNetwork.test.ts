import * as tf from '@tensorflow/tfjs';
import {
  RandomStream,
  splitParameters,
  tidyAll,
  useBackend,
} from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { policyNetwork } from '../../../src/policy/model/policyNetwork.ts';

beforeAll(() => useBackend());

const network = policyNetwork({
  core: { kind: 'lstm', units: 4 },
  observationWidth: 3,
  actions: 2,
  encoder: [6, 5],
  actor: [7],
  critic: [],
});

describe('policyNetwork', () => {
  it('lays out encoder, core, actor and critic', () => {
    const shapes = network.layout.specs.map(({ name, shape }) => `${name} ${shape.join('x')}`);
    expect(shapes).toEqual([
      'encoder/kernel0 3x6',
      'encoder/bias0 6',
      'encoder/kernel1 6x5',
      'encoder/bias1 5',
      'core/kernel 5x16',
      'core/recurrentKernel 4x16',
      'core/bias 16',
      'actor/kernel0 4x7',
      'actor/bias0 7',
      'actor/kernel1 7x2',
      'actor/bias1 2',
      'critic/kernel0 4x1',
      'critic/bias0 1',
    ]);
  });

  it('starts with actions nearly equally likely, and depends on the stream alone', () => {
    const values = network.initialValues(new RandomStream(2));
    expect(values).toHaveLength(network.layout.length);
    expect(network.initialValues(new RandomStream(2))).toEqual(values);
    expect(network.initialValues(new RandomStream(3))).not.toEqual(values);
    // Before the two biases of the actor and the five numbers of the critic.
    const last = values.slice(-7 - 14, -7);
    expect(Math.max(...last.map(Math.abs))).toBeLessThanOrEqual(0.01);
  });

  it('passes an observation through its parts', async () => {
    const found = await expectLeakFree(async () => {
      const { logits, values } = tidyAll(() => {
        const flat = tf.tensor1d(network.initialValues(new RandomStream(2)));
        const parameters = splitParameters(flat, network.layout);
        const read = network.encode(parameters, tf.ones([2, 3]));
        const state = network.initialState(parameters, 2);
        const { outputs } = network.remember(parameters, read.expandDims(0), state);
        return network.heads(parameters, outputs.squeeze([0]));
      });
      const shapes = [logits.shape, values.shape];
      tf.dispose([logits, values]);
      return Promise.resolve(shapes);
    });
    expect(found).toEqual([
      [2, 2],
      [2, 1],
    ]);
  });
});
