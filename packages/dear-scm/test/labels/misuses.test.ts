import { misuseTable } from '@causal-mechanisms/test-utils';
import { labelScaling, labelScalingFrom } from '../../src/index.ts';

const scaling = () =>
  labelScaling(
    [0, 0, 10, 1],
    [
      { name: 'a', kind: 'continuous' },
      { name: 'b', kind: 'binary' },
    ],
    {
      loss: 'ce',
    },
  );

describe('the boundary of the scaling of labels', () => {
  misuseTable(
    { labelScaling, labelScalingFrom },
    {
      labelScaling: {
        arguments: () => ({
          labels: [0, 0, 10, 1],
          factors: [
            { name: 'a', kind: 'continuous', unit: 'm' },
            { name: 'b', kind: 'binary' },
          ],
          options: { loss: 'l2', margin: 0.1 },
        }),
        misuses: {
          labels: [[], [1, 2, 3]],
          factors: [
            [
              { name: 'a', kind: 'continuous' },
              { name: 'a', kind: 'binary' },
            ],
            [{}, {}],
          ],
          'options.loss': ['mse'],
          'options.margin': [0, 0.5, -1],
        },
        accepts: { 'labels = NaN at 0': 'a missing label' },
      },
      labelScalingFrom: {
        arguments: () => ({ state: { ...scaling().state } }),
        misuses: {
          'state.ranges': [
            [],
            [{}],
            [{ ...scaling().state.ranges[0], least: 10 }],
            [{ ...scaling().state.ranges[0], deviation: 0 }],
          ],
          'state.loss': ['mse'],
          'state.margin': [0, 0.5],
        },
      },
      'LabelScaling.toTargets': {
        owner: 'labelScaling.toTargets',
        arguments: () => ({ labels: [0, 0, 10, 1] }),
        call: ({ labels }: { labels: number[] }) => scaling().toTargets(labels),
        misuses: { labels: [[1], [Infinity, 0]] },
        accepts: { 'labels = NaN at 0': 'a missing label' },
      },
      'LabelScaling.toLatent': {
        owner: 'labelScaling',
        arguments: () => ({ factor: 0, value: 3 }),
        call: ({ factor, value }: { factor: number; value: number }) =>
          scaling().toLatent(factor, value),
        misuses: { factor: [2, -1, 0.5], value: [Infinity] },
      },
      'LabelScaling.toUnits': {
        owner: 'labelScaling',
        arguments: () => ({ factor: 0, latent: 3 }),
        call: ({ factor, latent }: { factor: number; latent: number }) =>
          scaling().toUnits(factor, latent),
        misuses: { factor: [2, -1, 0.5] },
        accepts: { 'latent = NaN': 'what is not known stays unknown' },
      },
    },
  );
});
