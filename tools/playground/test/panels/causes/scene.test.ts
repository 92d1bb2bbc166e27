import {
  factorDataset,
  pendulum,
  pendulumFeatures,
  pendulumSuperGraph,
} from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import { trainDear } from '@causal-mechanisms/dear-scm';
import type { DearConfigInput, DearModel } from '@causal-mechanisms/dear-scm';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { isPendulum } from '../../../src/panels/causes/openModel.ts';
import { askScene } from '../../../src/panels/causes/scene.ts';

const SMALL: DearConfigInput = { latentWidth: 5, batchSize: 8, iterations: 2 };

async function trained(
  data: FactorDataset,
  graph: Parameters<typeof trainDear>[1]['graph'],
  config: DearConfigInput,
): Promise<DearModel> {
  for await (const event of trainDear(data, { graph, config: { ...SMALL, ...config } })) {
    if (event.kind === 'end') return event.model;
  }
  throw new Error('no model');
}

const LAMPS = factorDataset({
  name: 'lamps',
  observations: Float32Array.from({ length: 16 }, (_, i) => i / 16),
  shape: [2],
  factors: [
    { name: 'light', kind: 'continuous', unit: 'lux' },
    { name: 'on', kind: 'binary' },
  ],
  values: Float64Array.from({ length: 16 }, (_, i) => (i % 2 === 0 ? i * 5 : i % 4 === 1 ? 1 : 0)),
});

describe('askScene', () => {
  let images: DearModel;
  let lamps: DearModel;

  beforeAll(async () => {
    await useBackend();
    const networks = { kind: 'compact', width: 2 } as const;
    images = await trained(pendulum({ size: 16, rows: 64 }), pendulumSuperGraph, { networks });
    lamps = await trained(LAMPS, 'on -> light', { networks: { kind: 'mlp', width: 4 } });
  });

  afterAll(() => {
    images.dispose();
    lamps.dispose();
  });

  test('keeps causes and moves effects under do(), and holds all else in a traversal', async () => {
    const { reconstructed, intervened, traversed } = await askScene(images, {
      scene: 3,
      set: { light: 60 },
    });
    const at = (name: string) => images.factorNames.indexOf(name);
    const light = at('light');
    expect(intervened.values[light]).toBeCloseTo(60, 3);
    expect(traversed.values[light]).toBeCloseTo(60, 3);
    expect(intervened.values[at('pendulum')]).toBe(reconstructed.values[at('pendulum')]);
    for (const name of ['pendulum', 'shadow_length', 'shadow_position']) {
      expect(traversed.values[at(name)]).toBe(reconstructed.values[at(name)]);
    }
    expect(intervened.values[at('shadow_length')]).not.toBe(
      reconstructed.values[at('shadow_length')],
    );
  });

  test('draws the truth beside it: the shadow follows, the pendulum stays', async () => {
    const { given, truth } = await askScene(images, { scene: 3, set: { light: 60 } });
    const at = (name: string) => images.factorNames.indexOf(name);
    expect(truth?.values[at('light')]).toBe(60);
    expect(truth?.values[at('pendulum')]).toBe(given.values[at('pendulum')]);
    expect(truth?.values[at('shadow_position')]).not.toBe(given.values[at('shadow_position')]);
    expect(truth?.picture.values).toHaveLength(16 * 16 * 3);
    expect(truth?.picture.values).not.toEqual(given.picture.values);
  });

  test('changes nothing where nothing is set, and brings values to the range of the labels', async () => {
    const nothing = await askScene(images, { scene: 3, set: {} });
    expect(nothing.intervened.values).toEqual(nothing.reconstructed.values);
    expect(nothing.truth?.values).toEqual(nothing.given.values);
    const far = await askScene(images, {
      scene: 3,
      set: { light: 1e6, unknown: 1, pendulum: NaN },
    });
    const { most = NaN } = images.scaling.state.ranges.find(({ name }) => name === 'light') ?? {};
    expect(far.intervened.values[images.factorNames.indexOf('light')]).toBeCloseTo(most, 0);
  });

  test('draws a scene of its own where nobody knows the truth', async () => {
    const { given, truth, intervened, reconstructed } = await askScene(lamps, {
      scene: 1,
      set: { on: 1 },
    });
    expect(truth).toBeUndefined();
    expect(given).toEqual(reconstructed);
    expect(intervened.values[0]).toBeCloseTo(1, 1);
    expect(intervened.picture).toMatchObject({ height: 1, width: 2, channels: 1 });
    const other = await askScene(lamps, { scene: 2, set: {} });
    expect(other.given.values).not.toEqual(given.values);
  });

  test('knows pendulums as numbers too', async () => {
    const features = await trained(pendulumFeatures({ rows: 64 }), pendulumSuperGraph, {
      networks: { kind: 'mlp', width: 4 },
    });
    try {
      expect(isPendulum(features)).toBe(true);
      const { truth } = await askScene(features, { scene: 1, set: { pendulum: 10 } });
      expect(truth?.picture).toMatchObject({ height: 1, width: 32 });
    } finally {
      features.dispose();
    }
  });

  test('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    await askScene(images, { scene: 1, set: { pendulum: 5 } });
    await askScene(lamps, { scene: 1, set: {} });
    expect(tf.memory().numTensors).toBe(before);
  });
});
