import { pendulumFeatures, pendulumSuperGraph } from '@causal-mechanisms/datasets';
import { trainDear } from '@causal-mechanisms/dear-scm';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { describeModel, isPendulum, openFiles } from '../../../src/panels/causes/openModel.ts';

const FACTORS = ['pendulum', 'light', 'shadow_length', 'shadow_position'];

describe('isPendulum', () => {
  test.each([
    [FACTORS, [32, 32, 3], true],
    [FACTORS.toReversed(), [64, 64, 3], true],
    [FACTORS, [32], true],
    [FACTORS, [33], false],
    [FACTORS, [32, 16, 3], false],
    [FACTORS, [32, 32, 1], false],
    [FACTORS, [8, 8, 3], false],
    [['a', 'b', 'c', 'd'], [32, 32, 3], false],
    [[...FACTORS, 'age'], [32, 32, 3], false],
  ])('of %j, %j is %p', (factorNames, observationShape, expected) => {
    expect(isPendulum({ factorNames, observationShape })).toBe(expected);
  });
});

describe('describeModel', () => {
  test('tells what sliders and the drawing of the graph need', async () => {
    await useBackend();
    const config = {
      latentWidth: 5,
      networks: { kind: 'mlp', width: 4 },
      batchSize: 8,
      iterations: 1,
    } as const;
    const data = pendulumFeatures({ rows: 64 });
    for await (const event of trainDear(data, { graph: pendulumSuperGraph, config })) {
      if (event.kind !== 'end') continue;
      const { factors, allowed, weights, ...rest } = await describeModel(event.model);
      expect(factors.map(({ name }) => name)).toEqual(FACTORS);
      expect(factors[1]).toMatchObject({ kind: 'continuous', unit: 'degrees' });
      expect(factors[1]?.least).toBeGreaterThanOrEqual(48);
      expect(factors[1]?.most).toBeLessThanOrEqual(88.5);
      expect(allowed.flat().reduce((sum, edge) => sum + edge, 0)).toBe(6);
      expect(weights[2]).toEqual([0, 0, 0, expect.any(Number)]);
      expect(rest).toEqual({ shape: [32], latentWidth: 5, isPendulum: true });
      event.model.dispose();
    }
  });
});

describe('openFiles', () => {
  test('says what is missing', async () => {
    await expect(openFiles([new File(['x'], 'notes.txt')])).rejects.toThrow('no model.json');
  });
});
