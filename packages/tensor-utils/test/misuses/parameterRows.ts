import * as tf from '@tensorflow/tfjs';
import type { MisuseRows } from '@causal-mechanisms/test-utils';
import * as api from '../../src/index.ts';
import { adam, average, layout, opaque, parameters, SPOKEN, vector } from './parts.ts';

export const PARAMETER_ROWS: MisuseRows = {
  parameterLayout: {
    arguments: () => ({ specs: [{ name: 'kernel', shape: [2] }] }),
    misuses: {
      specs: [
        [{ name: 'a', shape: [0.5] }],
        [{ name: 'a', shape: [-1] }],
        [{ name: 'a', shape: [2 ** 31] }],
        [{ name: 'a', shape: [2 ** 20, 2 ** 20] }],
        [{ name: 'a', shape: 'x' }],
        [{ name: 7, shape: [1] }],
      ],
    },
  },
  joinParameters: { arguments: () => ({ parameters: parameters() }) },
  splitParameters: { arguments: () => ({ flat: tf.ones([3]), layout: layout() }) },
  ParameterVector: {
    arguments: () => ({ layout: layout(), values: tf.ones([3]) }),
  },
  'ParameterVector.replace': { arguments: () => ({ self: vector(), values: tf.ones([3]) }) },
  parameterViews: {
    owner: 'owner',
    arguments: () => ({ owner: 'owner', layout: layout(), parameters: parameters() }),
    accepts: SPOKEN,
  },
  movingAverage: {
    arguments: () => ({ average: tf.ones([2]), values: tf.ones([2]), decay: 0.5 }),
    misuses: { values: [tf.ones([3])], decay: [-0.1, 1.1, Infinity] },
    accepts: { 'average = a tensor with one axis more': 'values are what does not fit' },
  },
  'parameterViews matrix': {
    owner: 'owner',
    arguments: () => ({ name: 'kernel' }),
    call: ({ name }: { name: string }) => {
      const given = parameters();
      try {
        api.parameterViews('owner', layout(), given).matrix(name);
      } finally {
        tf.dispose(given);
      }
    },
    misuses: { name: ['none', 'bias'] },
  },
  'parameterViews vector': {
    owner: 'owner',
    arguments: () => ({ name: 'bias' }),
    call: ({ name }: { name: string }) => {
      const given = parameters();
      try {
        api.parameterViews('owner', layout(), given).vector(name);
      } finally {
        tf.dispose(given);
      }
    },
    misuses: { name: ['none', 'kernel'] },
  },
  writeParameters: {
    owner: ['Line.save', 'writeParameters'],
    arguments: () => ({
      handler: { save: () => Promise.resolve({ modelArtifactsInfo: {} }) },
      saved: {
        owner: 'Line',
        format: 'line',
        layout: opaque(api.parameterLayout([{ name: 'kernel', shape: [1] }])),
        values: Float32Array.of(1),
        description: {},
        topology: {},
      },
    }),
    accepts: {
      'saved.owner': 'opens messages',
      'saved.values = NaN at 0': 'of a run that diverged; it is not read back',
    },
  },
  readParameters: {
    owner: ['Line.load', 'readParameters'],
    arguments: () => ({
      handler: opaque({
        load: () =>
          Promise.resolve({
            weightSpecs: [{ name: 'slope', shape: [2], dtype: 'float32' }],
            weightData: Float32Array.of(2, 1).buffer,
            userDefinedMetadata: { format: 'line' },
          }),
      }),
      expected: {
        owner: 'Line',
        format: 'line',
        understand: () => ({ layout: api.parameterLayout([{ name: 'slope', shape: [2] }]) }),
      },
    }),
    accepts: { 'expected.owner': 'opens messages' },
    misuses: { 'handler.load': [7] },
  },
  ParameterAverage: {
    arguments: () => ({ parameters: vector(), decay: 0.5 }),
    misuses: { decay: [-1, 1, Infinity], parameters: [{}] },
  },
  'ParameterAverage.update': {
    arguments: () => ({ self: average(), parameters: vector() }),
    misuses: { parameters: [{}] },
  },
  FlatAdam: {
    arguments: () => ({
      length: 3,
      options: { learningRate: 0.1, beta1: 0.9, beta2: 0.9, epsilon: 0.1 },
    }),
    sizes: ['length'],
    misuses: {
      'options.learningRate': [0, -1, Infinity],
      'options.beta1': [1, -1],
      'options.beta2': [1, -1],
      'options.epsilon': [0, Infinity],
    },
  },
  'FlatAdam.update': {
    arguments: () => ({
      self: adam(),
      values: tf.ones([3]),
      gradient: tf.ones([3]),
      learningRate: 0.1,
    }),
    required: 2,
    misuses: { learningRate: [0, -1, Infinity] },
  },
  'FlatAdam.restore': {
    arguments: () => ({
      self: adam(),
      state: { first: new Float32Array(3), second: new Float32Array(3), steps: 1 },
    }),
    counts: ['state.steps'],
    misuses: { 'state.first': [[0, 0, 0], new Float32Array(2)] },
    accepts: {
      'state.first = NaN at 0': 'of a run that diverged',
      'state.second = NaN at 0': 'of a run that diverged',
    },
  },
};
