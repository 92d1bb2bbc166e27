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
    ['a wrong magic number', changed(0, 1), 'not an idx file'],
    ['a wrong second byte', changed(1, 1), 'not an idx file'],
    ['no dimensions', changed(3, 0), 'not an idx file'],
    ['another element type', changed(2, 13), 'unsigned bytes'],
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
