import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readTable } from '../../../src/node/csv/readTable.ts';
import type { ReadTableOptions } from '../../../src/node/csv/readTable.ts';
import type { DataTable } from '../../../src/table/dataTable.ts';
import { failure, inTempFolder } from '../../testFiles.ts';

async function read(text: string | Uint8Array, options?: ReadTableOptions): Promise<DataTable> {
  let table: DataTable | undefined;
  await inTempFolder(async (dir) => {
    const path = join(dir, 'data.csv');
    await writeFile(path, text);
    table = await readTable(path, options);
  });
  if (table === undefined) throw new Error('nothing was read');
  return table;
}

function cells(table: DataTable): unknown[] {
  return table.columns.map((column) =>
    column.kind === 'numeric'
      ? [...column.values]
      : [...column.codes].map((code) => column.labels[code]),
  );
}

describe('readTable', () => {
  it('reads a header, quotes, doubled quotes, line ends in quotes and spaces around cells', async () => {
    const table = await read('\ufeffa, b\r\n1,x\r\n\r\n2,"say ""yes"",\nor no"\r\n 1 , x\r\n');
    expect(table.columns.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(cells(table)).toEqual([
      ['1', '2', '1'],
      ['x', 'say "yes",\nor no', 'x'],
    ]);
    expect(table).toMatchObject({ rows: 3, droppedRows: 0, warnings: [] });
  });

  it('reads the columns asked for, in that order, with another delimiter and no line end at the end', async () => {
    const table = await read('a;b;c\n1;x;u\n2;y;v', { columns: ['c', 'a'], delimiter: ';' });
    expect(table.columns.map(({ name }) => name)).toEqual(['c', 'a']);
    expect(cells(table)).toEqual([
      ['u', 'v'],
      ['1', '2'],
    ]);
  });

  it('knows missing cells', async () => {
    const text = 'a,b\n1,x\n,y\n2,NA\n2,y\n';
    expect(cells(await read(text))).toEqual([
      ['1', '2'],
      ['x', 'y'],
    ]);
    expect((await read(text)).warnings[0]?.message).toContain('2 of 4 rows');
    expect(cells(await read(text, { missing: 'category' }))[1]).toEqual([
      'x',
      'y',
      '(missing)',
      'y',
    ]);
    expect(cells(await read(text, { missingMarks: [] }))[1]).toEqual(['x', 'NA', 'y']);
    // Cells of columns that nobody asked for may be missing.
    expect((await read(text, { columns: ['a'] })).rows).toBe(3);
  });

  it('leaves out columns of no use or refuses them', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => `name ${i},${i % 3},same`).join('\n');
    const table = await read(`id,a,b\n${rows}`);
    expect(table.columns.map(({ name }) => name)).toEqual(['a']);
    expect(table.warnings.map(({ kind, column }) => [kind, column])).toEqual([
      ['many-labels', 'id'],
      ['constant-column', 'b'],
    ]);
    await expect(read(`id,a,b\n${rows}`, { unusable: 'refuse' })).rejects.toMatchObject({
      code: 'ERR_VALUES',
    });
  });

  it.each([
    ['a row that is too short', 'a,b\n1,x\n2\n', 'line 3, column 2: 1 cell where', 3, 2],
    ['a row that is too long', 'a,b\n1,x\n\n2,y,3\n', 'line 4, column 3: 3 cells', 4, 3],
    ['a name twice', 'a,b,a\n1,x,2\n', 'line 1, column 3: .*"a" again', 1, 3],
    ['no name', 'a,,c\n1,x,2\n', 'line 1, column 2: .*no name', 1, 2],
    ['another delimiter', 'a;b\n1;x\n', 'separated by ";"', 1, 1],
    ['an open quote', 'a,b\n1,x\n2,"y\n3,z\n', 'line 3, column 2 \\("b"\\): .*never closed', 3, 2],
    ['a quote in a cell', 'a,b\n1,x\n2,y"q\n', 'line 3, column 2 \\("b"\\): .*middle', 3, 2],
    ['text after a quote', 'a,b\n1,"x"y\n', 'line 2, column 2', 2, 2],
    ['an endless cell', `a,b\n1,"${'x'.repeat(2 ** 21)}`, 'line 2.*megabyte', 2, 2],
  ])('refuses %s with its place', async (_, text, pattern, line, column) => {
    await expect(read(text)).rejects.toMatchObject({
      code: 'ERR_FILE_FORMAT',
      message: expect.stringMatching(`data.csv: .*${pattern}`) as string,
      data: expect.objectContaining({ line, column }) as unknown,
    });
  });

  it('refuses files without rows and columns without values', async () => {
    await expect(read('')).rejects.toThrow(failure('ERR_FILE_FORMAT', 'empty'));
    await expect(read('a,b\n')).rejects.toThrow(
      failure('ERR_VALUES', 'data.csv: there are no rows'),
    );
    await expect(read('a,b\n1,\n2,NA\n')).rejects.toThrow(
      failure('ERR_VALUES', 'column "b" has no value in any of 2 rows'),
    );
  });

  it('refuses cells that are not what they should be, with the line', async () => {
    await expect(read('a,b\n1,2\n3,x\n', { kinds: { b: 'numeric' } })).rejects.toThrow(
      failure('ERR_FILE_FORMAT', 'data.csv: line 3: column "b" should be numeric, got "x"'),
    );
  });

  it('refuses unknown columns, impossible delimiters and files that are not there', async () => {
    await expect(read('dose,b\n1,2\n', { columns: ['b', 'dose', 'b'] })).rejects.toThrow(
      failure('ERR_ARGUMENT', 'readTable: columns names "b" twice'),
    );
    await expect(read('dose,b\n1,2\n', { columns: ['doze'] })).rejects.toThrow(
      failure('ERR_ARGUMENT', 'no column "doze"; did you mean "dose"'),
    );
    for (const delimiter of ['', ',,', '"', '\n']) {
      await expect(read('a\n1', { delimiter })).rejects.toThrow(
        failure('ERR_ARGUMENT', 'delimiter'),
      );
    }
    await expect(readTable('/nowhere/data.csv')).rejects.toThrow(
      failure('ERR_FILE_ACCESS', 'ENOENT'),
    );
  });

  it('stops when it is told to', async () => {
    const reason = new Error('enough');
    await expect(read('a,b\n1,2\n', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it('reads a million rows in bounded memory', async () => {
    await inTempFolder(async (dir) => {
      const path = join(dir, 'data.csv');
      const out = createWriteStream(path);
      out.write('site,kind,size\n');
      for (let block = 0; block < 200; block++) {
        const lines = Array.from({ length: 5000 }, (_, i) => {
          const row = block * 5000 + i;
          return `site ${row % 5},kind ${row % 13},${(row % 4001) / 8}`;
        });
        if (!out.write(`${lines.join('\n')}\n`)) await once(out, 'drain');
      }
      out.end();
      await once(out, 'finish');
      setFlagsFromString('--expose-gc');
      const collect = runInNewContext('gc') as () => void;
      let peak = 0;
      const look = (): void => {
        // What waits for collection says more about the machine than about the reader.
        collect();
        const { heapUsed, arrayBuffers } = process.memoryUsage();
        peak = Math.max(peak, heapUsed + arrayBuffers);
      };
      look();
      const before = peak;
      let timer: NodeJS.Timeout;
      // A collection takes long where other tests have filled the process: most of the time is left to the reader.
      const lookAgain = (): void => {
        const start = performance.now();
        look();
        timer = setTimeout(lookAgain, Math.max(200, 10 * (performance.now() - start)));
      };
      timer = setTimeout(lookAgain, 200);
      const table = await readTable(path);
      clearTimeout(timer);
      expect(table.rows).toBe(1_000_000);
      expect(table.columns.map(({ kind }) => kind)).toEqual([
        'categorical',
        'categorical',
        'numeric',
      ]);
      const [site, , size] = cells(table) as [string[], string[], number[]];
      expect(site[999_998]).toBe('site 3');
      expect(size[999_998]).toBe((999_998 % 4001) / 8);
      look();
      // Ten megabytes are the columns themselves; rows of strings would be hundreds.
      expect(peak - before).toBeLessThan(60e6);
    });
  }, 600_000); // a machine with other work takes several times as long
});
