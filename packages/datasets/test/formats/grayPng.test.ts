import sharp from 'sharp';
import { decodeGrayPng } from '../../src/formats/grayPng.ts';
import { failure, pngBytes } from '../testFiles.ts';

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
    ['more rows than there are', changed(23, 9), 'another number of pixels'],
    [
      'fewer rows than there are',
      pngBytes(8, 1, 1, [
        [0, 1],
        [0, 1],
        [0, 1],
      ]),
      'another number',
    ],
    ['an unknown filter', pngBytes(8, 1, 1, [[5, 1]]), 'unknown filter'],
    ['a missing end', good.subarray(0, good.length - 12), 'truncated'],
    ['a missing half', good.subarray(0, good.length - 20), 'truncated'],
    ['damaged data', changed(43, 0xff), 'unpack'],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => decodeGrayPng('drawing.png', bytes)).toThrow(
      failure('ERR_FILE_FORMAT', `drawing\\.png: .*${message}`),
    );
  });
});
