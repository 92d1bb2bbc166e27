import { pendulumFeatures, pendulumSuperGraph } from '@causal-mechanisms/datasets';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { train } from './toy.ts';

beforeAll(() => useBackend());

// Causes are pendulum and light, effects length and position of the shadow; nothing tells that the two causes, and the two effects, have no edge.
it.each([4, 7])(
  'finds which effects are there on the pendulum, and their signs: seed %d',
  async (seed) => {
    const { model } = await train(pendulumFeatures(), {
      graph: pendulumSuperGraph,
      config: {
        latentWidth: 4,
        networks: { kind: 'mlp', width: 64, depth: 2, injectedNoise: false },
        batchSize: 256,
        iterations: 300,
        average: 0.95,
        learningRates: {
          encoder: 3e-3,
          generator: 1e-3,
          map: 1e-2,
          discriminator: 3e-3,
          adjacency: 3e-3,
        },
        seed,
      },
    });
    const { values } = await model.adjacency();
    model.dispose();
    const [pendulum = [], light = [], length = []] = values;
    const effects = [pendulum[2], pendulum[3], light[2], light[3]].map((value) => value ?? NaN);
    expect(effects.map(Math.sign)).toEqual([1, 1, -1, 1]);
    const others = [pendulum[1], length[3]].map((value) => Math.abs(value ?? NaN));
    expect(Math.min(...effects.map(Math.abs))).toBeGreaterThan(Math.max(...others));
  },
  240_000,
);
