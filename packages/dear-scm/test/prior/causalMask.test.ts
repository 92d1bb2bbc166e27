import { thrownCode } from '@causal-mechanisms/test-utils';
import { causalMask } from '../../src/prior/causalMask.ts';

it('orders factors and finds the longest path', () => {
  const chain = causalMask('test', [
    [0, 0, 0],
    [1, 0, 0],
    [1, 1, 0],
  ]);
  expect(chain).toEqual({ factors: 3, causes: [[1, 2], [2], []], order: [2, 1, 0], depth: 2 });
  expect(causalMask('test', [Uint8Array.of(0, 1), Uint8Array.of(0, 0)]).depth).toBe(1);
  expect(causalMask('test', [[0]])).toEqual({ factors: 1, causes: [[]], order: [0], depth: 0 });
});

it('refuses what is no graph without cycles', () => {
  const code = (mask: number[][]) => thrownCode(() => causalMask('test', mask));
  expect(code([])).toBe('ERR_SHAPE');
  expect(code([[0, 1]])).toBe('ERR_SHAPE');
  expect(
    code([
      [0, 0.5],
      [0, 0],
    ]),
  ).toBe('ERR_VALUES');
  expect(
    code([
      [0, 1],
      [1, 0],
    ]),
  ).toBe('ERR_ARGUMENT');
  expect(code([[1]])).toBe('ERR_ARGUMENT');
  expect(code([[0, 1], [0]])).toBe('ERR_SHAPE');
  for (const wrong of [null, {}, 'mask', [null, null], ['00', '00']]) {
    expect(code(wrong as unknown as number[][])).toBe('ERR_ARGUMENT');
  }
});
