import type { Factor } from '@causal-mechanisms/datasets';
import { thrownCode } from '@causal-mechanisms/test-utils';
import fc from 'fast-check';
import { labelScaling, labelScalingFrom } from '../../src/labels/labelScaling.ts';

const light: Factor = { name: 'light', kind: 'continuous' };
const smile: Factor = { name: 'smile', kind: 'binary' };
const labels = [48, 0, 68, 1, NaN, 1, 88, NaN];

it('scales to the range for cross entropy', () => {
  const scaling = labelScaling(labels, [light, smile], { loss: 'ce' });
  const { values, present } = scaling.toTargets(labels);
  [0.005, 0.005, 0.5, 0.995, 0, 0.995, 0.995, 0].forEach((value, i) =>
    expect(values[i]).toBeCloseTo(value, 6),
  );
  expect(Array.from(present)).toEqual([1, 1, 1, 1, 0, 1, 1, 0]);
  expect(scaling.toLatent(0, 78)).toBeCloseTo(Math.log(3), 12);
  expect(scaling.toLatent(0, 68)).toBe(0);
  expect(scaling.toUnits(0, Math.log(3))).toBeCloseTo(78, 12);
  expect(scaling.toLatent(1, 1)).toBeCloseTo(Math.log(199), 10);
  expect(scaling.toLatent(1, 0)).toBeCloseTo(-Math.log(199), 10);
  expect(scaling.toUnits(1, 0)).toBe(0.5);
  // Beyond the range there is no logit: the end stands for it.
  expect(scaling.toLatent(0, 500)).toBe(scaling.toLatent(0, 88));
});

it('standardises for squared error', () => {
  const scaling = labelScaling(labels, [light, smile], { loss: 'l2' });
  const [range] = scaling.state.ranges;
  expect(range).toEqual({
    name: 'light',
    kind: 'continuous',
    least: 48,
    most: 88,
    mean: 68,
    deviation: 20,
  });
  expect(scaling.toLatent(0, 98)).toBe(1.5);
  expect(scaling.toUnits(0, 1.5)).toBe(98);
  const { values } = scaling.toTargets([48, NaN]);
  expect(Array.from(values)).toEqual([-1, 0]);
});

it('goes there and back', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('ce', 'l2'),
      fc.double({ min: 48.3, max: 87.7, noNaN: true }),
      (loss, value) => {
        const scaling = labelScaling(labels, [light, smile], { loss: loss });
        expect(scaling.toUnits(0, scaling.toLatent(0, value))).toBeCloseTo(value, 8);
      },
    ),
    { seed: 1 },
  );
});

it('survives being stored', () => {
  const scaling = labelScaling(labels, [light, smile], { loss: 'ce', margin: 0.01 });
  const back = labelScalingFrom(JSON.parse(JSON.stringify(scaling.state)) as typeof scaling.state);
  expect(back.state).toEqual(scaling.state);
  expect(back.toLatent(0, 0)).toBeCloseTo(Math.log(0.01 / 0.99), 10);
});

it('refuses labels that cannot be scaled', () => {
  const code = (values: number[], factors: Factor[], margin?: number) =>
    thrownCode(() =>
      labelScaling(values, factors, { loss: 'ce', ...(margin === undefined ? {} : { margin }) }),
    );
  expect(code([], [light])).toBe('ERR_SHAPE');
  expect(code([1, 2], [])).toBe('ERR_SHAPE');
  expect(code([1, 2, 3], [light, smile])).toBe('ERR_SHAPE');
  expect(code([NaN, NaN], [light])).toBe('ERR_VALUES');
  expect(code([2, 2], [light])).toBe('ERR_VALUES');
  expect(code([2, Infinity], [light])).toBe('ERR_VALUES');
  expect(code([0, 1, 2], [smile])).toBe('ERR_VALUES');
  expect(code([0, 1], [smile], 0)).toBe('ERR_VALUES');
  expect(code([0, 1], [smile], 0.5)).toBe('ERR_VALUES');
  const scaling = labelScaling([0, 1], [light], { loss: 'ce' });
  expect(thrownCode(() => scaling.toLatent(1, 0))).toBe('ERR_SHAPE');
  expect(
    thrownCode(() => labelScaling(labels, [light, smile], { loss: 'ce' }).toTargets([1])),
  ).toBe('ERR_SHAPE');
});

it('says which label is infinite, and refuses a range that numbers cannot span', () => {
  const scaling = labelScaling(labels, [light, smile], { loss: 'l2' });
  expect(() => scaling.toTargets([50, 0, 60, -Infinity])).toThrow(
    'labelScaling.toTargets: labels must be finite or NaN, got -Infinity of factor 1 in row 1',
  );
  expect(thrownCode(() => labelScaling([-1.7e308, 1.7e308], [light], { loss: 'ce' }))).toMatch(
    /ERR_(ARGUMENT|VALUES)/,
  );
});
