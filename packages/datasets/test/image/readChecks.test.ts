import {
  checkIndices,
  checkManyPixels,
  checkRead,
  PIECE,
  pixelsPerImage,
} from '../../src/image/readChecks.ts';
import { failure, turnsDuring } from '../testFiles.ts';

describe('pixelsPerImage', () => {
  it('is the product of the sides and channels', () => {
    expect(pixelsPerImage([4, 5, 3])).toBe(60);
  });
});

describe('checkIndices', () => {
  it('takes every index that is there, and none at all', () => {
    expect(() => checkIndices('own', [0, 4, 4], 5)).not.toThrow();
    expect(() => checkIndices('own', [], 5)).not.toThrow();
  });

  it.each([5, -1, 0.5, NaN, Infinity])('refuses %d of five and says where it is', (index) => {
    expect(() => checkIndices('own', [0, index, 1], 5)).toThrow(
      failure('ERR_ARGUMENT', `^own: index ${index} is not in \\[0, 5\\)$`),
    );
    expect(() => checkIndices('own', [0, index, 1], 5)).toThrow(
      expect.objectContaining({ data: { place: 1, index, size: 5 } }) as Error,
    );
  });
});

describe('checkRead', () => {
  it('takes an array with room for exactly the images', () => {
    expect(() => checkRead('own', Int32Array.of(1, 1), new Float32Array(6), 2, 3)).not.toThrow();
  });

  it('refuses indices that are not there before it looks at the array', () => {
    expect(() => checkRead('own', Int32Array.of(2), new Float32Array(9), 2, 3)).toThrow(
      failure('ERR_ARGUMENT', 'own: index 2'),
    );
  });

  it.each([5, 7])('refuses room for %d numbers where 6 come', (room) => {
    expect(() => checkRead('own', Int32Array.of(0, 1), new Float32Array(room), 2, 3)).toThrow(
      failure('ERR_SHAPE', `^own: 2 images need an array of 6 numbers, got ${room}$`),
    );
  });
});

describe('checkManyPixels', () => {
  it('takes pixels, and none', async () => {
    await checkManyPixels('own', Float32Array.of(0, 1));
    await checkManyPixels('own', []);
  });

  it.each([0, PIECE - 1, PIECE, 2 * PIECE + 4])(
    'finds what is wrong at place %d',
    async (place) => {
      const pixels = new Float32Array(2 * PIECE + 5);
      pixels[place] = 2;
      await expect(checkManyPixels('own', pixels)).rejects.toMatchObject({
        code: 'ERR_VALUES',
        data: { index: place, value: 2 },
      });
    },
  );

  it('lets the event loop turn before each piece', async () => {
    const pixels = new Float32Array(2 * PIECE + 5);
    expect(await turnsDuring(() => checkManyPixels('own', pixels))).toBeGreaterThanOrEqual(3);
  });
});
