import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { JsonObject } from '../config.ts';
import { ArgumentError, FileFormatError } from '../errors.ts';
import { fileAccessError, systemCode } from './fileErrors.ts';

/** Options of {@link openEventLog}. */
export interface EventLogOptions {
  /** Go on after this step: the first later event and all that follow it are cut off. Default: nothing is cut. */
  readonly afterStep?: number;
  /** The step of an event, or `undefined` for one that has none. Default: its field `step`, when that is a number. */
  readonly stepOf?: (event: JsonObject) => number | undefined;
}

/** A file of events that only grows: one JSON object per line. */
export interface EventLog {
  /** The file. */
  readonly path: string;
  /**
   * Adds one line and hands it to the operating system before the promise resolves, so that it outlives `kill -9`.
   *
   * @param event - Plain JSON. NaN and infinities become `null`, as JSON has none.
   * @throws FileAccessError when the disk is full or refuses; the half line is taken back.
   */
  append(event: JsonObject): Promise<void>;
  /** Forces all lines onto the disk, so that they outlive a power cut as well. */
  sync(): Promise<void>;
  /** Syncs and closes the file. */
  close(): Promise<void>;
}

/**
 * Opens an event log for writing, and mends what a crash left: a half-written last line is dropped.
 *
 * @param path - The file; it and its folder are created when they are not there.
 * @param options - Where to go on.
 * @returns The log; the caller closes it.
 * @throws FileFormatError when a whole line is no JSON object: then this is no event log, and stays as it is.
 * @throws FileAccessError when the disk refuses.
 *
 * @example
 * ```ts
 * import { openEventLog, readEvents } from '@causal-mechanisms/tensor-utils/node';
 * import { mkdtemp, rm } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 *
 * const folder = await mkdtemp(join(tmpdir(), 'example-'));
 * const path = join(folder, 'events.jsonl');
 * const log = await openEventLog(path);
 * for (const step of [1, 2, 3]) await log.append({ kind: 'step', step });
 * await log.close();
 * const resumed = await openEventLog(path, { afterStep: 2 });
 * await resumed.close();
 * for await (const event of readEvents(path)) console.log(event['step']); // 1 2
 * await rm(folder, { recursive: true });
 * ```
 */
export async function openEventLog(path: string, options: EventLogOptions = {}): Promise<EventLog> {
  const { afterStep, stepOf = ownStep } = options;
  if (afterStep !== undefined && !Number.isFinite(afterStep)) {
    throw new ArgumentError(`openEventLog: afterStep must be a number, got ${afterStep}`, {
      data: { afterStep },
    });
  }
  let handle: FileHandle;
  try {
    await mkdir(dirname(path), { recursive: true });
    handle = await open(path, 'a');
  } catch (cause) {
    throw fileAccessError('openEventLog', `open ${path}`, cause);
  }
  try {
    let size = 0;
    for await (const { event, end } of readLines(path)) {
      if (afterStep !== undefined && (stepOf(event) ?? -Infinity) > afterStep) break;
      size = end;
    }
    await handle.truncate(size);
    return writer(path, handle, size);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * Reads the events of a log, one at a time; a half-written last line is passed over.
 *
 * @param path - The file.
 * @returns The events in order.
 * @throws FileFormatError when a whole line is no JSON object.
 * @throws FileAccessError when the file cannot be read.
 *
 * @example
 * ```ts
 * import { readEvents } from '@causal-mechanisms/tensor-utils/node';
 * import { mkdtemp, rm, writeFile } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 *
 * const folder = await mkdtemp(join(tmpdir(), 'example-'));
 * await writeFile(join(folder, 'events.jsonl'), '{"step":1}\n{"step":2}\n{"st');
 * for await (const event of readEvents(join(folder, 'events.jsonl'))) console.log(event['step']); // 1 2
 * await rm(folder, { recursive: true });
 * ```
 */
export async function* readEvents(path: string): AsyncGenerator<JsonObject, void, undefined> {
  for await (const { event } of readLines(path)) yield event;
}

function writer(path: string, handle: FileHandle, start: number): EventLog {
  let size = start;
  let queue: Promise<unknown> = Promise.resolve();
  /** One after the other: lines never interleave. */
  const next = (work: () => Promise<void>): Promise<void> => {
    const result = queue.then(work).catch((cause: unknown) => {
      throw fileAccessError('EventLog', `write ${path}`, cause);
    });
    queue = result.catch(() => undefined);
    return result;
  };
  return {
    path,
    append(event) {
      // Encoded here, so that the caller may change the event while it waits in the queue.
      const line = new TextEncoder().encode(`${JSON.stringify(event)}\n`);
      return next(async () => {
        try {
          await handle.writeFile(line);
          size += line.length;
        } catch (error) {
          await handle.truncate(size);
          throw error;
        }
      });
    },
    sync: () => next(() => handle.datasync()),
    close: () =>
      next(async () => {
        await handle.datasync();
        await handle.close();
      }),
  };
}

interface Line {
  readonly event: JsonObject;
  /** Where the next line begins, in bytes. */
  readonly end: number;
}

/** The whole lines; what follows the last line feed is half-written and passed over. */
async function* readLines(path: string): AsyncGenerator<Line, void, undefined> {
  let number = 0;
  let end = 0;
  let rest = '';
  try {
    // latin1 keeps one character per byte, so that positions are bytes and no character is torn between chunks.
    const stream = createReadStream(path, { encoding: 'latin1' });
    for await (const chunk of stream as AsyncIterable<string>) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        number += 1;
        end += line.length + 1;
        const event = parseEvent(Buffer.from(line, 'latin1').toString('utf8'));
        if (event === undefined) throw noEvent(path, number);
        yield { event, end };
      }
    }
    // A crash leaves the beginning of an object, a power cut perhaps zeros; anything else is not ours to drop.
    if (rest !== '' && !rest.startsWith('{') && !rest.startsWith('\0')) {
      throw noEvent(path, number + 1);
    }
  } catch (cause) {
    if (systemCode(cause) === undefined || cause instanceof FileFormatError) throw cause;
    throw fileAccessError('readEvents', `read ${path}`, cause);
  }
}

function noEvent(path: string, line: number): FileFormatError {
  return new FileFormatError(`${path}: line ${line} is no JSON object, so this is no event log`, {
    data: { path, line },
  });
}

function parseEvent(line: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(line);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

function ownStep(event: JsonObject): number | undefined {
  const step = event['step'];
  return typeof step === 'number' ? step : undefined;
}
