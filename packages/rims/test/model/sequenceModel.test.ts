import * as tf from '@tensorflow/tfjs';
import { copyingTask } from '@causal-mechanisms/datasets';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree, thrownCode } from '@causal-mechanisms/test-utils';
import { coreOf } from '../../src/cores/coreOf.ts';
import type { SequenceArrays } from '../../src/model/batchInput.ts';
import { SequenceModel } from '../../src/model/sequenceModel.ts';
import type { SequenceModelConfig } from '../../src/model/sequenceModelConfig.ts';
import { memoryHandler } from '../memoryHandler.ts';
import { difference } from '../cores/rims/forms.ts';
import { withoutKeys } from '../../src/cores/shared/withoutKeys.ts';

beforeAll(() => useBackend());

const ofTokens: SequenceModelConfig = {
  core: { kind: 'rims', units: 12, modules: 4, activeModules: 2 },
  input: { kind: 'tokens', vocabulary: 10, width: 6 },
  outputs: 10,
  answers: 'every',
  dropout: 0,
};
const ofVectors: SequenceModelConfig = {
  core: { kind: 'lstm', units: 5 },
  input: { kind: 'vectors', width: 3 },
  outputs: 2,
  answers: 'last',
  dropout: 0.5,
};
const create = (config: SequenceModelConfig) => SequenceModel.create(config, new RandomStream(3));
const batch = copyingTask({ gap: 3, symbols: 2 }).sample(4, new RandomStream(1));
const vectors = (values: Float32Array, steps = 2, size = 3, width = 3): SequenceArrays => ({
  steps,
  size,
  inputs: { kind: 'vectors', width, values },
});
const drawn = () => new RandomStream(7).normals(2 * 3 * 3);
const code = (error: { code?: string }) => error.code;

it('answers at every step, and tells which modules were active', async () => {
  const model = create(ofTokens);
  const { steps, batch: size, outputs, answers, activation } = await model.predict(batch);
  expect([steps, size, outputs]).toEqual([7, 4, 10]);
  expect(answers).toHaveLength(7 * 4 * 10);
  expect(activation).toHaveLength(7 * 4 * 4);
  expect(activation?.reduce((a, b) => a + b, 0)).toBe(7 * 4 * 2);
  model.dispose();
});

it('answers after the last step, as embedding, core and decoder do by hand', async () => {
  const model = create(ofVectors);
  const values = drawn();
  const prediction = await model.predict(vectors(values));
  expect(prediction).toMatchObject({ steps: 1, batch: 3, outputs: 2 });
  expect(prediction.activation).toBeUndefined();
  const parameters = model.parameters.views;
  const hidden = model.core.run(parameters.slice(0, 3), tf.tensor3d(values, [2, 3, 3])).outputs;
  const last = hidden.slice([1, 0, 0], [1, 3, 5]).reshape<tf.Tensor2D>([3, 5]);
  const expected = last.matMul(parameters[3] as tf.Tensor).add(parameters[4] as tf.Tensor);
  expect(await difference(expected, tf.tensor(prediction.answers, [3, 2]))).toBeLessThan(1e-6);
  model.dispose();
});

it('looks tokens up in its embedding', async () => {
  const model = create(ofTokens);
  const [embedding, ...rest] = model.parameters.views as [tf.Tensor2D, ...tf.Tensor[]];
  const { inputs, steps, size } = batch;
  const tokens = inputs.kind === 'tokens' ? inputs.tokens : new Int32Array();
  const dense = tf.gather(embedding, tf.tensor2d(tokens, [steps, size], 'int32'));
  const { outputs } = model.core.run(rest.slice(0, -2), dense as unknown as tf.Tensor3D);
  const [kernel, bias] = rest.slice(-2) as [tf.Tensor, tf.Tensor];
  const expected = outputs.reshape<tf.Tensor2D>([-1, 12]).matMul(kernel).add(bias);
  const { answers } = await model.predict(batch);
  expect(await difference(expected, tf.tensor(answers, [28, 10]))).toBeLessThan(1e-5);
  model.dispose();
});

it('goes on from a state', async () => {
  const model = create(ofTokens);
  const tokens = tf.tensor2d([1, 2, 0, 0, 9, 0], [6, 1], 'int32');
  const whole = model.run(tokens);
  const first = model.run(tokens.slice(0, 3));
  const second = model.run(tokens.slice(3, 3), first.state);
  expect(await difference(whole.answers.slice(3), second.answers)).toBeLessThan(1e-5);
  const wrong = { hidden: tf.zeros([2, 12]), cell: tf.zeros([2, 12]) };
  expect(thrownCode(() => model.run(tokens, wrong))).toBe('ERR_SHAPE');
  model.dispose();
});

it('counts its parameters', () => {
  const model = create(ofTokens);
  const core = coreOf(ofTokens.core, 6).layout.length;
  // Embedding 10 x 6, decoder 12 x 10 and 10.
  expect(model.parameterCounts).toEqual({ all: core + 60 + 120 + 10, core });
  model.dispose();
});

it('starts within the bounds of the authors’ code', async () => {
  const model = create(ofTokens);
  const views = model.parameters.views;
  const [embedding, kernel, bias] = await Promise.all(
    [views[0], views.at(-2), views.at(-1)].map(async (view) =>
      Array.from((await view?.data()) ?? []),
    ),
  );
  for (const values of [embedding, kernel]) {
    expect(Math.max(...(values ?? []).map(Math.abs))).toBeLessThanOrEqual(0.1);
    expect(Math.max(...(values ?? []).map(Math.abs))).toBeGreaterThan(0.08);
  }
  expect(new Set(bias)).toEqual(new Set([0]));
  model.dispose();
});

it.each<[string, SequenceModelConfig, SequenceArrays, string]>([
  ['NaN', ofVectors, vectors(drawn().fill(NaN, 4, 5)), 'ERR_VALUES'],
  ['infinity', ofVectors, vectors(drawn().fill(Infinity, 4, 5)), 'ERR_VALUES'],
  ['another width', ofVectors, vectors(new Float32Array(24), 2, 3, 4), 'ERR_SHAPE'],
  ['too few numbers', ofVectors, vectors(new Float32Array(17)), 'ERR_SHAPE'],
  ['no sequences', ofVectors, vectors(new Float32Array(), 2, 0), 'ERR_SHAPE'],
  ['no steps', ofVectors, vectors(new Float32Array(), 0), 'ERR_SHAPE'],
  ['tokens where vectors belong', ofVectors, batch, 'ERR_SHAPE'],
  ['vectors where tokens belong', ofTokens, vectors(drawn()), 'ERR_SHAPE'],
  [
    'a token past the vocabulary',
    ofTokens,
    { steps: 1, size: 2, inputs: { kind: 'tokens', tokens: Int32Array.of(9, 10) } },
    'ERR_VALUES',
  ],
  [
    'a negative token',
    ofTokens,
    { steps: 1, size: 2, inputs: { kind: 'tokens', tokens: Int32Array.of(0, -1) } },
    'ERR_VALUES',
  ],
])('refuses %s', async (_, config, sequences, expected) => {
  const model = create(config);
  expect(await model.predict(sequences).catch(code)).toBe(expected);
  model.dispose();
});

describe('a saved model', () => {
  it.each([
    ['tokens', ofTokens, batch],
    ['vectors', ofVectors, vectors(drawn())],
  ] as const)('answers as before: %s', async (_, config, sequences) => {
    const model = create(config);
    const handler = memoryHandler();
    await model.save(handler);
    const loaded = await SequenceModel.load(handler);
    expect(loaded.config).toEqual(model.config);
    expect((await loaded.predict(sequences)).answers).toEqual(
      (await model.predict(sequences)).answers,
    );
    model.dispose();
    loaded.dispose();
  });

  it('tells its parameters by name', async () => {
    const model = create(ofVectors);
    const handler = memoryHandler();
    await model.save(handler);
    expect(handler.artifacts.weightSpecs?.map(({ name, shape }) => [name, shape])).toEqual([
      ['core/kernel', [3, 20]],
      ['core/recurrent_kernel', [5, 20]],
      ['core/bias', [20]],
      ['decoder/kernel', [5, 2]],
      ['decoder/bias', [2]],
    ]);
    model.dispose();
  });

  type Artifacts = tf.io.ModelArtifacts;
  const changed = (saved: Artifacts, change: object): Artifacts => ({
    ...saved,
    userDefinedMetadata: { ...saved.userDefinedMetadata, ...change },
  });
  it.each<[string, (saved: Artifacts) => Artifacts]>([
    ['of another format', (saved) => changed(saved, { format: 'layers-model' })],
    ['without metadata', (saved) => withoutKeys(saved, 'userDefinedMetadata')],
    ['without a configuration', (saved) => changed(saved, { config: undefined })],
    [
      'of an unknown core',
      (saved) => changed(saved, { config: { ...ofVectors, core: { kind: 'lstmm' } } }),
    ],
    ['of other sizes', (saved) => changed(saved, { config: { ...ofVectors, outputs: 3 } })],
    [
      'cut short',
      (saved) => ({ ...saved, weightData: (saved.weightData as ArrayBuffer).slice(4) }),
    ],
    [
      'cut within a number',
      (saved) => ({ ...saved, weightData: (saved.weightData as ArrayBuffer).slice(1) }),
    ],
    ['without weights', (saved) => withoutKeys(saved, 'weightSpecs', 'weightData')],
  ])('is refused: %s', async (_, damage) => {
    const model = create(ofVectors);
    const handler = memoryHandler();
    await model.save(handler);
    handler.artifacts = damage(handler.artifacts);
    expect(await SequenceModel.load(handler).catch(code)).toBe('ERR_FILE_FORMAT');
    model.dispose();
  });

  it('needs a handler that can do what is asked', async () => {
    const model = create(ofVectors);
    expect(await model.save({}).catch(code)).toBe('ERR_FILE_FORMAT');
    expect(await SequenceModel.load({}).catch(code)).toBe('ERR_FILE_FORMAT');
    model.dispose();
  });
});

it('does nothing after it was disposed', async () => {
  const model = create(ofVectors);
  model.dispose();
  model.dispose();
  expect(await model.predict(vectors(drawn())).catch(code)).toBe('ERR_DISPOSED');
  expect(await model.save(memoryHandler()).catch(code)).toBe('ERR_DISPOSED');
  expect(thrownCode(() => model.run(tf.zeros<tf.Rank.R3>([1, 1, 3])))).toBe('ERR_DISPOSED');
});

it('copies the parameters that it is given', async () => {
  const made = create(ofVectors);
  const values = Float32Array.from(await made.parameters.values.data());
  const model = new SequenceModel(ofVectors, values);
  const before = Float32Array.from(values);
  values.fill(7);
  expect(Float32Array.from(await model.parameters.values.data())).toEqual(before);
  made.dispose();
  model.dispose();
});

it('refuses parameters of another number, and disposes of them', () => {
  const before = tf.memory().numTensors;
  expect(thrownCode(() => new SequenceModel(ofVectors, new Float32Array(3)))).toBe('ERR_SHAPE');
  expect(tf.memory().numTensors).toBe(before);
});

it('leaves nothing behind', async () => {
  await expectLeakFree(async () => {
    for (const [config, sequences] of [
      [ofTokens, batch],
      [ofVectors, vectors(drawn())],
    ] as const) {
      const model = create(config);
      await model.predict(sequences);
      await model.predict(vectors(drawn().fill(NaN))).catch(code);
      const handler = memoryHandler();
      await model.save(handler);
      (await SequenceModel.load(handler)).dispose();
      model.dispose();
    }
  });
});
