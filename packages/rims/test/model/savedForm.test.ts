import { parameterLayout, RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import * as tf from '@tensorflow/tfjs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CoreConfig } from '../../src/cores/coreOf.ts';
import { registerRimsCell } from '../../src/layer/rimsCell.ts';
import { savedForm } from '../../src/model/savedForm.ts';
import { SequenceModel } from '../../src/model/sequenceModel.ts';
import type { SequenceModelConfig } from '../../src/model/sequenceModelConfig.ts';
import { memoryHandler } from '../memoryHandler.ts';

beforeAll(async () => {
  await useBackend();
  registerRimsCell();
});

const lstm: CoreConfig = { kind: 'lstm', units: 5, forgetBias: 1 };
const rims: CoreConfig = { kind: 'rims', units: 12, modules: 4, activeModules: 2 };
const INPUTS: readonly SequenceModelConfig['input'][] = [
  { kind: 'tokens', vocabulary: 6, width: 3 },
  { kind: 'vectors', width: 3 },
];
const CONFIGS = [
  lstm,
  rims,
  { ...rims, dynamics: 'gru' as const },
  { ...rims, preset: 'paper' as const },
].flatMap((core) =>
  INPUTS.flatMap((input) =>
    (['every', 'last'] as const).map((answers): SequenceModelConfig => {
      return { core, input, outputs: 2, answers, dropout: answers === 'last' ? 0.3 : 0 };
    }),
  ),
);

/** A model whose parameters are all large enough to matter. */
async function create(config: SequenceModelConfig): Promise<SequenceModel> {
  const drawn = SequenceModel.create(config, new RandomStream(3));
  const stream = new RandomStream(4);
  const start = await drawn.parameters.values.data();
  const values = Float32Array.from(start, (value) => value + stream.normal(0, 0.2));
  drawn.dispose();
  return new SequenceModel(config, values);
}

/** Sequences time-major, for the model, and batch-major, for layers. */
function sequencesFor({ input }: SequenceModelConfig): { ours: tf.Tensor3D; layers: tf.Tensor } {
  const [steps, batch] = [7, 3];
  const stream = new RandomStream(5);
  if (input.kind === 'vectors') {
    const ours = tf.tensor3d(stream.normals(steps * batch * input.width), [
      steps,
      batch,
      input.width,
    ]);
    return { ours, layers: ours.transpose([1, 0, 2]) };
  }
  const tokens = Array.from({ length: steps * batch }, () => stream.integer(0, input.vocabulary));
  const ours = tf.tensor2d(tokens, [steps, batch], 'int32');
  return { ours: ours as unknown as tf.Tensor3D, layers: ours.transpose() };
}

describe.each(
  CONFIGS.map((config) => {
    const { core, input, answers } = config;
    const { dynamics = '', preset = '' } = core as { dynamics?: string; preset?: string };
    return [
      `${core.kind} ${dynamics}${preset} of ${input.kind}, answers ${answers}`,
      config,
    ] as const;
  }),
)('%s', (_, config) => {
  it('opens with stock tf.loadLayersModel and predicts the same', async () => {
    const model = await create(config);
    const handler = memoryHandler();
    await model.save(handler);
    const layers = await tf.loadLayersModel(handler);
    const { ours, layers: theirs } = sequencesFor(config);
    const expected = model.run(ours).answers.transpose([1, 0, 2]);
    const found = layers.predict(theirs) as tf.Tensor;
    expect(found.shape).toEqual(
      config.answers === 'every' ? expected.shape : [expected.shape[0], 2],
    );
    const difference = expected.reshape(found.shape).sub(found).abs().max();
    expect((await difference.data())[0]).toBeLessThan(1e-5);
    expect((await expected.abs().max().data())[0]).toBeGreaterThan(0.1);
    layers.dispose();
    model.dispose();
  });

  it('comes back from the same files to the last bit', async () => {
    const model = await create(config);
    const handler = memoryHandler();
    await model.save(handler);
    const loaded = await SequenceModel.load(handler);
    expect(loaded.config).toEqual(model.config);
    expect(await loaded.parameters.values.data()).toEqual(await model.parameters.values.data());
    model.dispose();
    loaded.dispose();
  });
});

it('opens from a folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rims-model-'));
  const model = await create(CONFIGS[0] as SequenceModelConfig);
  await model.save(modelFolder(folder));
  const layers = await tf.loadLayersModel(modelFolder(folder));
  expect(layers.layers.map(({ name }) => name)).toEqual(['embedding', 'core', 'decoder']);
  const loaded = await SequenceModel.load(modelFolder(folder));
  expect(await loaded.parameters.values.data()).toEqual(await model.parameters.values.data());
  layers.dispose();
  loaded.dispose();
  model.dispose();
  await rm(folder, { recursive: true });
});

it('lays an LSTM out as tf.layers has it: gates i, f, g, o, and its names', () => {
  const layout = parameterLayout([
    { name: 'embedding', shape: [2, 4] },
    { name: 'core/kernel', shape: [2, 4] },
    { name: 'core/recurrentKernel', shape: [1, 4] },
    { name: 'core/bias', shape: [4] },
    { name: 'decoder/kernel', shape: [1, 4] },
    { name: 'decoder/bias', shape: [4] },
  ]);
  const config = { core: lstm, input: INPUTS[0], outputs: 4, answers: 'every', dropout: 0 };
  const form = savedForm(config as SequenceModelConfig, layout);
  expect(form.layout.specs.map(({ name }) => name)).toEqual([
    'embedding/embeddings',
    'core/kernel',
    'core/recurrent_kernel',
    'core/bias',
    'decoder/kernel',
    'decoder/bias',
  ]);
  const [i, f, o, g] = [10, 20, 30, 40];
  const before = [1, 2, 3, 4, 5, 6, 7, 8, i, f, o, g, i + 1, f + 1, o + 1, g + 1];
  const after = [1, 2, 3, 4, 5, 6, 7, 8, i, f, g, o, i + 1, f + 1, g + 1, o + 1];
  const rest = [...[i, f, o, g], ...[i, f, o, g], 1, 2, 3, 4, 5, 6, 7, 8];
  const swapped = [...[i, f, g, o], ...[i, f, g, o], 1, 2, 3, 4, 5, 6, 7, 8];
  const values = Float32Array.of(...before, ...rest);
  expect(form.exchange(values)).toEqual(Float32Array.of(...after, ...swapped));
  expect(form.exchange(form.exchange(values))).toEqual(values);
  expect(values[10]).toBe(o);
});

it('has dropout layers where the model drops, and none else', () => {
  const layout = parameterLayout([]);
  const layersOf = (dropout: number, input: SequenceModelConfig['input']) => {
    const form = savedForm({ core: lstm, input, outputs: 1, answers: 'last', dropout }, layout);
    const { layers } = form.topology?.['config'] as {
      layers: { class_name: string; config: { name: string; rate?: number } }[];
    };
    return layers.map(({ class_name, config: { rate } }) => [class_name, rate]);
  };
  const [tokens, vectors] = INPUTS as [SequenceModelConfig['input'], SequenceModelConfig['input']];
  const [embedding, core, decoder] = ['Embedding', 'LSTM', 'Dense'].map((name) => [
    name,
    undefined,
  ]);
  expect(layersOf(0, tokens)).toEqual([embedding, core, decoder]);
  expect(layersOf(0.5, tokens)).toEqual([
    embedding,
    ['Dropout', 0.5],
    core,
    ['Dropout', 0.5],
    decoder,
  ]);
  // Vectors are read as they are.
  expect(layersOf(0.5, vectors)).toEqual([core, ['Dropout', 0.5], decoder]);
});

it.each<CoreConfig>([
  { kind: 'ntm', controllerUnits: 4, slots: 3, slotWidth: 2 },
  { kind: 'rmc', slots: 2, heads: 2, headWidth: 2 },
  { kind: 'entnet', slots: 2, slotWidth: 2 },
  { kind: 'dnc', controllerUnits: 4, slots: 3, slotWidth: 2 },
  { kind: 'transformer', layers: 1, heads: 2, width: 4 },
])('has no layers for $kind, whose files SequenceModel alone reads', async (core) => {
  const input = { kind: 'vectors', width: 3 } as const;
  const model = await create({ core, input, outputs: 2, answers: 'last', dropout: 0 });
  const handler = memoryHandler();
  await model.save(handler);
  await expect(tf.loadLayersModel(handler)).rejects.toThrow();
  const loaded = await SequenceModel.load(handler);
  expect(await loaded.parameters.values.data()).toEqual(await model.parameters.values.data());
  model.dispose();
  loaded.dispose();
});
