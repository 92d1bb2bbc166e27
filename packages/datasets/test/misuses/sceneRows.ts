import type { MisuseRows } from '@causal-mechanisms/test-utils';
import * as api from '../../src/index.ts';

const sceneOptions = () => ({ rows: 4, noise: 0.5, split: 'train', seed: 3 });

export const SCENE_ROWS: MisuseRows = {
  flow: {
    arguments: () => ({ options: { ...sceneOptions(), size: 16 } }),
    sizes: ['options.size', 'options.rows'],
    counts: ['options.seed'],
    misuses: {
      'options.noise': [-1, Infinity],
      'options.split': ['all'],
      'options.size': [15, 513],
    },
  },
  pendulum: {
    arguments: () => ({
      options: {
        ...sceneOptions(),
        size: 16,
        floor: 2,
        corrupted: 0.5,
        background: { agreement: 0.8 },
      },
    }),
    sizes: ['options.size', 'options.rows'],
    counts: ['options.seed'],
    misuses: {
      'options.noise': [-1, Infinity],
      'options.floor': [-1, 13],
      'options.corrupted': [-0.1, 1.1],
      'options.background.agreement': [-0.1, 1.1],
      'options.split': ['all'],
    },
  },
  'SceneDataset.counterfactual': {
    owner: 'pendulum/train.counterfactual',
    arguments: () => ({ targets: { light: 60 } }),
    call: ({ targets }: { targets: Record<string, number> }) =>
      api.pendulum({ rows: 2, size: 16 }).counterfactual(targets),
    misuses: { targets: [{}], 'targets.light': [0, 180, -10, Infinity] },
  },
  pendulumCeiling: {
    arguments: () => ({
      options: { noise: 1, floor: 2, corrupted: 0.2, background: { agreement: 0.8 } },
    }),
    misuses: {
      'options.noise': [-1, Infinity],
      'options.corrupted': [2],
      'options.background.agreement': [2],
    },
  },
  pendulumFeatures: {
    arguments: () => ({
      options: { ...sceneOptions(), floor: 2, corrupted: 0.5, background: { agreement: 0.8 } },
    }),
    sizes: ['options.rows'],
    counts: ['options.seed'],
  },
  pendulumShadow: {
    arguments: () => ({ pendulum: 10, light: 60 }),
    misuses: { pendulum: [Infinity], light: [0, 180, Infinity] },
  },
};
