import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { FrameModel } from '../../src/frames/frameModel.ts';
import { readFrameModel, writeFrameModel } from '../../src/frames/frameModelArtifacts.ts';
import { SequenceModel } from '../../src/model/sequenceModel.ts';
import { memoryHandler } from '../memoryHandler.ts';
import { tiny } from './someFrames.ts';

beforeAll(() => useBackend());

it('keeps configuration and parameters under their names', async () => {
  const model = new FrameModel(tiny(), new RandomStream(1));
  const handler = memoryHandler();
  await writeFrameModel(model, handler);
  const artifacts = (await handler.load?.()) as tf.io.ModelArtifacts;
  expect(artifacts.weightSpecs?.map(({ name }) => name)).toEqual(
    model.network.layout.specs.map(({ name }) => name),
  );
  const { config, values } = await readFrameModel(handler);
  expect(config).toEqual(model.config);
  expect(values).toEqual(Float32Array.from(await model.parameters.values.data()));
  model.dispose();
});

it('refuses another kind of model', async () => {
  const other = SequenceModel.create(
    {
      core: { kind: 'lstm', units: 3 },
      input: { kind: 'vectors', width: 2 },
      outputs: 1,
      answers: 'last',
      dropout: 0,
    },
    new RandomStream(1),
  );
  const handler = memoryHandler();
  await other.save(handler);
  await expect(readFrameModel(handler)).rejects.toMatchObject({ code: 'ERR_FILE_FORMAT' });
  other.dispose();
});
