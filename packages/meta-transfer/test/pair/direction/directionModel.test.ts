import type * as tf from '@tensorflow/tfjs';
import { sigmoid } from '@causal-mechanisms/tensor-utils';
import { resolveDirectionConfig } from '../../../src/pair/direction/directionConfig.ts';
import { CausalDirectionModel } from '../../../src/pair/direction/directionModel.ts';
import { tabularHypotheses } from '../../../src/pair/tabularHypotheses.ts';
import { randomPair } from '../truths.ts';

function modelOf(gamma: number, deltas: readonly number[]) {
  const config = resolveDirectionConfig({ start: { gamma }, episodes: 7 });
  const model = new CausalDirectionModel(config, tabularHypotheses(randomPair(1, [3, 4])));
  for (const delta of deltas) model.state.totals.add(delta);
  return model;
}

/** A handler that keeps what it is given. */
function memory() {
  let kept: tf.io.ModelArtifacts = {};
  return {
    get kept() {
      return kept;
    },
    save: (artifacts: tf.io.ModelArtifacts) => {
      // As files would give it back.
      const { weightData, ...json } = artifacts;
      kept = JSON.parse(JSON.stringify(json)) as tf.io.ModelArtifacts;
      if (weightData !== undefined) kept.weightData = weightData;
      return Promise.resolve({
        modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' as const },
      });
    },
    load: () => Promise.resolve(kept),
  };
}

describe('CausalDirectionModel', () => {
  it('predicts the direction that is believed in more, with what speaks for it', () => {
    const forward = modelOf(2, [1, 0.5]);
    expect(forward.belief).toBeCloseTo(sigmoid(2), 12);
    expect(forward.predictDirection()).toMatchObject({
      direction: 'A->B',
      belief: expect.closeTo(sigmoid(2), 12) as number,
      meanDelta: 0.75,
      episodes: 2,
      warnings: [],
    });
    expect(forward.predictDirection().expectedRatio).toBe(forward.expectedRatio);
    const backward = modelOf(-3, [-1, -0.5]);
    expect(backward.predictDirection()).toMatchObject({ direction: 'B->A', meanDelta: 0.75 });
    expect(backward.predictDirection().belief).toBeCloseTo(sigmoid(3), 12);
    expect(backward.predictDirection().expectedRatio).toBeCloseTo(forward.expectedRatio, 12);
    expect(backward.expectedRatio).toBeGreaterThan(1);
    expect(backward.meanDelta).toBe(-0.75);
    forward.dispose();
  });

  it.each([[[0.25, -1]], [[]]])(
    'comes back from its files as it was: Deltas %j',
    async (deltas) => {
      const model = modelOf(0.1 + 0.2, deltas);
      model.state.optimiser = { steps: 3, first: 0.1, second: 1 / 3 };
      const handler = memory();
      await model.save(handler);
      const loaded = await CausalDirectionModel.load(handler);
      expect(loaded.config).toEqual(model.config);
      expect(loaded.gamma).toBe(model.gamma);
      expect(loaded.carry()).toEqual(model.carry());
      expect(loaded.state.totals.values).toEqual(model.state.totals.values);
      loaded.hypotheses.forward.conditional.forEach((p, i) => {
        expect(p).toBeCloseTo(model.hypotheses.forward.conditional[i] ?? NaN, 14);
      });
      expect(handler.kept.weightSpecs).toEqual([
        { name: 'joint', shape: [3, 3, 4], dtype: 'float32' },
      ]);
    },
  );

  it('refuses files of something else', async () => {
    const handler = memory();
    await modelOf(1, []).save(handler);
    const { kept } = handler;
    const load = (change: object) =>
      CausalDirectionModel.load({
        load: () =>
          Promise.resolve({
            ...kept,
            userDefinedMetadata: { ...kept.userDefinedMetadata, ...change },
          }),
      });
    for (const change of [
      { format: 'other' },
      { gamma: 'x' },
      { totals: [1] },
      { categories: [3, 5] },
    ]) {
      await expect(load(change)).rejects.toMatchObject({ code: 'ERR_FILE_FORMAT' });
    }
  });
});
