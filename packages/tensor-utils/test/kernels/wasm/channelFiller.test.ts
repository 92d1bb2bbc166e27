import type * as tf from '@tensorflow/tfjs';
import type { WasmBackend } from '../../../src/kernels/wasm/backendAccess.ts';
import {
  ChannelFiller,
  cut,
  fillsWell,
  wholeChannels,
} from '../../../src/kernels/wasm/channelFiller.ts';
import type { SimdConvolver } from '../../../src/kernels/wasm/channelFiller.ts';

/** A convolver whose stock kernels only write down what they are asked, and number what they make. */
function recorder() {
  const asked: unknown[] = [];
  const released: tf.DataId[] = [];
  const backend = {
    dataIdMap: { get: (dataId: { at: number }) => ({ memoryOffset: dataId.at }) },
    disposeData: (dataId: tf.DataId) => released.push(dataId) > 0,
  } as unknown as WasmBackend;
  const convolver: SimdConvolver = {
    simd: () => {
      throw new Error('nothing is computed');
    },
    stock: (name, _backend, _inputs, attributes) => {
      asked.push([name, attributes]);
      return { dataId: { at: 1000 + asked.length }, shape: [], dtype: 'float32' };
    },
    backend,
  };
  return { asked, released, convolver };
}

const tensor = (at: number, shape: number[]): tf.TensorInfo => ({
  dataId: { at },
  shape,
  dtype: 'float32',
});

describe('wholeChannels', () => {
  it.each([
    [1, 1],
    [2, 8],
    [8, 8],
    [9, 16],
  ])('of %d are %d: one stays thin, others fill vectors of eight', (count, whole) => {
    expect(wholeChannels(count)).toBe(whole);
  });
});

describe('fillsWell', () => {
  it.each([
    [8, 8, true],
    [1, 16, true],
    [8, 5, true],
    [8, 4, false], // twice the work
    [3, 8, false],
    [6, 6, true], // 64 products for 36
    [5, 5, false], // 64 for 25
  ])('of %d -> %d channels: %s', (channels, filters, well) => {
    expect(fillsWell(channels, filters)).toBe(well);
  });
});

describe('ChannelFiller', () => {
  it('hands a tensor of the right shape on as it is', () => {
    const { asked, released, convolver } = recorder();
    const filler = new ChannelFiller(convolver);
    expect(filler.offset(tensor(7, [1, 2, 2, 8]), [1, 2, 2, 8])).toBe(7);
    filler.release();
    expect([asked, released]).toEqual([[], []]);
  });

  it('fills up with zeros behind, and disposes of the copies alone', () => {
    const { asked, released, convolver } = recorder();
    const filler = new ChannelFiller(convolver);
    expect(filler.offset(tensor(7, [3, 3, 5, 6]), [3, 3, 8, 8])).toBe(1001);
    const paddings = [
      [0, 0],
      [0, 0],
      [0, 3],
      [0, 2],
    ];
    expect(asked).toEqual([['PadV2', { paddings, constantValue: 0 }]]);
    expect(released).toEqual([]);
    filler.release();
    expect(released).toEqual([{ at: 1001 }]);
  });
});

describe('cut', () => {
  it('gives a tensor of the right size back', () => {
    const { asked, released, convolver } = recorder();
    const x = tensor(7, [2, 8]);
    expect(cut(convolver, x, [2, 8])).toBe(x);
    expect([asked, released]).toEqual([[], []]);
  });

  it('takes the first entries, and disposes of the whole', () => {
    const { asked, released, convolver } = recorder();
    expect(cut(convolver, tensor(7, [2, 8]), [2, 5]).dataId).toEqual({ at: 1001 });
    expect(asked).toEqual([['Slice', { begin: [0, 0], size: [2, 5] }]]);
    expect(released).toEqual([{ at: 7 }]);
  });
});
