import { execFileSync } from 'node:child_process';
import { open, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileAccessError, FileFormatError } from '../../src/index.ts';
import { LONGEST_LINE, readLines } from '../../src/node/logLines.ts';
import type { LogLine } from '../../src/node/logLines.ts';
import { inTemporaryFolder } from './temporaryFolder.ts';

async function linesOf(path: string): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  for await (const line of readLines(path)) lines.push(line);
  return lines;
}

/** The lines of a file with this content. */
async function linesIn(content: string): Promise<LogLine[]> {
  let lines: LogLine[] = [];
  await inTemporaryFolder(async (folder) => {
    const path = join(folder, 'events.jsonl');
    await writeFile(path, content);
    lines = await linesOf(path);
  });
  return lines;
}

describe('readLines', () => {
  it('counts bytes, not characters', async () => {
    expect(await linesIn('{"a":"é"}\n{"b":"€"}\n{"c":1}')).toEqual([
      { event: { a: 'é' }, end: 11, unfinished: false },
      { event: { b: '€' }, end: 23, unfinished: false },
      { event: { c: 1 }, end: 30, unfinished: true },
    ]);
  });

  it.each([
    ['', 0],
    ['{"a":1}\n', 1],
    ['{"a":1}\n{"b', 1],
    ['{"a":1}\n\0\0', 1],
    ['{"a":1}\n{"b\0\0', 1],
    ['{"a":1}\n{"b":2}\0\0', 2],
    ['{"a":1}\n{"b":2}', 2],
  ])('finds in %j so many whole lines: %d', async (content, whole) => {
    expect(await linesIn(content)).toHaveLength(whole);
  });

  it.each(['{"a":1}\n\0\0\n', '{"a\0":1}\n', '{"a":1}\0\n', '[1]', ' {"a":1}\n[', 'null\n'])(
    'refuses %j',
    async (content) => {
      await expect(linesIn(content)).rejects.toBeInstanceOf(FileFormatError);
    },
  );

  it('puts a line together from many chunks, up to the limit', async () => {
    const text = 'x'.repeat(LONGEST_LINE - '{"a":""}'.length);
    const lines = await linesIn(`{"a":"${text}"}\n{"b":1}\n`);
    expect(lines.map(({ end }) => end)).toEqual([LONGEST_LINE + 1, LONGEST_LINE + 9]);
    await expect(linesIn(`{"a":"${text}x"}\n`)).rejects.toThrow(
      /line 1 is longer than 16777216 bytes, so this is no event log$/,
    );
  });

  it('refuses a line of 150 MB, and passes over 600 MB of zeros, in a moment', () =>
    inTemporaryFolder(async (folder) => {
      const path = join(folder, 'events.jsonl');
      const handle = await open(path, 'w');
      await handle.write('{"step":1}\n{"text":"');
      const block = Buffer.alloc(10_000_000, 'x');
      for (let i = 0; i < 15; i++) await handle.write(block);
      await handle.close();
      const began = performance.now();
      await expect(linesOf(path)).rejects.toThrow(/line 2 is longer/);
      await writeFile(path, '{"step":1}\n{"st');
      await truncate(path, 600_000_000);
      expect(await linesOf(path)).toEqual([{ event: { step: 1 }, end: 11, unfinished: false }]);
      // Quadratic time took 40 s for the first alone.
      expect(performance.now() - began).toBeLessThan(10_000);
    }));

  it('does not wait for a pipe', () =>
    inTemporaryFolder(async (folder) => {
      const path = join(folder, 'events.jsonl');
      execFileSync('mkfifo', [path]);
      const failure = linesOf(path);
      await expect(failure).rejects.toBeInstanceOf(FileAccessError);
      await expect(failure).rejects.toThrow(/events\.jsonl: .* no regular file/);
    }));
});
