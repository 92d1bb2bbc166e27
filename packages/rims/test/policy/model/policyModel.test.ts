import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { PolicyModel } from '../../../src/policy/model/policyModel.ts';
import type { PolicyConfig } from '../../../src/policy/model/policyConfig.ts';
import { memoryHandler } from '../../memoryHandler.ts';
import { SequenceModel } from '../../../src/model/sequenceModel.ts';

beforeAll(() => useBackend());

const PARTS: PolicyConfig = {
  core: { kind: 'lstm', units: 4 },
  observationWidth: 3,
  actions: 2,
  encoder: [5],
  actor: [],
  critic: [],
};
const create = () => PolicyModel.create(PARTS, new RandomStream(1));

describe('PolicyModel', () => {
  it('counts its parameters', () => {
    const model = create();
    // 3 5 + 5, (5 + 4 + 1) 16, 4 2 + 2, 4 + 1.
    expect(model.parameterCounts).toEqual({ all: 20 + 160 + 10 + 5, core: 160 });
    expect(model.core.kind).toBe('lstm');
    model.dispose();
  });

  it('is saved and loaded to the last bit', async () => {
    const before = tf.memory().numTensors;
    const [model, handler] = [create(), memoryHandler()];
    await model.save(handler);
    const loaded = await PolicyModel.load(handler);
    expect(loaded.config).toEqual(model.config);
    expect(await loaded.parameters.values.data()).toEqual(await model.parameters.values.data());
    model.dispose();
    loaded.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses other files, starts and streams', async () => {
    const handler = memoryHandler();
    const other = SequenceModel.create(
      {
        core: PARTS.core,
        input: { kind: 'vectors', width: 3 },
        outputs: 2,
        answers: 'every',
        dropout: 0,
      },
      new RandomStream(1),
    );
    await other.save(handler);
    other.dispose();
    await expect(PolicyModel.load(handler)).rejects.toMatchObject({ code: 'ERR_FILE_FORMAT' });
    const before = tf.memory().numTensors;
    expect(() => new PolicyModel(PARTS, new Float32Array(3))).toThrow(
      expect.objectContaining({ code: 'ERR_SHAPE' }) as Error,
    );
    expect(() => new PolicyModel(PARTS, 7 as never)).toThrow(/PolicyModel: start/);
    expect(() => PolicyModel.create(PARTS, 7 as never)).toThrow(/PolicyModel.create: stream/);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('cannot be used after it was disposed, which may happen twice', async () => {
    const model = create();
    model.dispose();
    model.dispose();
    await expect(model.save(memoryHandler())).rejects.toMatchObject({ code: 'ERR_DISPOSED' });
    expect(() => {
      model.checkAlive('f');
    }).toThrow(/^f: the policy was disposed/);
  });
});
