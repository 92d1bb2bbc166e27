import fc from 'fast-check';
import { parseIdx } from '../../src/formats/idxFile.ts';
import { failure, idxBytes } from '../testFiles.ts';

const GOOD = idxBytes([2, 1, 3], [1, 2, 3, 4, 5, 6]);

function changed(place: number, value: number): Uint8Array {
  const bytes = GOOD.slice();
  bytes[place] = value;
  return bytes;
}

describe('parseIdx', () => {
  it('reads shape and entries without copying', () => {
    const { shape, data } = parseIdx(GOOD);
    expect(shape).toEqual([2, 1, 3]);
    expect([...data]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(data.buffer).toBe(GOOD.buffer);
  });

  it('reads a view that does not begin at the start of its buffer', () => {
    const wide = new Uint8Array(GOOD.length + 3);
    wide.set(GOOD, 3);
    expect([...parseIdx(wide.subarray(3)).data]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it.each([
    [8, 'uint8', [0, 7, 255], [0, 7, 255]],
    [9, 'int8', [0, 7, 255], [0, 7, -1]],
    [11, 'int16', [1, 0, 0xff, 0xfe], [256, -2]],
    [12, 'int32', [0, 1, 0, 0, 0xff, 0xff, 0xff, 0xfd], [65536, -3]],
    [13, 'float32', [0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0], [1, -2]],
    [14, 'float64', [0x3f, 0xf0, 0, 0, 0, 0, 0, 0, 0xbf, 0xe0, 0, 0, 0, 0, 0, 0], [1, -0.5]],
  ])('reads entries of type %d, %s', (code, type, data, values) => {
    const file = Uint8Array.of(9, 0, 0, code, 1, 0, 0, 0, values.length, ...data);
    // From the second byte on: entries need not lie where their arrays could begin.
    const array = parseIdx(file.subarray(1));
    expect(array.type).toBe(type);
    expect(array.shape).toEqual([values.length]);
    expect([...array.data]).toEqual(values);
    expect(array.data.constructor.name.toLowerCase()).toBe(`${type}array`);
  });

  it.each([
    ['a wrong magic number', changed(0, 1), 'not an idx file'],
    ['a wrong second byte', changed(1, 1), 'not an idx file'],
    ['no dimensions', changed(3, 0), 'not an idx file'],
    ['an unknown element type', changed(2, 10), 'element type 10 is unknown; .*8 \\(uint8\\)'],
    [
      'a claim of more in larger entries',
      Uint8Array.of(0, 0, 14, 1, 8, 0, 0, 1),
      'claims 134217729 x 8 bytes',
    ],
    ['half an entry', Uint8Array.of(0, 0, 11, 1, 0, 0, 0, 1, 9), 'is truncated: 10 bytes expected'],
    ['nothing at all', new Uint8Array(0), 'not an idx file'],
    ['half a header', GOOD.subarray(0, 9), 'truncated within its header'],
    ['missing bytes', GOOD.subarray(0, GOOD.length - 1), 'is truncated'],
    ['extra bytes', Uint8Array.of(...GOOD, 0), 'extra bytes'],
    ['a claim of a gibibyte', idxBytes([2 ** 15, 2 ** 15], []), 'is truncated'],
    ['a claim of more', idxBytes([1, 2 ** 30 + 1], []), 'claims 1 x 1073741825 bytes'],
    ['a claim of terabytes', changed(4, 255).fill(255, 4, 16), 'claims'],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => parseIdx(bytes, { name: 'some file' })).toThrow(
      failure('ERR_FILE_FORMAT', `some file.*${message}`),
    );
  });

  it('gives back what was written, and no other error than its own for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (data) => {
        expect([...parseIdx(idxBytes([data.length], data)).data]).toEqual([...data]);
        try {
          parseIdx(data);
        } catch (error) {
          expect(error).toMatchObject({ code: 'ERR_FILE_FORMAT' });
        }
      }),
      { seed: 1 },
    );
  });
});
