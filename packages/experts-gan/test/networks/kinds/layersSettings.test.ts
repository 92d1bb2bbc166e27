import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import {
  buildLayers,
  expertOfLayers,
  layersLayout,
  layersSchema,
} from '../../../src/networks/kinds/layersSettings.ts';
import { skipped, stacked } from './layers.ts';

beforeAll(() => useBackend());

it.each([
  ['a row of layers', stacked],
  ['a graph', skipped],
])('takes %s apart into plain JSON, and builds it again', (_, make) => {
  const model = make();
  const before = tf.memory().numTensors;
  const settings = expertOfLayers(model);
  expect(JSON.parse(JSON.stringify(settings))).toEqual(settings);
  expect(layersSchema.safeParse(settings).success).toBe(true);
  const expected = model.weights.map(({ originalName, shape }) => ({ name: originalName, shape }));
  expect(layersLayout(settings).specs).toEqual(expected);
  const named = buildLayers(settings, 'one_', 'one');
  expect(named.name).toBe('one');
  expect(named.weights.map(({ originalName }) => originalName)).toEqual(
    expected.map(({ name }) => `one_${name}`),
  );
  named.dispose();
  expect(tf.memory().numTensors).toBe(before);
  model.dispose();
});

const conv = (filters: number, more: object = {}) =>
  tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', ...more });
const inputShape = [8, 8, 1];
it.each([
  ['no model', () => 3, 'layers model'],
  ['another shape', () => tf.sequential({ layers: [conv(2, { inputShape })] }), 'same shape'],
  [
    'running statistics',
    () => tf.sequential({ layers: [conv(1, { inputShape }), tf.layers.batchNormalization()] }),
    'trainable',
  ],
  [
    'no weights',
    () => tf.sequential({ layers: [tf.layers.activation({ activation: 'elu', inputShape })] }),
    'must have weights',
  ],
])('refuses %s', (_, make, message) => {
  const model = make() as tf.LayersModel;
  const before = tf.memory().numTensors;
  expect(() => expertOfLayers(model)).toThrow(message);
  expect(tf.memory().numTensors).toBe(before);
});

it('refuses damaged layers', () => {
  const layers = { className: 'Sequential', config: { layers: [{ className: 'None' }] } } as const;
  expect(() => layersLayout({ layers })).toThrow('make up no model');
});
