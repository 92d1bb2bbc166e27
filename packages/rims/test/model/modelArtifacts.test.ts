import { expectDamageAnswered } from '@causal-mechanisms/test-utils';
import { SequenceModel } from '../../src/model/sequenceModel.ts';
import { ParameterVector, RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { readSequenceModel, writeSequenceModel } from '../../src/model/modelArtifacts.ts';
import { resolveSequenceModelConfig } from '../../src/model/sequenceModelConfig.ts';
import type { SequenceModelConfig } from '../../src/model/sequenceModelConfig.ts';
import { sequenceNetwork } from '../../src/model/sequenceNetwork.ts';
import { memoryHandler } from '../memoryHandler.ts';

beforeAll(() => useBackend());

const configOf = (core: SequenceModelConfig['core']) =>
  resolveSequenceModelConfig({
    core,
    input: { kind: 'tokens', vocabulary: 3, width: 2 },
    outputs: 2,
    answers: 'every',
    dropout: 0.1,
  });

it.each<SequenceModelConfig['core']>([
  { kind: 'lstm', units: 3 },
  { kind: 'rims', units: 4, modules: 2, activeModules: 1 },
  { kind: 'entnet', slots: 2, slotWidth: 3 },
])('gives back configuration and numbers of a model with $kind', async (core) => {
  const config = configOf(core);
  const { layout } = sequenceNetwork(config);
  const values = new RandomStream(1).normals(layout.length);
  const parameters = new ParameterVector(layout, tf.tensor1d(values));
  const handler = memoryHandler();
  await writeSequenceModel({ config, parameters }, handler);
  const before = tf.memory().numTensors;
  expect(await readSequenceModel(handler)).toEqual({ config, values });
  expect(tf.memory().numTensors).toBe(before);
  expect(handler.artifacts.userDefinedMetadata).toEqual({
    format: 'causal-mechanisms/rims',
    config,
  });
  // What was written is no view of the model's own numbers.
  expect(await parameters.values.data()).toEqual(values);
  parameters.dispose();
});

it('refuses the weights of another core', async () => {
  const handler = memoryHandler();
  const config = configOf({ kind: 'lstm', units: 3 });
  const { layout } = sequenceNetwork(config);
  const parameters = new ParameterVector(layout, tf.zeros([layout.length]));
  await writeSequenceModel({ config, parameters }, handler);
  const other = configOf({ kind: 'lstm', units: 4 });
  handler.artifacts = {
    ...handler.artifacts,
    userDefinedMetadata: { ...handler.artifacts.userDefinedMetadata, config: other },
  };
  await expect(readSequenceModel(handler)).rejects.toMatchObject({
    code: 'ERR_FILE_FORMAT',
    message: 'SequenceModel.load: the parameters do not fit the saved configuration',
  });
  parameters.dispose();
});

it.each<SequenceModelConfig['core']>([
  { kind: 'lstm', units: 3 },
  { kind: 'rims', units: 4, modules: 2, activeModules: 1 },
  { kind: 'ntm', controllerUnits: 3, slots: 3, slotWidth: 3 },
  { kind: 'rmc', slots: 2, heads: 1, headWidth: 3 },
  { kind: 'entnet', slots: 2, slotWidth: 3 },
  { kind: 'dnc', controllerUnits: 3, slots: 2, slotWidth: 3 },
  { kind: 'transformer', width: 4, layers: 1, heads: 2 },
])('answers damage in any place at once, and leaves nothing behind: $kind', async (core) => {
  const model = SequenceModel.create(configOf(core), new RandomStream(1));
  const refused = await expectDamageAnswered(model, (handler) => SequenceModel.load(handler));
  expect(refused).toBeGreaterThan(50);
});
