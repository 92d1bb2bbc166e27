import { checkPixels, shownShape } from '../../../../src/recipes/dear-scm/figures/shownImages.ts';

describe('shownShape', () => {
  it('takes grey and coloured images', () => {
    expect(shownShape('f', [4, 5, 1])).toEqual([4, 5, 1]);
    expect(shownShape('f', [4, 5, 3])).toEqual([4, 5, 3]);
  });

  it.each([[[32]], [[4, 5]], [[4, 5, 2]], [[1, 4, 5, 3]]])('refuses %j', (shape) => {
    expect(() => shownShape('f', shape)).toThrow(
      `f: expected images [height, width, 1 or 3 channels], got [${shape.join(', ')}]`,
    );
  });
});

describe('checkPixels', () => {
  it('counts pixels', () => {
    const expected = { count: 2, shape: [1, 2, 3] } as const;
    expect(() => checkPixels('f', 'real', new Float32Array(12), expected)).not.toThrow();
    expect(() => checkPixels('f', 'real', new Float32Array(13), expected)).toThrow(
      'f: expected 12 pixels of real (2 images 1x2x3), got 13',
    );
  });
});
