import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSequences } from '../../../src/node.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sequences-'));
});
afterAll(() => rm(root, { recursive: true }));

const file = async (name: string, text: string | Uint8Array): Promise<string> => {
  const path = join(root, name);
  await writeFile(path, text);
  return path;
};

it('reads tables with quotes, CRLF, a mark of byte order and another delimiter', async () => {
  const path = await file('a.csv', '\uFEFFid;"x, in m"\r\na;1\r\n"a";"2"\r\n\r\nb;3\r\n');
  expect(await readSequences(path, { delimiter: ';' })).toEqual({
    kind: 'numbers',
    name: path,
    columns: ['x, in m'],
    sequences: [
      { id: 'a', values: Float64Array.of(1, 2) },
      { id: 'b', values: Float64Array.of(3) },
    ],
  });
  const tabs = await file('b.TSV', 'id\tword\na\tup\n');
  expect(await readSequences(tabs)).toMatchObject({ kind: 'tokens' });
});

it('reads JSON lines', async () => {
  const path = await file('c.jsonl', '\uFEFF{"id":"ä","tokens":["é","b"],"label":1}\r\n"né"\r\n');
  expect(await readSequences(path)).toEqual({
    kind: 'tokens',
    name: path,
    sequences: [
      { id: 'ä', label: '1', tokens: ['é', 'b'] },
      { id: '2', tokens: ['n', 'é'] },
    ],
  });
  const other = await file('d.txt', '[1,2]\n');
  expect(await readSequences(other, { format: 'lines', tokens: true })).toMatchObject({
    sequences: [{ tokens: ['1', '2'] }],
  });
});

it('reads long sequences: a million steps in a line, many rows', async () => {
  const steps = Array.from({ length: 1_000_000 }, (_, t) => t % 10);
  const rows = steps.slice(0, 20_000).map((step) => `a,${step}`);
  const lines = await readSequences(await file('long.jsonl', JSON.stringify(steps)));
  const table = await readSequences(await file('long.csv', `id,x\n${rows.join('\n')}\n`));
  expect(lines.kind === 'numbers' && lines.sequences[0]?.values.length).toBe(1_000_000);
  expect(table.kind === 'numbers' && table.sequences[0]?.values.length).toBe(20_000);
});

it.each<[string, string | Uint8Array, string, RegExp]>([
  ['empty.csv', '', 'ERR_FILE_FORMAT', /the file is empty/],
  ['header.csv', 'id,x\n', 'ERR_FILE_FORMAT', /no row below it/],
  ['short.csv', 'id,x\na,1\na\n', 'ERR_FILE_FORMAT', /line 3, column 2: 1 cell where the header/],
  ['empty.jsonl', '', 'ERR_FILE_FORMAT', /there is no sequence in it/],
  ['bad.jsonl', '[1]\n{', 'ERR_FILE_FORMAT', /bad.jsonl: line 2: this is no JSON/],
  ['mixed.jsonl', '[1,2]\n[[1,2]]\n', 'ERR_FILE_FORMAT', /line 2: got 2 numbers per step/],
  [
    'worse.jsonl',
    `[1]\n{\n${'[2]\n'.repeat(50_000)}`,
    'ERR_FILE_FORMAT',
    /line 2: this is no JSON/,
  ],
  ['latin.jsonl', Uint8Array.of(34, 0xe9, 34, 10), 'ERR_FILE_FORMAT', /no UTF-8/],
])('refuses %s', async (name, text, code, message) => {
  const path = await file(name, text);
  await expect(readSequences(path)).rejects.toMatchObject({ code });
  await expect(readSequences(path)).rejects.toThrow(message);
});

it('refuses files that are not there, folders and wrong options', async () => {
  await expect(readSequences(join(root, 'none.csv'))).rejects.toMatchObject({
    code: 'ERR_FILE_ACCESS',
  });
  await expect(readSequences(join(root, 'none.jsonl'))).rejects.toMatchObject({
    code: 'ERR_FILE_ACCESS',
  });
  await expect(readSequences(root)).rejects.toMatchObject({ code: 'ERR_FILE_ACCESS' });
  const path = await file('e.csv', 'id,x\na,1\n');
  await expect(readSequences(path, { format: 'csv' as never })).rejects.toMatchObject({
    code: 'ERR_ARGUMENT',
  });
  await expect(readSequences(path, { layout: 'tall' as never })).rejects.toMatchObject({
    code: 'ERR_ARGUMENT',
  });
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(readSequences(path, { signal })).rejects.toThrow('enough');
});
