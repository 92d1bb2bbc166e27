import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cellFailure, columnPlace, readCsvRows } from '../../../src/node/csv/csvRows.ts';
import { failure, inTempFolder } from '../../testFiles.ts';

async function rows(text: string): Promise<unknown[]> {
  const seen: unknown[] = [];
  await inTempFolder(async (dir) => {
    const path = join(dir, 'data.csv');
    await writeFile(path, text);
    await readCsvRows('test', path, {
      header: (names) => seen.push(names),
      row: (cells, line) => seen.push([line, ...cells]),
    });
  });
  return seen;
}

describe('readCsvRows', () => {
  it('hands on the header, then each row with its line', async () => {
    expect(await rows('\ufeffa,b\r\n\r\n1,"x\ny"\r\n2,z')).toEqual([
      ['a', 'b'],
      [4, '1', 'x\ny'],
      [5, '2', 'z'],
    ]);
  });

  it('lets a reader fail in its own words', async () => {
    await inTempFolder(async (dir) => {
      const path = join(dir, 'data.csv');
      await writeFile(path, 'a\n1\n');
      const row = (_: readonly string[], line: number): void => {
        throw cellFailure(path, line, 1, 'what is this?');
      };
      await expect(readCsvRows('test', path, { header: () => undefined, row })).rejects.toThrow(
        failure('ERR_FILE_FORMAT', 'data\\.csv: line 2, column 1: what is this\\?'),
      );
    });
  });
});

describe('columnPlace', () => {
  it('finds a column or names the nearest', () => {
    expect(columnPlace('test', 'x.csv', 'b', ['a', 'b'])).toBe(1);
    expect(() => columnPlace('test', 'x.csv', 'anlge', ['angle', 'b'])).toThrow(
      failure(
        'ERR_ARGUMENT',
        '^test: x\\.csv has no column "anlge"; did you mean "angle"\\? \\(columns: angle, b\\)',
      ),
    );
  });
});
