import { useBackend } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { generatorNetwork } from '../../src/networks/generatorNetwork.ts';
import { someWeights } from './networkRuns.ts';

beforeAll(() => useBackend());

const mlp = { kind: 'mlp', width: 4, depth: 1, injectedNoise: true } as const;
const compact = { kind: 'compact', width: 2, injectedNoise: true } as const;
const paper = {
  kind: 'paper',
  encoder: 'resnet18',
  encoderWidth: 1,
  width: 1,
  injectedNoise: true,
} as const;

it('builds each kind', () => {
  const ofVectors = generatorNetwork(mlp, [8], 4);
  expect(ofVectors.run(someWeights(ofVectors), [tf.zeros([2, 4])]).shape).toEqual([2, 8]);
  const ofImages = generatorNetwork(compact, [16, 16, 3], 4);
  expect(ofImages.run(someWeights(ofImages), [tf.zeros([2, 4])]).shape).toEqual([2, 16, 16, 3]);
  const large = generatorNetwork(paper, [16, 16, 3], 4);
  expect(large.run(someWeights(large), [tf.zeros([2, 4])]).shape).toEqual([2, 16, 16, 3]);
});

it('refuses what does not fit, by name', () => {
  expect(() => generatorNetwork(mlp, [8], 0)).toThrow('generatorNetwork: latentWidth');
  expect(() => generatorNetwork(compact, [8], 4)).toThrow(
    'generatorNetwork: networks of the kind compact',
  );
  const network = generatorNetwork(mlp, [8], 4);
  const run = () => network.run(someWeights(network), [tf.zeros([2, 5])]);
  expect(thrownCode(run)).toBe('ERR_SHAPE');
  expect(run).toThrow('generatorNetwork: expected');
});
