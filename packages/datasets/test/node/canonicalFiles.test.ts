import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { CANONICAL_DATASETS } from '../../src/node/canonicalFiles.ts';
import { inTempFolder, omniglotFiles } from '../testFiles.ts';

const SETS = Object.entries(CANONICAL_DATASETS);

describe('CANONICAL_DATASETS', () => {
  it('names the files that the readers look for', () => {
    const idx = ['train-images', 'train-labels', 't10k-images', 't10k-labels'].map(
      (part) => `${part}-idx${part.endsWith('images') ? 3 : 1}-ubyte.gz`,
    );
    expect(
      Object.fromEntries(SETS.map(([name, set]) => [name, set.files.map((f) => f.name)])),
    ).toEqual({
      mnist: idx,
      'fashion-mnist': idx,
      omniglot: ['images_background.zip', 'images_evaluation.zip'],
    });
  });

  it.each(SETS)(
    '%s has a licence, an address to append to, and a check of every file',
    (_, set) => {
      expect(set.title).not.toBe('');
      expect(set.licence).not.toBe('');
      expect(new URL(set.baseUrl).href).toBe(set.baseUrl);
      expect(set.baseUrl).toMatch(/\/$/);
      for (const { sha256, verify, mostBytes } of set.files) {
        expect(sha256 ?? typeof verify).toMatch(/^(function|[0-9a-f]{64})$/);
        expect(mostBytes).toBeLessThanOrEqual(2 ** 26);
      }
    },
  );

  it('has a checksum of its own for every file', () => {
    const sums = SETS.flatMap(([, { files }]) => files.flatMap(({ sha256 }) => sha256 ?? []));
    expect(sums).toHaveLength(8);
    expect(new Set(sums).size).toBe(8);
  });

  it('checks an archive of Omniglot by decoding the right set', async () => {
    await inTempFolder(async (dir) => {
      const path = join(dir, 'a.zip');
      const [background, evaluation] = CANONICAL_DATASETS.omniglot.files;
      for (const [set, fits, other] of [
        ['background', background, evaluation],
        ['evaluation', evaluation, background],
      ] as const) {
        const whole = zipSync(omniglotFiles(set));
        await writeFile(path, whole);
        await expect(fits?.verify?.(path)).resolves.toBeUndefined();
        await expect(other?.verify?.(path)).rejects.toMatchObject({ code: 'ERR_FILE_FORMAT' });
        // One bit of the last drawing.
        const torn = whole.slice();
        const directory = new DataView(whole.buffer).getUint32(whole.length - 6, true);
        torn[directory - 20] = (torn[directory - 20] ?? 0) ^ 1;
        await writeFile(path, torn);
        await expect(fits?.verify?.(path)).rejects.toMatchObject({ code: 'ERR_FILE_FORMAT' });
      }
    });
  });
});
