import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readFileTable } from '../../../src/node/celeba/fileTable.ts';
import type { FileTable, FileTableOptions } from '../../../src/node/celeba/fileTable.ts';
import { failure, inTempFolder } from '../../testFiles.ts';

const SIGNS: FileTableOptions = { layout: 'attributes', allowed: [1, -1] };
const PARTS: FileTableOptions = { layout: 'numbers', allowed: [0, 1, 2] };

async function read(text: string, options: FileTableOptions, name = 't.txt'): Promise<FileTable> {
  let table: FileTable | undefined;
  await inTempFolder(async (dir) => {
    await writeFile(join(dir, name), text);
    table = await readFileTable(join(dir, name), options);
  });
  return table as FileTable;
}

describe('readFileTable', () => {
  it('reads attributes between any number of spaces, with any line ends', async () => {
    const table = await read('2\r\nSmiling Male \r\n1.jpg -1  1\r\n2.jpg  1 -1\r\n', SIGNS);
    expect(table).toMatchObject({
      names: ['Smiling', 'Male'],
      files: ['1.jpg', '2.jpg'],
      lines: [3, 4],
    });
    expect([...table.values]).toEqual([-1, 1, 1, -1]);
  });

  it('reads numbers', async () => {
    const table = await read('1.jpg 0\n2.jpg 2', PARTS);
    expect([...table.values]).toEqual([0, 2]);
    expect(table.lines).toEqual([1, 2]);
  });

  it('reads comma-separated values', async () => {
    const signs = await read('image_id,Smiling,Male\n1.jpg,-1,1\n', SIGNS, 't.csv');
    expect(signs).toMatchObject({ names: ['Smiling', 'Male'], files: ['1.jpg'], lines: [2] });
    expect([...signs.values]).toEqual([-1, 1]);
    expect([...(await read('image_id,partition\n1.jpg,2\n', PARTS, 't.CSV')).values]).toEqual([2]);
  });

  it('reads more values than it has room for at first', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => `${i}.jpg ${i % 3}`);
    const { values } = await read(rows.join('\n'), PARTS);
    expect(values).toHaveLength(5000);
    expect(values.every((value, i) => value === i % 3)).toBe(true);
  });

  it.each<[string, string, FileTableOptions, string]>([
    ['an empty file', '', SIGNS, 'line 1, column 1: expected the number of images, got ""'],
    ['no count', 'Smiling\n1.jpg 1\n', SIGNS, 'line 1, .*got "Smiling"'],
    [
      'a count too large',
      '3\na\n1.jpg 1\n2.jpg 1\n',
      SIGNS,
      'line 1 says that there are 3 images, but 2 rows follow',
    ],
    ['a count too small', '1\na\n1.jpg 1\n2.jpg 1\n', SIGNS, '1 images, but 2 rows'],
    ['no names', '1\n\n1.jpg 1\n', SIGNS, 'line 2, column 1: there are no names'],
    [
      'a name twice',
      '1\na b a\n1.jpg 1 1 1\n',
      SIGNS,
      'line 2, column 3: the name "a" is there twice',
    ],
    [
      'too few values',
      '2\na b\n1.jpg 1 1\n2.jpg 1\n',
      SIGNS,
      'line 4, column 3: 1 values where 2 are named',
    ],
    [
      'too many values',
      '1\na b\n1.jpg 1 1 1\n',
      SIGNS,
      'line 3, column 4: 3 values where 2 are named',
    ],
    [
      'zero for -1',
      '1\na b\n1.jpg 1 0\n',
      SIGNS,
      'line 3, column 3: "b" of 1.jpg must be 1 or -1, got "0"',
    ],
    ['another number', '1.jpg 3\n', PARTS, 'line 1, column 2: .* must be 0 or 1 or 2, got "3"'],
    ['a word', '1.jpg one\n', PARTS, 'got "one"'],
    ['a fraction', '1.jpg 1.0\n', PARTS, 'got "1.0"'],
    [
      'a row twice',
      '1.jpg 1\n2.jpg 1\n1.jpg 1\n',
      PARTS,
      'line 3, column 1: "1.jpg" has a row already, which is line 1',
    ],
    [
      'a path',
      '../1.jpg 1\n',
      PARTS,
      'line 1, column 1: expected the name of a JPEG file, got "../1.jpg"',
    ],
    ['a path of another system', 'a\\1.jpg 1\n', PARTS, 'name of a JPEG file'],
    ['no JPEG', '1.png 1\n', PARTS, 'name of a JPEG file, got "1.png"'],
    ['no row', '0\na\n', SIGNS, 'there is no row'],
    ['only line ends', '\n\n', PARTS, 'there is no row'],
  ])('refuses %s', async (_, text, options, message) => {
    await expect(read(text, options)).rejects.toThrow(
      failure('ERR_FILE_FORMAT', `t\\.txt: .*${message}`),
    );
  });

  it('refuses comma-separated values without a row, and a file larger than allowed', async () => {
    await expect(read('image_id,a\n', SIGNS, 't.csv')).rejects.toThrow(
      failure('ERR_FILE_FORMAT', 'no row'),
    );
    await expect(read('1.jpg 1\n', { ...PARTS, most: 4 })).rejects.toThrow(
      failure('ERR_FILE_FORMAT', '8 bytes are more than the 4'),
    );
  });
});
