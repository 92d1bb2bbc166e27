import type { MisuseRows } from '@causal-mechanisms/test-utils';
import * as api from '../../src/index.ts';

const ballOptions = () => ({
  size: 2,
  steps: 2,
  height: 8,
  width: 8,
  balls: { least: 1, most: 2 },
  radii: { least: 0.1, most: 0.2 },
  masses: [1, 2],
  speed: 0.05,
  discs: 'soft',
  colours: [[1, 0, 0]],
  curtain: { width: 0.5, height: 0.5, x: 0, y: 0, level: 0.5 },
  split: 'train',
  seed: 3,
});

const small = () => api.bouncingBalls({ size: 2, steps: 2, height: 8, width: 8, radii: 0.1 });

export const PHYSICS_ROWS: MisuseRows = {
  bouncingBalls: {
    arguments: () => ({ options: ballOptions() }),
    sizes: ['options.size', 'options.steps', 'options.height', 'options.width'],
    counts: ['options.seed', 'options.balls.least', 'options.balls.most'],
    misuses: {
      'options.balls': [0, 256, 0.5, -1],
      'options.radii': [0, -0.1, 0.5, NaN, [0.1], [0.1, 0], 'small'],
      'options.masses': [0, -1, NaN, [1], [1, 0], 'heavy'],
      'options.speed': [0, -1, 2, Infinity],
      'options.discs': ['hard'],
      'options.colours': ['rainbow', [], [[1, 0]], [[1, 0, 2]], [7]],
      'options.curtain.width': [0, 1.1],
      'options.curtain.x': [-0.1, 0.6],
      'options.curtain.level': [-0.1, 1.1],
      'options.split': ['all'],
    },
    accepts: { 'options.masses = 7': 'the mass of all balls' },
  },
  'BouncingBalls.read': {
    owner: 'bouncing-balls/train.read',
    arguments: () => ({ indices: Int32Array.of(0), out: new Float32Array(128) }),
    call: ({ indices, out }: { indices: Int32Array; out: Float32Array }) =>
      small().read(indices, out),
    misuses: { indices: [Int32Array.of(2)], out: [new Float32Array(127)] },
    accepts: { 'out = NaN at 0': 'it is written over' },
  },
  'BouncingBalls.masks': {
    owner: 'bouncing-balls/train.masks',
    arguments: () => ({ indices: Int32Array.of(0), out: new Uint8Array(128) }),
    call: ({ indices, out }: { indices: Int32Array; out: Uint8Array }) =>
      small().masks(indices, out),
    misuses: { indices: [Int32Array.of(2)], out: [new Uint8Array(127)] },
  },
  'BouncingBalls.tracks': {
    owner: 'bouncing-balls/train.tracks',
    arguments: () => ({ indices: Int32Array.of(0) }),
    call: ({ indices }: { indices: Int32Array }) => small().tracks(indices),
    misuses: { indices: [Int32Array.of(2)] },
  },
  arrayFrames: {
    arguments: () => ({
      options: {
        name: 'own',
        origin: { kind: 'own', description: 'own' },
        frames: Float32Array.of(0, 1),
        steps: 1,
        shape: [1, 1, 1],
        masks: Uint8Array.of(0, 1),
      },
    }),
    sizes: ['options.steps'],
    misuses: {
      'options.frames': [[0, 1], new Float64Array(2), new Float32Array()],
      'options.shape': [[], [1, 1], [0, 1, 1], [3, 1, 1]],
      'options.masks': [new Uint8Array(3)],
    },
    accepts: {
      'options.origin': 'for people alone',
      'options.origin.kind': 'for people alone',
      'options.origin.description': 'for people alone',
    },
  },
  loadFramesIntoMemory: {
    arguments: () => ({
      sequences: {
        ...small(),
        origin: undefined,
        read: () => Promise.resolve(),
        tracks: () => undefined,
        masks: () => undefined,
      },
    }),
    sizes: ['sequences.size', 'sequences.steps'],
    misuses: { sequences: [{}], 'sequences.shape': [[8, 8]] },
    accepts: { 'sequences.origin': 'for people alone' },
  },
  simulateBalls: {
    arguments: () => ({
      start: {
        radii: [0.1, 0.1],
        masses: [1, 2],
        positions: [0.2, 0.5, 0.6, 0.5],
        velocities: [0.1, 0, 0, 0],
      },
      options: { steps: 2, width: 1, height: 1 },
    }),
    sizes: ['options.steps'],
    misuses: {
      'start.radii': [
        [0.1, 0],
        [0.1, -1],
      ],
      'start.masses': [[1], [1, 0]],
      'start.positions': [
        [0.2, 0.5],
        [0.2, 0.5, 0.3, 0.5],
        [0.05, 0.5, 0.6, 0.5],
      ],
      'options.width': [0, Infinity],
      'options.height': [0, -1],
    },
  },
};
