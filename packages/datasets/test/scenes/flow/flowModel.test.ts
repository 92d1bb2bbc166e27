import { RandomStream } from '@causal-mechanisms/tensor-utils';
import {
  checkFlowTargets,
  drawFlowRows,
  FLOW_GRID,
  flowValues,
} from '../../../src/scenes/flow/flowModel.ts';
import type { FlowRows } from '../../../src/scenes/flow/flowModel.ts';
import { failure } from '../../testFiles.ts';

const rows: FlowRows = {
  count: 2,
  ball: Float64Array.of(1, 0.5),
  hole: Float64Array.of(2, 4),
  water: Float64Array.of(3, 1.875),
  gravity: Float64Array.of(0.02, 0.02),
};
const close = (values: readonly number[]) =>
  values.map((value) => expect.closeTo(value, 9) as number);

describe('flowValues', () => {
  it('raises the water by the ball and sends the jet by water and hole', () => {
    // Water 1 + 3 = 4 and 0.125 + 1.875 = 2; jets 8 + sqrt(2 * 1 * 8) and the same.
    expect([...flowValues(rows)]).toEqual(close([1, 2, 4, 12, 0.5, 4, 2, 12]));
  });

  it('lets everything follow that comes after a target', () => {
    expect([...flowValues(rows, { ball: 0 }).subarray(0, 4)]).toEqual(
      close([0, 2, 3, 8 + Math.sqrt(12)]),
    );
    expect([...flowValues(rows, { water: 9 }).subarray(0, 4)]).toEqual(close([1, 2, 9, 14]));
    expect([...flowValues(rows, { hole: 0.5, ball: 0 }).subarray(0, 4)]).toEqual(
      close([0, 0.5, 3, 8 + Math.sqrt(3)]),
    );
    expect([...flowValues(rows, { jet: 9 }).subarray(4)]).toEqual(close([0.5, 4, 2, 9]));
  });
});

describe('drawFlowRows', () => {
  const draw = (count: number, grid: boolean, noise = 0.01) =>
    drawFlowRows(count, grid, noise, new RandomStream(1));

  it('takes each combination of the grid once', () => {
    const { ball, hole, water } = draw(FLOW_GRID, true);
    expect(FLOW_GRID).toBe(8100);
    expect([ball[0], hole[0], water[0]]).toEqual([5 / 30, 2, 1]);
    expect([ball[1], hole[1], water[1]]).toEqual([5 / 30, 7 / 3, 1]);
    expect([ball[9], hole[9], water[9]]).toEqual([5 / 30, 2, 1.1]);
    expect([ball[8099], hole[8099], water[8099]]).toEqual([34 / 30, 14 / 3, 3.9]);
    expect(new Set(Array.from(ball, (r, i) => `${r} ${hole[i] ?? 0} ${water[i] ?? 0}`)).size).toBe(
      8100,
    );
  });

  it('draws from the same ranges', () => {
    const { ball, hole, water } = draw(3000, false);
    const ends = (values: Float64Array) => [Math.min(...values), Math.max(...values)];
    expect(ends(ball)[0]).toBeCloseTo(5 / 30, 2);
    expect(ends(ball)[1]).toBeCloseTo(34 / 30, 2);
    expect(ends(hole)[0]).toBeCloseTo(2, 2);
    expect(ends(hole)[1]).toBeCloseTo(14 / 3, 2);
    expect(ends(water)[0]).toBeCloseTo(1, 2);
    expect(ends(water)[1]).toBeCloseTo(3.9, 2);
  });

  it('adds at least the scale of the noise to gravity', () => {
    const { gravity } = draw(2000, false, 0.5);
    expect(Math.min(...gravity)).toBe(0.5);
    expect(gravity.filter((value) => value === 0.5).length / 2000).toBeCloseTo(0.683, 1);
    expect(Math.max(...gravity)).toBeGreaterThan(1.2);
    expect(Math.max(...draw(10, false, 0).gravity)).toBe(0);
  });
});

describe('checkFlowTargets', () => {
  it.each([
    [{ ball: 2.5 }, 'ball must be in \\[0, 2.4\\], got 2.5'],
    [{ ball: -1 }, 'ball'],
    [{ hole: -1 }, 'hole must be at least 0, got -1'],
    [{ water: -0.1 }, 'water'],
    [{ jet: 7 }, 'jet must be at least 8, got 7'],
  ])('refuses %j', (targets, pattern) => {
    expect(() => checkFlowTargets('test', targets as Record<string, number>)).toThrow(
      failure('ERR_ARGUMENT', `^test: ${pattern}`),
    );
  });

  it('takes what the scene can show', () => {
    expect(() => checkFlowTargets('test', { ball: 2.4, hole: 3, water: 0, jet: 20 })).not.toThrow();
  });
});
