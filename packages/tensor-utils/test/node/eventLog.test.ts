import { appendFile, open, readFile, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { JsonObject } from '../../src/index.ts';
import { ArgumentError, FileAccessError, FileFormatError } from '../../src/index.ts';
import { openEventLog, readEvents } from '../../src/node.ts';
import { killNow, startChild } from './childProcess.ts';
import { systemError } from './fullDisk.ts';
import { inTemporaryFolder } from './temporaryFolder.ts';

async function eventsOf(path: string): Promise<JsonObject[]> {
  const events: JsonObject[] = [];
  for await (const event of readEvents(path)) events.push(event);
  return events;
}

/** Runs work while every file that is open writes half of what it is given, and then fails. */
async function withFullDisk(folder: string, work: () => Promise<void>): Promise<void> {
  const handle = await open(join(folder, 'other'), 'w');
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const whole: unknown = Reflect.get(prototype, 'writeFile');
  prototype.writeFile = async function (this: FileHandle, content) {
    const bytes = content as Uint8Array;
    await this.write(bytes.subarray(0, bytes.length >> 1));
    throw systemError('ENOSPC');
  };
  try {
    await work();
  } finally {
    Reflect.set(prototype, 'writeFile', whole);
  }
}

describe('openEventLog', () => {
  it('writes one object per line, which is there as soon as it was appended', () =>
    inTemporaryFolder(async (folder) => {
      const path = join(folder, 'run', 'events.jsonl');
      const log = await openEventLog(path);
      expect(log.path).toBe(path);
      await log.append({ kind: 'step', text: 'two\nlines é', loss: NaN });
      expect(await readFile(path, 'utf8')).toBe(
        '{"kind":"step","text":"two\\nlines é","loss":null}\n',
      );
      await log.append({ kind: 'end' });
      await log.sync();
      expect(await eventsOf(path)).toHaveLength(2);
      await log.close();
    }));

  it('keeps the order when the caller does not wait', () =>
    inTemporaryFolder(async (folder) => {
      const path = join(folder, 'events.jsonl');
      const log = await openEventLog(path);
      const steps = Array.from({ length: 100 }, (_, step) => step);
      await Promise.all(steps.map((step) => log.append({ step, pad: 'x'.repeat(step * 50) })));
      await log.close();
      expect((await eventsOf(path)).map((event) => event['step'])).toEqual(steps);
    }));

  it.each(['{"step":3', '{', '\0\0\0', '{"step":3\0\0', '{"text":"é'.slice(0, -1)])(
    'drops the half line %j and goes on after the last whole one',
    (half) =>
      inTemporaryFolder(async (folder) => {
        const path = join(folder, 'events.jsonl');
        await writeFile(path, `{"step":1}\n{"step":2,"text":"é"}\n${half}`);
        expect(await eventsOf(path)).toHaveLength(2);
        const log = await openEventLog(path);
        await log.append({ step: 4 });
        await log.close();
        expect(await readFile(path, 'utf8')).toBe(
          '{"step":1}\n{"step":2,"text":"é"}\n{"step":4}\n',
        );
      }),
  );

  it('keeps a last line that lacks its line feed only', () =>
    inTemporaryFolder(async (folder) => {
      const path = join(folder, 'settings.json');
      for (const before of ['{"step":1}', '{"step":0}\n{"step":1}', '{"step":1}\0\0']) {
        await writeFile(path, before);
        await (await openEventLog(path)).close();
        const whole = before.replaceAll('\0', '');
        expect(await readFile(path, 'utf8')).toBe(whole);
        const log = await openEventLog(path);
        await Promise.all([log.append({ step: 2 }), log.append({ step: 3 })]);
        await log.close();
        expect(await readFile(path, 'utf8')).toBe(`${whole}\n{"step":2}\n{"step":3}\n`);
      }
      await writeFile(path, '{"step":1}\n{"step":2}');
      const cut = await openEventLog(path, { afterStep: 1 });
      await cut.append({ step: 3 });
      await cut.close();
      expect(await readFile(path, 'utf8')).toBe('{"step":1}\n{"step":3}\n');
    }));

  it('refuses an event that could not be read again, and writes nothing of it', () =>
    inTemporaryFolder(async (folder) => {
      const path = join(folder, 'events.jsonl');
      const log = await openEventLog(path);
      const circle: Record<string, unknown> = {};
      circle['own'] = circle;
      for (const event of [undefined, null, [1], 'x', 1, { toJSON: () => 1 }, circle]) {
        await expect(log.append(event as unknown as JsonObject)).rejects.toThrow(ArgumentError);
      }
      await expect(log.append({ text: 'x'.repeat(2 ** 24) })).rejects.toThrow(
        'EventLog.append: an event has at most 16777216 bytes, got 16777227',
      );
      await log.append({ step: 1 });
      await log.close();
      expect(await readFile(path, 'utf8')).toBe('{"step":1}\n');
    }));

  it('cuts off what came after a step', () =>
    inTemporaryFolder(async (folder) => {
      const path = join(folder, 'events.jsonl');
      const lines = [
        '{"kind":"start"}',
        '{"step":1}',
        '{"step":2}',
        '{"note":"é"}',
        '{"step":3}',
        '{"note":2}',
        '{"st',
      ];
      await writeFile(path, lines.join('\n'));
      const log = await openEventLog(path, { afterStep: 2 });
      await log.append({ step: 3, again: true });
      await log.close();
      expect(await eventsOf(path)).toEqual([
        { kind: 'start' },
        { step: 1 },
        { step: 2 },
        { note: 'é' },
        { step: 3, again: true },
      ]);
    }));

  it('cuts by a step of the caller', () =>
    inTemporaryFolder(async (folder) => {
      const path = join(folder, 'events.jsonl');
      await writeFile(
        path,
        '{"phase":"a","step":9}\n{"phase":"b","step":1}\n{"phase":"b","step":2}\n',
      );
      const stepOf = ({ phase, step }: JsonObject): number | undefined =>
        phase === 'b' && typeof step === 'number' ? step : undefined;
      await (await openEventLog(path, { afterStep: 1, stepOf })).close();
      expect(await eventsOf(path)).toHaveLength(2);
      await (await openEventLog(path, { afterStep: 0, stepOf })).close();
      expect(await eventsOf(path)).toEqual([{ phase: 'a', step: 9 }]);
    }));

  it.each(['hello', 'hello\n', '{"step":1}\n[1]\n{"step":2}\n', '{"step":1}\n\n', '1\n'])(
    'refuses %j, which is no event log, and leaves it as it is',
    (content) =>
      inTemporaryFolder(async (folder) => {
        const path = join(folder, 'notes.txt');
        await writeFile(path, content);
        await expect(openEventLog(path)).rejects.toBeInstanceOf(FileFormatError);
        await expect(eventsOf(path)).rejects.toBeInstanceOf(FileFormatError);
        expect(await readFile(path, 'utf8')).toBe(content);
      }),
  );

  it('reads lines that are longer than a chunk of the disk', () =>
    inTemporaryFolder(async (folder) => {
      const path = join(folder, 'events.jsonl');
      const log = await openEventLog(path);
      for (const step of [1, 2, 3]) await log.append({ step, text: 'é'.repeat(100_000) });
      await log.close();
      const reopened = await openEventLog(path, { afterStep: 2 });
      await reopened.close();
      const events = await eventsOf(path);
      expect(events.map(({ step }) => step)).toEqual([1, 2]);
      expect(events[1]?.['text']).toBe('é'.repeat(100_000));
    }));

  it('takes a half line back when the disk is full, and goes on after the last whole one', () =>
    inTemporaryFolder(async (folder) => {
      const path = join(folder, 'events.jsonl');
      await writeFile(path, '{"step":1}\n');
      const log = await openEventLog(path);
      await log.append({ step: 2 });
      await withFullDisk(folder, async () => {
        const failure = log.append({ step: 3 });
        await expect(failure).rejects.toThrow('no space is left on the disk (ENOSPC)');
        expect(await readFile(path, 'utf8')).toBe('{"step":1}\n{"step":2}\n');
      });
      await log.append({ step: 4 });
      await log.close();
      expect((await eventsOf(path)).map(({ step }) => step)).toEqual([1, 2, 4]);
    }));

  it('says what the disk refused', () =>
    inTemporaryFolder(async (folder) => {
      await expect(openEventLog(folder)).rejects.toBeInstanceOf(FileAccessError);
      await expect(eventsOf(join(folder, 'none'))).rejects.toThrow(/there is no such file/);
      const log = await openEventLog(join(folder, 'events.jsonl'));
      await log.close();
      await expect(log.append({ step: 1 })).rejects.toBeInstanceOf(FileAccessError);
      await expect(openEventLog(join(folder, 'x'), { afterStep: NaN })).rejects.toBeInstanceOf(
        ArgumentError,
      );
    }));

  it('has every line but perhaps the last one whole after kill -9', () =>
    inTemporaryFolder(async (folder) => {
      const path = join(folder, 'events.jsonl');
      const child = await startChild('logForever.ts', folder);
      await wait(50);
      await killNow(child);
      // As if the kill had come in the middle of a line.
      await appendFile(path, '{"kind":"st');
      const events = await eventsOf(path);
      const steps = events.map((_, i) => i + 1);
      expect(events.map(({ step }) => step)).toEqual(steps);
      await (await openEventLog(path, { afterStep: 1 })).close();
      expect(await eventsOf(path)).toHaveLength(1);
    }));
});
