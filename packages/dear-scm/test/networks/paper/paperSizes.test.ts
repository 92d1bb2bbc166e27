import { thrownCode } from '@causal-mechanisms/test-utils';
import { paperSizes } from '../../../src/networks/paper/paperSizes.ts';

it('has the sizes of the paper at 64 pixels', () => {
  expect(paperSizes('owner', [64, 64, 3], 32)).toEqual({
    sides: [4, 8, 16, 32, 64],
    channels: [512, 512, 256, 128, 64],
    attention: 32,
  });
});

it.each([
  [16, [4, 8, 16], [8, 4, 2], 8],
  [32, [4, 8, 16, 32], [16, 8, 4, 2], 16],
  [128, [4, 8, 16, 32, 64, 128], [16, 16, 16, 8, 4, 2], 32],
])('follows the side: %d', (side, sides, channels, attention) => {
  expect(paperSizes('owner', [side, side, 1], 1)).toEqual({ sides, channels, attention });
});

it.each([[[8, 8, 3]], [[48, 48, 3]], [[64, 32, 3]], [[64, 64]], [[6]]])('refuses %j', (shape) => {
  expect(thrownCode(() => paperSizes('owner', shape, 8))).toBe('ERR_SHAPE');
  expect(() => paperSizes('owner', shape, 8)).toThrow(
    'owner: networks of the kind paper need square images',
  );
});
