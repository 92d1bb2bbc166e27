import * as tf from '@tensorflow/tfjs';
import { factorDataset } from '@causal-mechanisms/datasets';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { trainDear } from '../../src/training/trainDear.ts';

beforeAll(() => useBackend());

/** Lamps and shadows of 100 - light, give or take 10, seen as three numbers. */
function lamps(size: number) {
  const stream = new RandomStream(1);
  const values: number[] = [];
  const observations: number[] = [];
  for (let row = 0; row < size; row++) {
    const light = stream.normal(55, 14);
    const shadow = 100 - light + stream.normal(0, 10);
    values.push(light, shadow);
    observations.push(...seen(light, shadow));
  }
  return factorDataset({
    name: 'lamps',
    observations: Float32Array.from(observations),
    shape: [3],
    factors: [
      { name: 'light', kind: 'continuous', unit: 'degrees' },
      { name: 'shadow', kind: 'continuous', unit: 'cm' },
    ],
    values,
  });
}

const seen = (light: number, shadow: number) =>
  [light / 50 - 1, shadow / 50 - 1, (light + shadow) / 50 - 2] as const;

it('answers what an observation would have been, as the scene itself would', async () => {
  const config = {
    latentWidth: 2,
    encoder: 'deterministic',
    networks: { kind: 'mlp', width: 32, depth: 1, injectedNoise: false },
    supervision: { loss: 'l2' },
    batchSize: 64,
    iterations: 300,
    average: 0.97,
    learningRates: {
      encoder: 4e-3,
      generator: 4e-3,
      discriminator: 8e-3,
      map: 4e-3,
      adjacency: 1e-2,
    },
    seed: 1,
  } as const;
  for await (const event of trainDear(lamps(1024), { graph: 'light -> shadow', config })) {
    if (event.kind !== 'end') continue;
    const { model } = event;
    // A shadow of 5 more than usual: with the light at 70 it would have been 35.
    const x = tf.tensor2d([[...seen(40, 65)]]);
    const done = await model.do(x, { light: 70 });
    const [moved] = await model.traverse(x, { values: { light: [70] } });
    const effect = await model.do(x, { shadow: 35 });
    expect(done.after.values[1]).toBeGreaterThan(28);
    expect(done.after.values[1]).toBeLessThan(42);
    expect(moved?.after.values[1]).toBeCloseTo(65, -1);
    expect(moved?.after.values[1]).toBe(moved?.before.values[1]);
    expect(effect.after.values[0]).toBe(effect.before.values[0]);
    // What the observation itself becomes.
    const shown = await done.observations.data();
    seen(70, 35).forEach((value, i) =>
      expect(Math.abs((shown[i] ?? NaN) - value)).toBeLessThan(0.25),
    );
    tf.dispose([x, done.observations, moved?.observations ?? [], effect.observations]);
    model.dispose();
  }
}, 120_000);
