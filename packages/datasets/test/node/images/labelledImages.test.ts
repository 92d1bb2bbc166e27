import { mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { labelledImages } from '../../../src/node/images/labelledImages.ts';
import type {
  LabelledImages,
  LabelledImagesOptions,
} from '../../../src/node/images/labelledImages.ts';
import { failure, inTempFolder } from '../../testFiles.ts';

/** A folder of images, each of one grey; the files and the table in it. */
async function folder(
  dir: string,
  files: Readonly<Record<string, number>>,
  table: string,
): Promise<string> {
  await mkdir(join(dir, 'images', 'more'), { recursive: true });
  for (const [name, grey] of Object.entries(files)) {
    const background = { r: grey, g: grey, b: grey };
    await sharp({ create: { width: 4, height: 2, channels: 3, background } }).toFile(
      join(dir, 'images', name),
    );
  }
  await writeFile(join(dir, 'labels.csv'), table);
  return join(dir, 'labels.csv');
}

const THREE = { 'a.png': 0, 'b.png': 255, 'more/c.png': 51 };

async function read(table: string, options: LabelledImagesOptions = {}): Promise<LabelledImages> {
  let found: LabelledImages | undefined;
  await inTempFolder(async (dir) => {
    const path = await folder(dir, THREE, table);
    found = await labelledImages(join(dir, 'images'), path, options);
  });
  return found as LabelledImages;
}

describe('labelledImages', () => {
  it('gives the images of the rows their labels, in the order of the rows', async () => {
    await inTempFolder(async (dir) => {
      const table =
        '\ufefffile, angle,"on"\r\nb.png,30,yes\r\n\r\n"more/c.png",,no\r\na.png,-4.5,\r\n';
      const path = await folder(dir, THREE, table);
      const data = await labelledImages(join(dir, 'images'), path);
      expect(data).toMatchObject({
        name: 'folder/images',
        size: 3,
        shape: [2, 4, 3],
        warnings: [],
      });
      expect(data.origin).toEqual({
        kind: 'own',
        description: 'images of the folder images with the labels of labels.csv',
      });
      expect(data.factors).toEqual([
        { name: 'angle', kind: 'continuous' },
        { name: 'on', kind: 'binary' },
      ]);
      expect([...data.values]).toEqual([30, 1, NaN, 0, -4.5, NaN]);
      expect(data.files).toEqual(
        ['b.png', 'more/c.png', 'a.png'].map((name) => join(dir, 'images', name)),
      );
      const out = new Float32Array(48);
      await data.read(Int32Array.of(1, 0), out);
      expect([out[0], out[23], out[24]].map((pixel) => Math.round(5 * (pixel ?? NaN)))).toEqual([
        1, 1, 5,
      ]);
    });
  });

  it('takes chosen columns with their units, another column of files, and a size', async () => {
    const data = await read(
      'x;angle;unused;name\n1;30;words;./a.png\n-;-;;b.png\n2;40;w;more//c.png\n',
      {
        delimiter: ';',
        fileColumn: 'name',
        factors: [{ name: 'angle', kind: 'continuous', unit: 'degrees' }, 'x'],
        missingMarks: ['-'],
        height: 8,
        width: 6,
        channels: 1,
      },
    );
    expect(data.shape).toEqual([8, 6, 1]);
    expect(data.factors).toEqual([
      { name: 'angle', kind: 'continuous', unit: 'degrees' },
      { name: 'x', kind: 'continuous' },
    ]);
    expect([...data.values]).toEqual([30, 1, NaN, NaN, 40, 2]);
  });

  it('leaves out images without a row and says so, keeps them without labels, or refuses them', async () => {
    const table = 'file,on\nmore/c.png,1\n';
    const text = /labels\.csv has no row for 2 of 3 images, such as a\.png/;
    const out = await read(table);
    expect(out.size).toBe(1);
    expect(out.warnings).toEqual([
      'column "on" has the same value 1 in every row: nothing can be learned of it',
      expect.stringMatching(new RegExp(`${text.source}; they were left out$`)),
    ]);
    const kept = await read(table, { unlisted: 'keep' });
    expect([...kept.values]).toEqual([1, NaN, NaN]);
    expect(kept.files.map((path) => path.slice(-5))).toEqual(['c.png', 'a.png', 'b.png']);
    expect(kept.warnings[1]).toMatch(/they have no labels$/);
    await expect(read(table, { unlisted: 'refuse' })).rejects.toThrow(
      failure('ERR_FILE_FORMAT', text.source),
    );
  });

  it.each<[string, string, string]>([
    ['an empty table', '', 'labels\\.csv: the file is empty'],
    ['a header only', 'file,on\n', 'labels\\.csv: there is a header and no row'],
    [
      'no column of labels',
      'file\na.png\n',
      'line 1, column 2: there is no column of labels beside "file"',
    ],
    ['a column twice', 'file,on,on\na.png,1,0\n', 'line 1, column 3: the header names "on" again'],
    [
      'a column without a name',
      'file,,on\na.png,1,0\n',
      'line 1, column 2: the header has no name here',
    ],
    [
      'a missing cell',
      'file,on,x\na.png,1\n',
      'line 2, column 3: 2 cells where the header names 3',
    ],
    [
      'a cell too many',
      'file,on\na.png,1,5\n',
      'line 2, column 3: 3 cells where the header names 2',
    ],
    ['other cell marks', 'file;on\na.png;1\n', 'separated by ";"'],
    ['an open quote', 'file,on\n"a.png,1\n', 'line 2.*quote'],
    ['a word', 'file,on\na.png,1\nb.png,up\n', 'line 3, column 2 \\("on"\\): expected a number'],
    ['a column without labels', 'file,on\na.png,\n', 'column 2 \\("on"\\): no row has a label'],
    ['a row without a file', 'file,on\n,1\n', 'line 2, column 1: a row must name its image'],
    [
      'an image that is not there',
      'file,on\na.png,1\nd.png,1\n',
      'line 3, column 1: there is no PNG or JPEG image "d.png" in .*images; did you mean "a.png"\\?',
    ],
    ['a name without an ending', 'on,file\n1,"more/c"\n', 'line 2, column 1'],
    [
      'a row twice',
      'file,on\na.png,1\nb.png,1\n./a.png,0\n',
      'line 4, column 1: "./a.png" has a row already, which is line 2',
    ],
    [
      'a file outside',
      'file,on\n../labels.csv,1\n',
      'line 2, column 1: "../labels.csv" must be a path within the folder',
    ],
    [
      'a file of another folder of a like name',
      'file,on\n../images2/a.png,1\n',
      'must be a path within',
    ],
    [
      'a file of the system',
      'file,on\n/etc/passwd,1\n',
      'line 2, column 1: "/etc/passwd" must be a path within',
    ],
    ['the folder itself', 'file,on\n.,1\n', 'must be a path within'],
  ])('refuses %s', async (_, table, message) => {
    await expect(read(table)).rejects.toThrow(failure('ERR_FILE_FORMAT', message));
  });

  it.each<[string, LabelledImagesOptions, string]>([
    ['an unknown factor', { factors: ['one'] }, 'has no column "one"; did you mean "on"'],
    ['an unknown column of files', { fileColumn: 'image' }, 'has no column "image"'],
    ['the files as a factor', { factors: ['file'] }, 'column "file" holds the names of the files'],
    ['a factor twice', { factors: ['on', 'on'] }, 'factor "on" is there twice'],
    ['no factor', { factors: [] }, 'no factors'],
    ['half a size', { height: 3 }, 'height and width together'],
    ['a long delimiter', { delimiter: ';;' }, 'delimiter must be one character'],
  ])('refuses %s', async (_, options, message) => {
    await expect(read('file,on\na.png,1\n', options)).rejects.toThrow(
      failure('ERR_ARGUMENT', `^labelledImages: .*${message}`),
    );
  });

  it('refuses a folder without images, and a table that is not there', async () => {
    await inTempFolder(async (dir) => {
      const path = await folder(dir, {}, 'file,on\na.png,1\n');
      await expect(labelledImages(join(dir, 'images'), path)).rejects.toThrow(
        failure('ERR_FILE_ACCESS', '^labelledImages: .* holds no PNG or JPEG'),
      );
      await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } }).toFile(
        join(dir, 'images', 'a.png'),
      );
      await expect(labelledImages(join(dir, 'images'), join(dir, 'none.csv'))).rejects.toThrow(
        failure('ERR_FILE_ACCESS', 'none\\.csv'),
      );
    });
  });

  it('names the line of a JPEG that is cut off, when it is read, and that of a file that is none', async () => {
    await inTempFolder(async (dir) => {
      const path = await folder(dir, { 'a.png': 0 }, 'file,on\na.png,1\nb.jpg,0\n');
      const jpeg = join(dir, 'images', 'b.jpg');
      const noise = Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * 7919) % 256);
      await sharp(noise, { raw: { width: 64, height: 64, channels: 3 } })
        .jpeg()
        .toFile(jpeg);
      await truncate(jpeg, Math.floor((await readFile(jpeg)).length / 2));
      const data = await labelledImages(join(dir, 'images'), path, { height: 4, width: 4 });
      await expect(data.read(Int32Array.of(1), new Float32Array(48))).rejects.toThrow(
        failure(
          'ERR_FILE_FORMAT',
          '^labelledImages \\(labels\\.csv, line 3\\): .*b\\.jpg is not a sound image',
        ),
      );
      await writeFile(jpeg, 'no picture');
      await expect(labelledImages(join(dir, 'images'), path)).rejects.toThrow(
        failure('ERR_FILE_FORMAT', 'line 3\\): .*b\\.jpg is not a sound image'),
      );
    });
  });

  it('names images that differ in size', async () => {
    await inTempFolder(async (dir) => {
      const path = await folder(dir, { 'a.png': 0 }, 'file,on\na.png,1\nb.png,0\n');
      await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } }).toFile(
        join(dir, 'images', 'b.png'),
      );
      await expect(labelledImages(join(dir, 'images'), path)).rejects.toThrow(
        failure('ERR_SHAPE', 'a\\.png \\(2x4\\), .*b\\.png \\(1x1\\)'),
      );
    });
  });

  it('names all images that are not there, ten at most, in one error', async () => {
    const rows = (count: number) =>
      ['file,on', 'a.png,1', ...Array.from({ length: count }, (_, i) => `d${i}.png,0`)].join('\n');
    await expect(read(rows(2))).rejects.toThrow(
      failure(
        'ERR_FILE_FORMAT',
        'line 3, column 1: there is no PNG or JPEG image "d0.png" in .*; nor is there one for line 4 \\("d1.png"\\)$',
      ),
    );
    await expect(read(rows(10))).rejects.toThrow(/line 12 \("d9\.png"\)$/);
    await expect(read(rows(13))).rejects.toThrow(/line 12 \("d9\.png"\) and 3 more$/);
    const error: unknown = await read(rows(13)).catch((reason: unknown) => reason);
    const { missing } = (error as { data: { missing: unknown[] } }).data;
    expect([missing.length, missing[12]]).toEqual([13, { line: 15, name: 'd12.png' }]);
  });

  it('shortens names that are out of all proportion, and looks for no name near them', async () => {
    const name = 'x'.repeat(500_000);
    // Time of the processor: on a busy machine the clock says little.
    const start = process.cpuUsage();
    await expect(read(`file,on\n${name},1\n`)).rejects.toThrow(/image "x{80}\.\.\." in/);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(1000);
  });

  it('stops reading the table when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(read('file,on\na.png,1\n', { signal })).rejects.toThrow('enough');
  });
});
