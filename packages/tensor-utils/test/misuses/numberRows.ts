import type { MisuseRows } from '@causal-mechanisms/test-utils';
import { stream } from './parts.ts';

export const NUMBER_ROWS: MisuseRows = {
  RandomStream: {
    arguments: () => ({ seed: 1 }),
    counts: ['seed'],
  },
  'RandomStream.fromState': {
    owner: ['RandomStream.fromState', 'RandomStream.restore', 'RandomStream'],
    arguments: () => ({ state: { ...stream().state(), spareNormal: 1 } }),
    misuses: { 'state.words': [[0, 0, 0, 0], [1]] },
    accepts: { 'state.spareNormal = null': 'none is left' },
  },
  'RandomStream.restore': {
    owner: ['RandomStream.restore', 'RandomStream'],
    arguments: () => ({ self: stream(), state: { ...stream().state(), spareNormal: 1 } }),
    misuses: { 'state.words': [[0, 0, 0, 0], [1]] },
    accepts: { 'state.spareNormal = null': 'none is left' },
  },
  'RandomStream.split': { arguments: () => ({ self: stream(), name: 'noise' }) },
  'RandomStream.uniform': {
    arguments: () => ({ self: stream(), low: 0, high: 1 }),
    misuses: { low: [-Infinity], high: [Infinity] },
  },
  'RandomStream.normal': {
    arguments: () => ({ self: stream(), mean: 0, deviation: 1 }),
    misuses: { mean: [Infinity], deviation: [Infinity, -1] },
  },
  'RandomStream.integer': {
    arguments: () => ({ self: stream(), low: 0, high: 2 }),
    misuses: { low: [2, 0.5, -(2 ** 53)], high: [0, 0.5, 2 ** 53, 2 ** 32 + 1] },
  },
  'RandomStream.categorical': {
    arguments: () => ({ self: stream(), weights: [1, 2] }),
    misuses: { weights: [[], [0], [-1, 2], [Infinity], ['a']] },
  },
  'RandomStream.gamma': {
    arguments: () => ({ self: stream(), shape: 2 }),
    misuses: { shape: [0, -1, Infinity] },
  },
  'RandomStream.dirichlet': {
    arguments: () => ({ self: stream(), concentration: [1, 2] }),
    misuses: { concentration: [[], [0], [-1, 2], [Infinity]] },
  },
  'RandomStream.shuffle': {
    arguments: () => ({ self: stream(), values: [1, 2] }),
    accepts: { 'values = null at 0': 'anything is shuffled', 'values = NaN at 0': '' },
  },
  'RandomStream.sampleIndices': {
    arguments: () => ({ self: stream(), count: 1, size: 2 }),
    sizes: ['count', 'size'],
    misuses: { count: [3] },
  },
  'RandomStream.normals': {
    arguments: () => ({ self: stream(), length: 2, mean: 0, deviation: 1 }),
    sizes: ['length'],
    misuses: { mean: [Infinity], deviation: [-1, Infinity] },
  },
  'RandomStream.uniforms': {
    arguments: () => ({ self: stream(), length: 2, low: 0, high: 1 }),
    sizes: ['length'],
    misuses: { low: [-Infinity], high: [Infinity] },
  },
  constantValues: { arguments: () => ({ length: 2, value: 1 }), sizes: ['length'] },
  normalValues: {
    arguments: () => ({ length: 2, deviation: 1, stream: stream() }),
    sizes: ['length'],
    misuses: { deviation: [-1, Infinity] },
  },
  uniformValues: {
    arguments: () => ({ length: 2, bound: 1, stream: stream() }),
    sizes: ['length'],
    misuses: { bound: [Infinity] },
  },
  sigmoid: { arguments: () => ({ value: 1 }), accepts: { 'value = NaN': 'NaN' } },
  softplus: { arguments: () => ({ value: 1 }), accepts: { 'value = NaN': 'NaN' } },
  logSigmoid: { arguments: () => ({ value: 1 }), accepts: { 'value = NaN': 'NaN' } },
};
