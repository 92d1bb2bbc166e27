import * as tf from '@tensorflow/tfjs';
import { factorDataset, pendulumFeatures, pendulumGraph } from '@causal-mechanisms/datasets';
import type { DearModel } from '@causal-mechanisms/dear-scm';
import { labelScaling, structuralModel } from '@causal-mechanisms/dear-scm';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import {
  labelCorrelations,
  lastMeans,
  learnedEdges,
  marginals,
} from '../../../../src/recipes/dear-scm/pendulum/measures.ts';
import { featureModel } from './models.ts';

beforeAll(() => useBackend());

const NAMES = ['pendulum', 'light', 'shadow_length', 'shadow_position'];
const ALLOWED = [
  [0, 1, 1, 1],
  [0, 0, 1, 1],
  [0, 0, 0, 1],
  [0, 0, 0, 0],
];

/** What `learnedEdges` asks of a model with these weights and slopes. */
function withWeights(
  values: readonly (readonly number[])[],
  slopes = [1, 1, 1, 1],
  graph: readonly (readonly number[])[] = ALLOWED,
): DearModel {
  const structure = structuralModel({
    prior: { kind: 'linear', leastSlope: null },
    mask: graph,
    latentWidth: 4,
    map: [...slopes, 0, 0, 0, 0],
    adjacency: values.flat(),
  });
  const model = {
    factorNames: NAMES,
    description: { graph },
    adjacency: () => Promise.resolve({ rows: NAMES, columns: NAMES, values }),
    structure: () => Promise.resolve(structure),
  };
  return model as unknown as DearModel;
}

const RIGHT = [
  [0, 0.1, 0.4, 0.3],
  [0, 0, -0.8, 0.7],
  [0, 0, 0, -0.2],
  [0, 0, 0, 0],
];

it('counts right signs and tells true edges from others', async () => {
  const edges = await learnedEdges(withWeights(RIGHT));
  expect(edges).toMatchObject({ signs: 4, auroc: 1 });
  expect(edges.adjacency.values).toEqual(RIGHT);
  const wrong = RIGHT.map((row) => row.map((value) => (value === 0.3 ? -0.15 : value)));
  // Of 4 x 2 pairs, .15 loses against .2.
  expect(await learnedEdges(withWeights(wrong))).toMatchObject({ signs: 3, auroc: 7 / 8 });
});

it('takes decreasing maps into account', async () => {
  // The latent of the length falls where its linear layer rises: both edges into it mean the opposite.
  expect((await learnedEdges(withWeights(RIGHT, [1, 1, -1, 1]))).signs).toBe(2);
});

it('has no edges to tell apart where all allowed ones are true', async () => {
  const graph = pendulumGraph.adjacency.map((row) => Array.from(row));
  const weights = RIGHT.map((row, i) => row.map((value, j) => value * (graph[i]?.[j] ?? 0)));
  expect(await learnedEdges(withWeights(weights, [1, 1, 1, 1], graph))).toMatchObject({
    signs: 4,
    auroc: null,
  });
});

it('correlates labels with latents, and tells errors in units', async () => {
  const data = factorDataset({
    name: 'three',
    observations: Float32Array.of(-1, 0, 1),
    shape: [1],
    factors: [
      { name: 'other', kind: 'continuous' },
      { name: 'a', kind: 'continuous' },
    ],
    values: [5, 10, 6, 20, 5, 30],
  });
  const scaling = labelScaling([10, 20, 30], [{ name: 'a', kind: 'continuous' }], { loss: 'l2' });
  const model = {
    observationShape: [1],
    latentWidth: 2,
    factorNames: ['a'],
    scaling,
    encode: (x: tf.Tensor2D) => tf.concat2d([x.mul(2), x.neg()], 1),
  } as unknown as DearModel;
  const { correlations, least, errors } = await labelCorrelations(model, data);
  expect(correlations.rows).toEqual(['a']);
  expect(correlations.columns).toEqual(['a', 'free 1']);
  expect(correlations.values[0]?.[0]).toBeCloseTo(1, 6);
  expect(correlations.values[0]?.[1]).toBeCloseTo(-1, 6);
  expect(least).toBeCloseTo(1, 6);
  // Latents -2, 0, 2 stand for 0, 20, 40.
  expect(errors[0]).toBeCloseTo(20 / 3, 5);
});

it('compares the marginals of prior and encoder', async () => {
  const before = tf.memory().numTensors;
  const model = await featureModel();
  const data = pendulumFeatures({ rows: 300, split: 'test' });
  const found = await marginals(model, data, 500, new RandomStream(1));
  expect(found.map(({ factor }) => factor)).toEqual(NAMES);
  for (const { at, prior, encoded, distance } of found) {
    const width = (at[1] ?? NaN) - (at[0] ?? NaN);
    const mass = (densities: readonly number[]) => densities.reduce((a, b) => a + b, 0) * width;
    expect(mass(prior)).toBeCloseTo(1, 1);
    expect(mass(encoded)).toBeCloseTo(1, 1);
    expect(distance).toBeGreaterThan(0);
    expect(distance).toBeLessThanOrEqual(1);
  }
  model.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

it('finds no distance between a marginal and itself', async () => {
  const latents = new RandomStream(1).normals(200);
  const model = (shift: number) =>
    ({
      observationShape: [1],
      latentWidth: 1,
      factorNames: ['a'],
      sampleLatents: () => tf.tensor2d(latents, [200, 1]),
      encode: (x: tf.Tensor2D) => x.add(shift),
    }) as unknown as DearModel;
  const data = factorDataset({
    name: 'same',
    observations: latents,
    shape: [1],
    factors: [{ name: 'a', kind: 'continuous' }],
    values: Float64Array.from(latents),
  });
  const [same] = await marginals(model(0), data, 200, new RandomStream(1));
  expect(same?.distance).toBe(0);
  const [apart] = await marginals(model(100), data, 200, new RandomStream(1));
  expect(apart?.distance).toBe(1);
});

it('averages the last tenth of the steps', () => {
  const steps = Array.from({ length: 20 }, (_, i) => ({ scalars: { loss: i } }));
  expect(lastMeans(steps)).toEqual({ loss: 18.5 });
});
