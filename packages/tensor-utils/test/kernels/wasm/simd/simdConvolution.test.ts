import { convolutionInfo } from '../../../../src/kernels/convolutionGeometry.ts';
import type { ConvolutionAttributes } from '../../../../src/kernels/convolutionGeometry.ts';
import { simdShape, transposedShape } from '../../../../src/kernels/wasm/simd/simdConvolution.ts';

function shapeOf(
  channels: number,
  filters: number,
  attributes: Partial<ConvolutionAttributes> = {},
  [height, width]: readonly [number, number] = [3, 3],
) {
  const all: ConvolutionAttributes = { strides: 1, pad: 'same', ...attributes };
  return simdShape(convolutionInfo([2, 9, 7, channels], [height, width, channels, filters], all));
}

const none: [number, number] = [0, 0];

describe('simdShape', () => {
  it('describes a convolution', () => {
    expect(shapeOf(8, 16, { pad: 'valid' })).toEqual({
      ...{ batch: 2, inSize: [9, 7], outSize: [7, 5], channels: 8, filters: 16, pad: [0, 0] },
    });
    expect(shapeOf(1, 8)?.pad).toEqual([1, 1]);
    expect(shapeOf(8, 1, { pad: 2 })?.pad).toEqual([2, 2]);
  });

  it.each<[string, Parameters<typeof shapeOf>]>([
    ['few channels on both sides', [7, 7]],
    ['a stride', [8, 8, { strides: [1, 2] }]],
    ['a dilation', [8, 8, { dilations: [2, 1] }]],
    ['much padding above', [8, 8, { pad: [none, [3, 3], none, none] }]],
    ['much padding on the left', [8, 8, { pad: [none, none, [3, 3], none] }]],
    ['other filters', [8, 8, {}, [3, 1]]],
    ['filters of one row', [8, 8, {}, [1, 3]]],
  ])('leaves out %s', (_what, convolution) => {
    expect(shapeOf(...convolution)).toBeUndefined();
  });

  it('leaves out channels first', () => {
    const attributes = { strides: 1, pad: 'valid', dataFormat: 'NCHW' } as const;
    expect(simdShape(convolutionInfo([2, 8, 9, 7], [3, 3, 8, 8], attributes))).toBeUndefined();
  });
});

describe('transposedShape', () => {
  it('swaps both sides, and pads so that the sizes come out', () => {
    const shape = shapeOf(8, 16, { pad: 'valid' });
    if (shape === undefined) throw new Error('expected a shape');
    const turned = transposedShape(shape);
    expect(turned).toEqual({
      ...{ batch: 2, inSize: [7, 5], outSize: [9, 7], channels: 16, filters: 8, pad: [2, 2] },
    });
    expect(turned.inSize[0] + 2 * turned.pad[0] - 2).toBe(turned.outSize[0]);
    expect(transposedShape(turned)).toEqual(shape);
  });
});
