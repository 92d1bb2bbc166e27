import { convolutionInfo, isPointwise } from '../../src/kernels/convolutionGeometry.ts';

describe('convolutionInfo', () => {
  it('computes sizes and padding of a strided, dilated convolution', () => {
    const info = convolutionInfo([2, 9, 7, 3], [3, 3, 3, 4], {
      ...{ strides: [2, 1], pad: 'same', dilations: [1, 2] },
    });
    expect(info).toMatchObject({
      ...{ batchSize: 2, inHeight: 9, inWidth: 7, inChannels: 3 },
      ...{ outHeight: 5, outWidth: 7, outChannels: 4 },
      ...{ strideHeight: 2, strideWidth: 1, dilationHeight: 1, dilationWidth: 2 },
      padInfo: { top: 1, left: 2, type: 'SAME' },
      dataFormat: 'channelsLast',
    });
  });

  it('takes gradients, which name no dilation, for undilated', () => {
    expect(convolutionInfo([1, 5, 5, 1], [3, 3, 1, 1], { strides: 1, pad: 'valid' })).toMatchObject(
      { dilationHeight: 1, dilationWidth: 1, outHeight: 3, outWidth: 3 },
    );
  });

  it('reads images with channels first', () => {
    const attributes = { strides: 1, pad: 'valid', dataFormat: 'NCHW' } as const;
    expect(convolutionInfo([1, 3, 8, 6], [3, 3, 3, 4], attributes)).toMatchObject({
      ...{ inChannels: 3, inHeight: 8, inWidth: 6, outHeight: 6, outWidth: 4 },
      dataFormat: 'channelsFirst',
    });
  });

  it('rounds sizes that do not divide as it is told', () => {
    const outHeight = (dimRoundingMode: 'floor' | 'ceil') =>
      convolutionInfo([1, 6, 6, 1], [3, 3, 1, 1], { strides: 2, pad: 0, dimRoundingMode })
        .outHeight;
    expect([outHeight('floor'), outHeight('ceil')]).toEqual([2, 3]);
  });
});

describe('isPointwise', () => {
  it.each([
    [1, 1, 1, true],
    [1, 1, 2, false],
    [1, 2, 1, false],
    [2, 1, 1, false],
  ])('of a filter %d x %d at stride %d: %s', (height, width, strides, expected) => {
    const info = convolutionInfo([1, 4, 4, 1], [height, width, 1, 1], { strides, pad: 'same' });
    expect(isPointwise(info)).toBe(expected);
  });

  it('is false where one stride alone is larger', () => {
    const info = convolutionInfo([1, 4, 4, 1], [1, 1, 1, 1], { strides: [1, 2], pad: 'same' });
    expect(isPointwise(info)).toBe(false);
  });
});
