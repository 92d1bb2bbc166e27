import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { convolutionalKind } from '../../../src/networks/kinds/convolutionalKind.ts';
import type { LayerWeights } from '../../../src/networks/kinds/expertKind.ts';
import { parameterTensors } from '../../support.ts';

beforeAll(() => useBackend());

it.each(['batchNormFirst', 'activationFirst'] as const)(
  'gives the weights of every layer, named as they are saved: %s',
  (order) => {
    const kind = convolutionalKind({ filters: 4, channels: 2, gamma: 'one', order });
    const { parameters, statistics } = kind.draw(new RandomStream(1));
    const views = parameterTensors(kind.layout, parameters);
    const weights: LayerWeights = [];
    const input = tf.input({ shape: [null, null, 2] });
    const expert = { parameters: views, statistics: tf.tensor1d(statistics) };
    const output = kind.layers(input, expert, 'one', weights);
    const model = tf.model({ inputs: input, outputs: output });
    for (const [layer, tensors] of weights) {
      const names = model.getLayer(layer).weights.map(({ originalName }) => originalName);
      expect(names.every((name) => name.startsWith('one_'))).toBe(true);
      expect(
        model
          .getLayer(layer)
          .getWeights()
          .map(({ shape }) => shape),
      ).toEqual(tensors.map(({ shape }) => shape));
    }
    const saved = model.weights.map(({ originalName }) => originalName.slice(4));
    const expected = [...kind.layout.specs, ...kind.statistics.specs].map(({ name }) => name);
    expect(saved.sort()).toEqual(expected.sort());
  },
);
