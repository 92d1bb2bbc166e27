import { expectDamageAnswered } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { resolveMamlModelConfig } from '../../src/maml/mamlConfig.ts';
import { checkAdaptation, MamlModel } from '../../src/maml/mamlModel.ts';
import { mlp } from '../../src/maml/network/mlp.ts';

beforeAll(() => useBackend());

const line = resolveMamlModelConfig({ inputs: 1, outputs: 1, hidden: [], innerRate: 0.1 });
const wide = resolveMamlModelConfig({ inputs: 2, outputs: 1, hidden: [4], activation: 'tanh' });

function wideModel(): MamlModel {
  return new MamlModel(wide, mlp(wide).initialValues(new RandomStream(1), 1));
}

describe('MamlModel', () => {
  it('predicts', async () => {
    const model = new MamlModel(line, Float32Array.of(2, 1));
    expect(Array.from(await model.predict([0, 1, -2]))).toEqual([1, 3, -3]);
    model.dispose();
  });

  it('adapts by gradient steps to another model, and stays as it was', async () => {
    const before = tf.memory().numTensors;
    const model = new MamlModel(line, Float32Array.of(2, 1));
    const adapted = await model.adapt({ x: [0, 1], y: [0, 0] });
    // Gradients 3 and 4 at a rate of 0.1.
    const [at0 = NaN, at1 = NaN] = await adapted.predict([0, 1]);
    expect([at0, at1 - at0].map((value) => Number(value.toFixed(5)))).toEqual([0.6, 1.7]);
    expect(Array.from(await model.predict([0]))).toEqual([1]);
    const twice = await model.adapt({ x: [0, 1], y: [0, 0] }, { steps: 2 });
    const further = await adapted.adapt({ x: [0, 1], y: [0, 0] });
    expect(await further.predict([3])).toEqual(await twice.predict([3]));
    const slow = await model.adapt({ x: [0, 1], y: [0, 0] }, { rate: 0.01 });
    expect((await slow.predict([0]))[0]).toBeCloseTo(0.96, 5);
    const same = await model.adapt({ x: [0, 1], y: [0, 0] }, { steps: 0 });
    expect(await same.predict([5])).toEqual(await model.predict([5]));
    for (const one of [model, adapted, twice, further, slow, same]) one.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is the same after saving and loading', async () => {
    const model = wideModel();
    let saved: tf.io.ModelArtifacts = {};
    await model.save(
      tf.io.withSaveHandler((artifacts) => {
        saved = artifacts;
        return Promise.resolve({
          modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' },
        });
      }),
    );
    const loaded = await MamlModel.load(tf.io.fromMemory(saved));
    expect(loaded.config).toEqual(model.config);
    const task = { x: [1, 2, 3, 4], y: [1, 2] };
    const [one, other] = [await model.adapt(task), await loaded.adapt(task)];
    expect(await other.predict([5, 6])).toEqual(await one.predict([5, 6]));
    for (const each of [model, loaded, one, other]) each.dispose();
    const before = tf.memory().numTensors;
    const broken = { ...saved, weightData: new ArrayBuffer(8) };
    await expect(MamlModel.load(tf.io.fromMemory(broken))).rejects.toMatchObject({
      code: 'ERR_FILE_FORMAT',
    });
    const foreign = { ...saved, userDefinedMetadata: { format: 'something' } };
    await expect(MamlModel.load(tf.io.fromMemory(foreign))).rejects.toMatchObject({
      code: 'ERR_FILE_FORMAT',
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('copies the parameters that it is given', async () => {
    const values = Float32Array.of(2, 1);
    const model = new MamlModel(line, values);
    values.fill(0);
    expect(Array.from(await model.predict([1]))).toEqual([3]);
    model.dispose();
  });

  it('refuses parameters of another number, and leaves no tensor', () => {
    const before = tf.memory().numTensors;
    expect(() => new MamlModel(line, new Float32Array(3))).toThrow(
      expect.objectContaining({ code: 'ERR_SHAPE' }) as Error,
    );
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([
    [{ x: [], y: [] }, {}, 'ERR_SHAPE', 'x must have 2 numbers per point and at least one point'],
    [{ x: [1, 2, 3], y: [1] }, {}, 'ERR_SHAPE', 'got 3 numbers'],
    [{ x: [1, 2], y: [1, 2] }, {}, 'ERR_SHAPE', 'y must have 1 x 1 x 1 numbers, got 2'],
    [{ x: [1, NaN], y: [1] }, {}, 'ERR_VALUES', 'x must be finite'],
    [{ x: [1, 2], y: [1] }, { steps: -1 }, 'ERR_ARGUMENT', 'steps must be an integer'],
    [{ x: [1, 2], y: [1] }, { rate: 0 }, 'ERR_ARGUMENT', 'rate must be finite and above 0, got 0'],
  ])('does not adapt to %j with %j', async (task, options, code, message) => {
    const model = wideModel();
    const before = tf.memory().numTensors;
    await expect(model.adapt(task, options)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });

  it('does not predict what does not fit, or when it was disposed', async () => {
    const model = wideModel();
    await expect(model.predict([1])).rejects.toMatchObject({ code: 'ERR_SHAPE' });
    await expect(model.predict([1, Infinity])).rejects.toMatchObject({ code: 'ERR_VALUES' });
    model.dispose();
    model.dispose();
    const gone = { code: 'ERR_DISPOSED' };
    await expect(model.predict([1, 2])).rejects.toMatchObject(gone);
    await expect(model.adapt({ x: [1, 2], y: [1] })).rejects.toMatchObject(gone);
    await expect(model.save({})).rejects.toMatchObject(gone);
  });
});

describe('adaptation that runs away', () => {
  it('gives no model of infinite weights', async () => {
    const model = new MamlModel(line, Float32Array.of(0, 0));
    const before = tf.memory().numTensors;
    const task = { x: [10, 20], y: [1, 2] };
    await expect(model.adapt(task, { steps: 100, rate: 10 })).rejects.toThrow(
      'MamlModel.adapt: adaptation ran away in 100 steps',
    );
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });
});

describe('checkAdaptation', () => {
  it('lets no step through that is none', () => {
    expect(() => {
      checkAdaptation('owner', { steps: 1, rate: Infinity, laterRate: 1 });
    }).toThrow('owner: rate must be finite and above 0, got Infinity');
    expect(() => {
      checkAdaptation('owner', { steps: 0.5, rate: 1, laterRate: 1 });
    }).toThrow('owner: steps');
  });
});

it('answers damage in any place at once, and leaves nothing behind', async () => {
  const refused = await expectDamageAnswered(wideModel(), (handler) => MamlModel.load(handler));
  expect(refused).toBeGreaterThan(50);
});
