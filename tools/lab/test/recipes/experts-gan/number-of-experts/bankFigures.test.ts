import { padImages, proceduralDigits } from '@causal-mechanisms/datasets';
import { ExpertsModel, resolveExpertsConfig, selectExperts } from '@causal-mechanisms/experts-gan';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { createMixture, invertContrast, shift } from '@causal-mechanisms/transforms';
import * as tf from '@tensorflow/tfjs';
import {
  bankFigures,
  bankMeasures,
} from '../../../../src/recipes/experts-gan/number-of-experts/bankFigures.ts';

beforeAll(() => useBackend({ backend: 'wasm' }));

const whole = {
  images: padImages(proceduralDigits({ size: 12 }), 2),
  mixture: createMixture([shift({ dx: 4 }), invertContrast()]),
  stream: new RandomStream(2),
};

describe('bankFigures', () => {
  it('finds experts that are there twice, and keeps those that win', async () => {
    const before = tf.memory().numTensors;
    const config = resolveExpertsConfig({
      experts: 1,
      filters: 2,
      discriminatorFilters: [2, 2, 2],
      discriminatorUnits: 4,
    });
    const model = ExpertsModel.create(config, [32, 32, 1], new RandomStream(1));
    const doubled = await selectExperts(model, [0, 0]);
    const found = await bankFigures(doubled, { whole }, 8);
    // Of two equal experts the first one wins everything.
    expect(found.kept).toEqual([0]);
    expect(found.groups).toEqual([[0, 1]]);
    expect(found.distances.values).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(found.pruned.accuracy).toBeNull();
    expect(found.pruned.meanSquaredError).toBe(found.merged.meanSquaredError);
    for (const bank of [model, doubled]) bank.dispose();
    expect(tf.memory().numTensors).toBe(before);
  }, 60_000);
});

describe('bankMeasures', () => {
  const distances = { rows: ['0', '1'], columns: ['0', '1'], values: [] };
  const quality = (accuracy: number | null) => ({ accuracy, meanSquaredError: 0.1 });

  it('are a row of the table of banks', () => {
    const measures = bankMeasures('two', '2 experts', quality(0.9), {
      kept: [1],
      pruned: quality(0.8),
      groups: [[0], [1]],
      merged: quality(0.7),
      distances,
    });
    expect(new Set(measures.map(({ table }) => table))).toEqual(new Set(['bank']));
    expect(measures.map(({ name, value }) => [name, value])).toEqual([
      ['two/kept', 1],
      ['two/groups', 2],
      ['two/accuracyBefore', 0.9],
      ['two/accuracyPruned', 0.8],
      ['two/accuracyMerged', 0.7],
      ['two/errorBefore', 0.1],
      ['two/errorPruned', 0.1],
      ['two/errorMerged', 0.1],
    ]);
    expect(measures[0]?.outOf).toBe(2);
  });

  it('lack accuracies where nothing reads', () => {
    const none = quality(null);
    const measures = bankMeasures('two', '2 experts', none, {
      kept: [0],
      pruned: none,
      groups: [[0]],
      merged: none,
      distances,
    });
    expect(measures.filter(({ name }) => name.includes('accuracy'))).toEqual([]);
  });
});
