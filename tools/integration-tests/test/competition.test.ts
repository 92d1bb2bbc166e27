import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import {
  createSampler,
  gatherImages,
  proceduralDigits,
  resizeImages,
  subset,
} from '@causal-mechanisms/datasets';
import { trainExperts } from '@causal-mechanisms/experts-gan';
import type { ExpertsModel } from '@causal-mechanisms/experts-gan';
import { assignmentVerdict, meanSquaredError, winMatrix } from '@causal-mechanisms/metrics';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import { createMixture, invertContrast, shift } from '@causal-mechanisms/transforms';
import { consumerFolder, nodeInConsumer } from './support/consumer.ts';

const CONFIG = {
  experts: 2,
  filters: 4,
  batchSize: 16,
  iterations: 120,
  discriminatorFilters: [4, 8, 8],
  discriminatorUnits: 32,
  learningRate: 3e-3,
} as const;

/** Digits of 16x16 pixels: one half inverted or shifted, the other half as it should be, and some to test on. */
function problem() {
  const digits = resizeImages(proceduralDigits({ size: 1064 }), { height: 16, width: 16 });
  const mixture = createMixture([invertContrast(), shift({ dx: 2 })], { assignment: 'stratified' });
  return {
    mixture,
    transformed: createSampler(subset(digits, { from: 0, to: 500 }), {
      transform: (images, stream) => mixture.apply(images, stream).images,
    }),
    canonical: createSampler(subset(digits, { from: 500, to: 1000 })),
    test: subset(digits, { from: 1000, to: 1064 }),
  };
}

describe('a competition of two experts for two mechanisms', () => {
  let model: ExpertsModel;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'competition-'));
    await useBackend({ backend: 'wasm' });
    const { transformed, canonical } = problem();
    for await (const event of trainExperts({ transformed, canonical }, { config: CONFIG })) {
      if (event.kind === 'end') model = event.model;
    }
  }, 120_000);

  afterAll(async () => {
    model.dispose();
    await rm(folder, { recursive: true });
  });

  it('gives each expert a mechanism of its own, which it inverts', async () => {
    const { mixture, test } = problem();
    const original = await gatherImages(
      test,
      Int32Array.from({ length: 64 }, (_, i) => i),
    );
    const mixed = mixture.apply(original.images, new RandomStream(5));
    const { images, winners } = await model.invert(mixed.images);
    const matrix = winMatrix({
      winners,
      mechanisms: mixed.assignment,
      expertCount: 2,
      mechanismCount: 2,
    });
    const [before, after] = [
      await meanSquaredError(mixed.images, original.images),
      await meanSquaredError(images, original.images),
    ].map((errors) => errors.reduce((sum, error) => sum + error, 0) / errors.length);
    tf.dispose([original.images, mixed.images, images]);
    expect(assignmentVerdict(matrix)).toMatchObject({ matched: 2 });
    expect(after).toBeLessThan((before ?? 0) / 2);
  }, 60_000);

  it('saves a model that stock TensorFlow.js loads in another process, with the same output', async () => {
    await model.save(modelFolder(join(folder, 'model')));
    const stream = new RandomStream(3);
    const pixels = Float32Array.from({ length: 2 * 16 * 16 }, () => stream.uniform());
    const input = tf.tensor4d(pixels, [2, 16, 16, 1]);
    const script = join(consumerFolder(), 'loadModel.mjs');
    await writeFile(join(folder, 'pixels.json'), JSON.stringify([...pixels]));
    await writeFile(
      script,
      `
      import { readFile } from 'node:fs/promises';
      import * as tf from '@tensorflow/tfjs';
      import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
      const model = await tf.loadLayersModel(modelFolder('${join(folder, 'model')}'));
      const pixels = JSON.parse(await readFile('${join(folder, 'pixels.json')}', 'utf8'));
      const outputs = model.predict(tf.tensor4d(pixels, [2, 16, 16, 1]));
      const values = await Promise.all(outputs.map((output) => output.data()));
      console.log(JSON.stringify(values.map((value) => [...value])));
      `,
    );
    const { ended, stdout, stderr } = await nodeInConsumer([script]);
    expect({ ended, stderr }).toMatchObject({ ended: 0 });
    const outputs = JSON.parse(stdout) as readonly (readonly number[])[];
    const wanted = await expectedOutputs(model, input);
    input.dispose();
    expect(outputs.map(({ length }) => length)).toEqual(wanted.map(({ length }) => length));
    const errors = outputs.flatMap((values, k) =>
      values.map((value, i) => Math.abs(value - (wanted[k]?.[i] ?? NaN))),
    );
    expect(Math.max(...errors)).toBeLessThanOrEqual(1e-5);
  }, 60_000);
});

/** What the bank gives: the output of every expert, then the scores of every expert. */
async function expectedOutputs(
  model: ExpertsModel,
  input: tf.Tensor4D,
): Promise<readonly ArrayLike<number>[]> {
  const scores = model.scores(input);
  const experts = [0, 1].map((expert) => model.apply(input, expert));
  const values = await Promise.all(
    [...experts, ...tf.unstack(scores, 1)].map(async (tensor) => {
      const data = await tensor.data();
      tensor.dispose();
      return data;
    }),
  );
  scores.dispose();
  return values;
}
