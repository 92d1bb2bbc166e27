import sharp from 'sharp';
import { decodeGrayPng } from '../../src/formats/grayPng.ts';
import { failure, pngBytes } from '../testFiles.ts';

/** As the specification words it: of left, up and corner, the first that is nearest to left + up - corner. */
function paethOf(left: number, up: number, corner: number): number {
  const distances = [left, up, corner].map((value) => Math.abs(left + up - corner - value));
  return [left, up, corner][distances.indexOf(Math.min(...distances))] ?? NaN;
}

describe('decodeGrayPng', () => {
  it('reads one bit per pixel', () => {
    const bytes = pngBytes(10, 2, 1, [
      [0, 0b10110000, 0b01000000],
      [0, 0b00000001, 0b10000000],
    ]);
    const { height, width, pixels } = decodeGrayPng('a', bytes);
    expect([height, width]).toEqual([2, 10]);
    const bits = [...pixels].map((value) => value / 255);
    expect(bits).toEqual([1, 0, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0]);
  });

  it('scales two and four bits to the whole range', () => {
    expect([...decodeGrayPng('a', pngBytes(4, 1, 2, [[0, 0b00011011]])).pixels]).toEqual([
      0, 85, 170, 255,
    ]);
    expect([...decodeGrayPng('a', pngBytes(2, 1, 4, [[0, 0x3f]])).pixels]).toEqual([51, 255]);
  });

  it('undoes every filter, by hand', () => {
    const bytes = pngBytes(
      3,
      5,
      8,
      [
        [1, 10, 5, 5], // left: 10 15 20
        [2, 1, 1, 1], // up: 11 16 21
        [3, 5, 2, 2], // mean of left and up: 10 15 20
        [4, 1, 1, 1], // Paeth: 11 16 21
        [0, 255, 0, 128],
      ],
      2,
    );
    expect([...decodeGrayPng('a', bytes).pixels]).toEqual([
      10, 15, 20, 11, 16, 21, 10, 15, 20, 11, 16, 21, 255, 0, 128,
    ]);
  });

  it.each([0, 1, 2, 3, 4])('undoes what filter %d does to noise', (filter) => {
    const [width, height] = [23, 40];
    const raw = Array.from({ length: height }, (_, y) =>
      Array.from({ length: width }, (_, x) => ((y * width + x) ** 2 * 31) % 251),
    );
    const at = (y: number, x: number) => raw[y]?.[x] ?? 0;
    const lines = raw.map((row, y) => [
      filter,
      ...row.map((value, x) => {
        const [a, b, c] = [at(y, x - 1), at(y - 1, x), at(y - 1, x - 1)];
        const guess = [0, a, b, Math.floor((a + b) / 2), paethOf(a, b, c)][filter] ?? NaN;
        return (value - guess + 256) % 256;
      }),
    ]);
    expect([...decodeGrayPng('a', pngBytes(width, height, 8, lines)).pixels]).toEqual(raw.flat());
  });

  it('agrees with sharp on a picture that uses its filters', async () => {
    const raw = Uint8Array.from({ length: 31 * 17 }, (_, i) => (i * i) % 256);
    const file = await sharp(raw, { raw: { width: 31, height: 17, channels: 1 } })
      .toColourspace('b-w')
      .png({ adaptiveFiltering: true })
      .toBuffer();
    const { height, width, pixels } = decodeGrayPng('a', file);
    expect([height, width]).toEqual([17, 31]);
    expect([...pixels]).toEqual([...raw]);
  });

  const good = pngBytes(8, 1, 1, [[0, 0b10101010]]);
  const changed = (place: number, value: number) => {
    const bytes = good.slice();
    bytes[place] = value;
    return bytes;
  };
  it.each([
    ['another file', new TextEncoder().encode('GIF89a and then some more text here'), 'not a PNG'],
    ['an empty file', new Uint8Array(0), 'not a PNG'],
    ['colours', changed(25, 2), 'expected a grey PNG'],
    ['interlacing', changed(28, 1), 'expected a grey PNG'],
    ['absurd sides', changed(16, 255), 'expected a grey PNG'],
    ['no rows', changed(23, 0), 'expected a grey PNG'],
    ['no columns', changed(19, 0), 'expected a grey PNG'],
    ['three bits', changed(24, 3), 'expected a grey PNG'],
    ['sixteen bits', changed(24, 16), 'expected a grey PNG'],
    ['a side too long', pngBytes(2049, 1, 1, [[0, ...new Uint8Array(257)]]), '2048 pixels a side'],
    ['more rows than there are', changed(23, 9), 'unpack to the 9x8 pixels'],
    [
      'fewer rows than there are',
      pngBytes(8, 1, 1, [
        [0, 1],
        [0, 1],
        [0, 1],
      ]),
      'unpack to the 1x8 pixels',
    ],
    ['an unknown filter', pngBytes(8, 1, 1, [[5, 1]]), 'unknown filter'],
    ['a missing end', good.subarray(0, good.length - 12), 'truncated'],
    ['a missing half', good.subarray(0, good.length - 20), 'truncated'],
    ['damaged data', changed(43, 0xff), 'unpack'],
    ['a wrong checksum of the pixels', changed(good.length - 17, 0), 'unpack'],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => decodeGrayPng('drawing.png', bytes)).toThrow(
      failure('ERR_FILE_FORMAT', `drawing\\.png: .*${message}`),
    );
  });

  it('takes the longest side that is allowed', () => {
    const { width } = decodeGrayPng('a', pngBytes(2048, 1, 1, [[0, ...new Uint8Array(256)]]));
    expect(width).toBe(2048);
  });

  it('refuses every beginning of a file by a typed error', () => {
    for (let length = 0; length < good.length; length++) {
      expect(() => decodeGrayPng('a', good.subarray(0, length))).toThrow(
        failure('ERR_FILE_FORMAT', length < 33 ? 'not a PNG' : 'truncated'),
      );
    }
  });

  it('unpacks nothing that is larger than the header says', () => {
    const bomb = pngBytes(8, 1, 1, [[0, 1, 0]]);
    // The cause says that the output did not fit the room there was: it was never made.
    expect(() => decodeGrayPng('a', bomb)).toThrow(
      expect.objectContaining({
        cause: expect.objectContaining({ code: 'ERR_BUFFER_TOO_LARGE' }) as Error,
      }) as Error,
    );
  });
});
