import { thrownCode } from '@causal-mechanisms/test-utils';
import { rowTargets } from '../../src/interventions/rowTargets.ts';

it('gives every row a value', () => {
  const found = rowTargets(
    'test',
    new Map<number, number | number[]>([
      [1, 4],
      [0, [5, 6]],
    ]),
    2,
    2,
  );
  expect([...found]).toEqual([
    [1, Float64Array.of(4, 4)],
    [0, Float64Array.of(5, 6)],
  ]);
});

it('refuses what is no target', () => {
  const code = (factor: number, value: number | number[]) =>
    thrownCode(() => rowTargets('test', new Map([[factor, value]]), 3, 2));
  expect(code(3, 1)).toBe('ERR_ARGUMENT');
  expect(code(-1, 1)).toBe('ERR_ARGUMENT');
  expect(code(0.5, 1)).toBe('ERR_ARGUMENT');
  expect(code(0, NaN)).toBe('ERR_VALUES');
  expect(code(0, [1, Infinity])).toBe('ERR_VALUES');
  expect(code(0, [1])).toBe('ERR_SHAPE');
});
