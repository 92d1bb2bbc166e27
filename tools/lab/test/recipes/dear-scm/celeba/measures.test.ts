import * as tf from '@tensorflow/tfjs';
import { factorDataset } from '@causal-mechanisms/datasets';
import type { DearModel } from '@causal-mechanisms/dear-scm';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import {
  celebaMeasures,
  measureDownstream,
} from '../../../../src/recipes/dear-scm/celeba/measures.ts';
import { celebaSchema } from '../../../../src/recipes/dear-scm/celeba/settings.ts';
import type { ImageResult } from '../../../../src/recipes/dear-scm/images/imageResult.ts';
import { celebaGraph } from '../../../../src/recipes/dear-scm/celeba/celebaSets.ts';

const CONFIG = celebaSchema.parse({ downstream: { few: 20, repeats: 2 } });
const { signal } = new AbortController();

/** The observation says the target, and the mouth says nothing. */
const DATA = factorDataset({
  name: 'faces',
  observations: Float32Array.from({ length: 80 }, (_, i) => (i % 2 === 0 ? 2 : -2)),
  shape: [1],
  factors: [
    { name: 'target', kind: 'binary' },
    { name: 'Mouth_Slightly_Open', kind: 'binary' },
  ],
  values: Array.from({ length: 80 }, (_, i) => [Number(i % 2 === 0), Number(i % 4 < 2)]).flat(),
});
const MODEL = {
  observationShape: [1],
  factorNames: ['x'],
  latentWidth: 1,
  encode: (x: tf.Tensor) => tf.clone(x as tf.Tensor2D),
} as unknown as DearModel;

const RESULT = {
  measured: {
    agreement: [],
    reconstruction: 0.1,
    effects: { rows: [], columns: [], values: [] },
    adjacency: { rows: [], columns: [], values: [] },
  },
  images: {},
  more: { worst: 0.7, average: 0.8 },
} as unknown as ImageResult;

beforeAll(async () => {
  await useBackend();
});

describe('measureDownstream', () => {
  it.each([
    ['smile', []],
    ['attractive', ['few', 'many', 'efficiency']],
    ['manipulated', ['worst', 'average']],
  ] as const)('measures %s', async (structure, names) => {
    const task = { training: DATA, test: DATA, graph: celebaGraph(structure) };
    const options = { config: CONFIG, seed: 1, signal };
    const found = await measureDownstream(MODEL, structure, task, options);
    expect(Object.keys(found)).toEqual(names);
    for (const name of names) expect(found[name]).toBeGreaterThan(0.9);
  });
});

describe('celebaMeasures', () => {
  it('puts published figures of the prior beside those that were measured', () => {
    const measures = celebaMeasures('manipulated', RESULT, CONFIG);
    expect(measures.map(({ name, paper }) => [name, paper])).toEqual([
      ['manipulated/worst', '76.05±.70'],
      ['manipulated/average', '83.56±.09'],
      ['manipulated/reconstruction', undefined],
    ]);
    const monotone = celebaSchema.parse({ dear: { prior: { kind: 'monotone' } } });
    expect(celebaMeasures('manipulated', RESULT, monotone)[0]?.paper).toBe('71.37±.66');
    const independent = celebaSchema.parse({ dear: { prior: { kind: 'gaussian' } } });
    expect(celebaMeasures('manipulated', RESULT, independent)[0]).not.toHaveProperty('paper');
    expect(measures[2]?.label).toMatch(/^CelebA-Attractive, manipulated, mean squared/);
  });
});
