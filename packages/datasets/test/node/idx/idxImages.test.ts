import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readIdxPair } from '../../../src/node/idx/idxImages.ts';
import { failure, idxBytes, inTempFolder } from '../../testFiles.ts';

/** An idx file of another element type. */
function typed(code: number, shape: readonly number[], data: readonly number[]): Uint8Array {
  const bytes = idxBytes(shape, data);
  bytes[2] = code;
  return bytes;
}

const IMAGES = idxBytes([2, 1, 2], [1, 2, 3, 4]);

describe('readIdxPair', () => {
  async function read(images: Uint8Array, labels?: Uint8Array) {
    let found: Awaited<ReturnType<typeof readIdxPair>> | undefined;
    await inTempFolder(async (dir) => {
      const [path, other] = [join(dir, 'images'), join(dir, 'labels')];
      await writeFile(path, images);
      if (labels !== undefined) await writeFile(other, labels);
      found = await readIdxPair('test', path, { labels: labels === undefined ? labels : other });
    });
    return found;
  }

  it('reads images with labels of one dimension or two', async () => {
    expect(await read(IMAGES)).toEqual({
      pixels: Uint8Array.of(1, 2, 3, 4),
      count: 2,
      shape: [1, 2],
    });
    expect((await read(IMAGES, idxBytes([2], [7, 9])))?.labels).toEqual(Int32Array.of(7, 9));
    // QMNIST: a row of eight 32-bit integers, the class first.
    const row = (label: number) => [...[0, 0, 0, label], ...new Array<number>(28).fill(1)];
    const table = typed(12, [2, 8], [...row(5), ...row(0)]);
    expect((await read(IMAGES, table))?.labels).toEqual(Int32Array.of(5, 0));
  });

  it('takes whole numbers for bytes, and floats as they are', async () => {
    const integers = typed(11, [1, 1, 2], [0, 255, 0, 7]);
    expect((await read(integers))?.pixels).toEqual(Uint8Array.of(255, 7));
    const floats = typed(13, [1, 1, 1], [0x3f, 0, 0, 0]);
    expect((await read(floats))?.pixels).toEqual(Float32Array.of(0.5));
    const doubles = typed(14, [1, 1, 1], [0x3f, 0xe0, 0, 0, 0, 0, 0, 0]);
    expect((await read(doubles))?.pixels).toEqual(Float32Array.of(0.5));
  });

  it.each([
    ['pixels above 255', typed(11, [1, 1, 2], [0, 1, 1, 0]), undefined, 'number 1 is 256'],
    ['pixels below 0', typed(9, [1, 1, 1], [255]), undefined, 'number 0 is -1'],
    ['labels below 0', IMAGES, typed(9, [2], [1, 255]), 'label -1 of image 1'],
    ['labels with fractions', IMAGES, typed(13, [2], [0, 0, 0, 0, 0x3f, 0, 0, 0]), 'label 0.5 of'],
    ['labels of three dimensions', IMAGES, IMAGES, 'labels should have 1 or 2 dimensions'],
    [
      'labels without columns',
      IMAGES,
      idxBytes([2, 0], []),
      'labels should have 1 or 2 dimensions',
    ],
    ['fewer labels', IMAGES, idxBytes([1], [0]), 'holds 2 images but .*labels holds 1'],
    [
      'flat images',
      idxBytes([4], [1, 2, 3, 4]),
      undefined,
      'should have 3 dimensions, it has 1: 4',
    ],
    ['no pixels', idxBytes([2, 0, 3], []), undefined, 'holds no pixels'],
  ])('refuses %s', async (_, images, labels, message) => {
    await expect(read(images, labels)).rejects.toThrow(
      failure('ERR_FILE_FORMAT', `^test: .*${message}`),
    );
  });
});
