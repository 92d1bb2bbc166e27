import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { JsonObject } from '../config.ts';
import { checkFunction, checkNumber, checkOptions, checkText } from '../argumentChecks.ts';
import { ArgumentError } from '../errors.ts';
import { fileAccessError } from './fileErrors.ts';
import { isObject, LONGEST_LINE, readLines } from './logLines.ts';
import { nodeFileSystem } from './fileSystem.ts';
import { openRegular } from './regularFile.ts';

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
   * @param event - Plain JSON of at most 16 MiB. NaN and infinities become `null`, as JSON has none.
   * @throws ArgumentError when it is no plain object, or a longer one.
   * @throws FileAccessError when the disk is full or refuses; the half line is taken back.
   */
  append(event: JsonObject): Promise<void>;
  /** Forces all lines onto the disk, so that they outlive a power cut as well. */
  sync(): Promise<void>;
  /** Syncs and closes the file. */
  close(): Promise<void>;
}

/**
 * Opens an event log for writing, and mends what a crash left: a half-written last line is dropped. A last line that lacks
 * its line feed only is whole: it stays.
 *
 * @param path - The file; it and its folder are created when they are not there.
 * @param options - Where to go on.
 * @returns The log; the caller closes it.
 * @throws ArgumentError when an argument is of a wrong kind.
 * @throws FileFormatError when a whole line is no JSON object or is longer than 16 MiB: then this is no event log, and stays as it is.
 * @throws FileAccessError when the disk refuses, or when it is no regular file.
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
  checkText('openEventLog', 'path', path);
  const { afterStep, stepOf = ownStep } = checkOptions('openEventLog', options);
  if (afterStep !== undefined) checkNumber('openEventLog', 'afterStep', afterStep);
  checkFunction('openEventLog', 'stepOf', stepOf);
  let handle: FileHandle;
  try {
    await nodeFileSystem.makeFolder(dirname(path));
    handle = await openRegular(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT);
  } catch (cause) {
    throw fileAccessError('openEventLog', `open ${path}`, cause);
  }
  try {
    let size = 0;
    let unfinished = false;
    for await (const line of readLines(path)) {
      if (afterStep !== undefined && (stepOf(line.event) ?? -Infinity) > afterStep) break;
      ({ end: size, unfinished } = line);
    }
    await handle.truncate(size);
    return writer(path, handle, { size, unfinished });
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
 * @throws ArgumentError when the path is no text.
 * @throws FileFormatError when a whole line is no JSON object, or is longer than 16 MiB.
 * @throws FileAccessError when the file cannot be read, or is no regular one.
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
  checkText('readEvents', 'path', path);
  for await (const { event } of readLines(path)) yield event;
}

/** @param start - What is there: its bytes, and whether the last line lacks its line feed. */
function writer(
  path: string,
  handle: FileHandle,
  start: { readonly size: number; readonly unfinished: boolean },
): EventLog {
  let { size, unfinished } = start;
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
    async append(event) {
      // Encoded here, so that the caller may change the event while it waits in the queue.
      const text = eventText(event);
      return next(async () => {
        const line = new TextEncoder().encode(`${unfinished ? '\n' : ''}${text}\n`);
        try {
          await handle.writeFile(line);
          size += line.length;
          unfinished = false;
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

/** Refuses what a log must not hold, before anything is written. */
function eventText(event: JsonObject): string {
  let text: string | undefined;
  try {
    text = isObject(event) ? JSON.stringify(event) : undefined;
  } catch (cause) {
    throw new ArgumentError('EventLog.append: expected an event of plain JSON', { cause });
  }
  if (text?.startsWith('{') !== true) {
    throw new ArgumentError(
      `EventLog.append: expected an event of plain JSON, got ${typeof event}`,
    );
  }
  if (Buffer.byteLength(text) > LONGEST_LINE) {
    throw new ArgumentError(
      `EventLog.append: an event has at most ${LONGEST_LINE} bytes, got ${Buffer.byteLength(text)}`,
    );
  }
  return text;
}

function ownStep(event: JsonObject): number | undefined {
  const step = event['step'];
  return typeof step === 'number' ? step : undefined;
}
