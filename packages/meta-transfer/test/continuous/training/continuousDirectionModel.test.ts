import { expectDamageAnswered } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { FileFormatError, useBackend, ValuesError } from '@causal-mechanisms/tensor-utils';
import { ContinuousDirectionModel } from '../../../src/continuous/training/continuousDirectionModel.ts';
import { resolveContinuousConfig } from '../../../src/continuous/training/continuousConfig.ts';
import { bent, trained } from './runs.ts';

beforeAll(() => useBackend());

async function written(model: ContinuousDirectionModel): Promise<tf.io.ModelArtifacts> {
  let artifacts: tf.io.ModelArtifacts = {};
  await model.save(
    tf.io.withSaveHandler((given) => {
      artifacts = given;
      return Promise.resolve({
        modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' },
      });
    }),
  );
  return artifacts;
}

const config = resolveContinuousConfig({ mechanism: 'bumps', pairs: 10 }, Infinity);

describe('ContinuousDirectionModel', () => {
  it('answers by its belief', () => {
    const model = new ContinuousDirectionModel({ config, gamma: Math.log(3), deltas: [1, 2] });
    expect(model.belief).toBeCloseTo(0.75, 12);
    expect(model.predictDirection()).toBe('A->B');
    expect(model.expectedRatio()).toBeCloseTo((Math.exp(-1) + Math.exp(-2)) / 2, 12);
    model.learned(-Math.log(3), -4);
    expect(model.belief).toBeCloseTo(0.25, 12);
    expect(model.predictDirection()).toBe('B->A');
    expect(model.deltas).toEqual([1, 2, -4]);
    expect(model.expectedRatio()).toBeCloseTo((Math.exp(1) + Math.exp(2) + Math.exp(-4)) / 3, 12);
    model.restored(0.5, [7]);
    expect([model.gamma, ...model.deltas]).toEqual([0.5, 7]);
  });

  it('knows no ratio before the first episode', () => {
    const model = new ContinuousDirectionModel({ config, gamma: 0, deltas: [] });
    expect(() => model.expectedRatio()).toThrow(ValuesError);
  });

  it.each(['mdn', 'bumps'] as const)('is saved and loaded: %s', async (mechanism) => {
    const before = tf.memory().numTensors;
    const model = await trained(bent, {
      mechanism,
      hidden: 3,
      components: 2,
      trainingSteps: 2,
      trainingPairs: 10,
      episodes: 3,
      pairs: 30,
      fitPairs: 50,
      innerSteps: 2,
      parallel: 3,
    });
    const artifacts = await written(model);
    const loaded = await ContinuousDirectionModel.load(tf.io.fromMemory(artifacts));
    expect(loaded.config).toEqual(model.config);
    expect(loaded.gamma).toBe(model.gamma);
    expect(loaded.deltas).toEqual(model.deltas);
    const again = await written(loaded);
    expect(again.weightData).toEqual(artifacts.weightData);
    expect((artifacts.weightData as ArrayBuffer).byteLength > 0).toBe(mechanism === 'mdn');
    model.dispose();
    model.dispose();
    loaded.dispose();
    if (mechanism === 'mdn') await expect(model.save({})).rejects.toThrow('was disposed before');
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses files of something else, and damaged ones', async () => {
    const artifacts = await written(
      new ContinuousDirectionModel({ config, gamma: 1, deltas: [1] }),
    );
    const described = artifacts.userDefinedMetadata as object;
    for (const damage of [
      { ...described, format: 'other' },
      { ...described, gamma: 'x' },
      { ...described, config: { ...config, mechanism: 'mdn' } },
      { ...described, config: { ...config, episodes: -1 } },
    ]) {
      await expect(
        ContinuousDirectionModel.load(
          tf.io.fromMemory({ ...artifacts, userDefinedMetadata: damage }),
        ),
      ).rejects.toThrow(FileFormatError);
    }
  });
});

it.each(['mdn', 'bumps'] as const)(
  'answers damage in any place at once, and leaves nothing behind: %s',
  async (mechanism) => {
    const model = await trained(bent, { mechanism, pairs: 10, episodes: 1 });
    const refused = await expectDamageAnswered(model, (handler) =>
      ContinuousDirectionModel.load(handler),
    );
    expect(refused).toBeGreaterThan(50);
  },
);
