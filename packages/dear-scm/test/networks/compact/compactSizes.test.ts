import { thrownCode } from '@causal-mechanisms/test-utils';
import { compactSizes } from '../../../src/networks/compact/compactSizes.ts';

it.each([
  [16, [4], [1], [1, 1]],
  [32, [8, 4], [1, 2], [2, 1, 1]],
  [48, [12, 6, 3], [1, 2, 4], [4, 2, 1, 1]],
  [64, [16, 8, 4], [1, 2, 4], [4, 2, 1, 1]],
  [128, [32, 16, 8, 4], [1, 2, 4, 4], [4, 4, 2, 1, 1]],
  [80, [20, 10, 5], [1, 2, 4], [4, 2, 1, 1]],
])('halves maps of %d pixels down to 4 or an odd side', (side, sides, down, up) => {
  const sizes = compactSizes('owner', [side, side, 3], 10);
  expect(sizes).toEqual({
    block: 4,
    stages: sides.map((half) => [half, half]),
    down: down.map((times) => 10 * times),
    up: up.map((times) => 10 * times),
  });
});

it('takes images that are no squares', () => {
  expect(compactSizes('owner', [32, 64, 1], 8).stages).toEqual([
    [8, 16],
    [4, 8],
    [2, 4],
  ]);
});

it.each([[[8]], [[24, 32, 3]], [[32, 40, 3]], [[0, 16, 1]], [[32, 32]]])('refuses %j', (shape) => {
  expect(thrownCode(() => compactSizes('owner', shape, 8))).toBe('ERR_SHAPE');
  expect(() => compactSizes('owner', shape, 8)).toThrow(
    'owner: networks of the kind compact need images',
  );
});
