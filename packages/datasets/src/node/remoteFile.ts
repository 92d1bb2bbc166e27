import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { CausalMechanismsError, FileFormatError } from '@causal-mechanisms/tensor-utils';
import type { CanonicalFile } from './canonicalFiles.ts';
import { DownloadError } from './errors.ts';
import { accessError, fileSize } from './fileAccess.ts';

/** Options of {@link fetchFile}. */
export interface FetchFileOptions {
  /** Makes the requests. */
  readonly fetch: typeof globalThis.fetch;
  /** Receives one line per event. */
  readonly log: (line: string) => void;
  /** Stops the download; what has come so far is kept for the next time. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Brings a file to disk. It grows under the name `<path>.part`, goes on there after a break, and gets its own name only
 * when its content is right.
 *
 * @param url - Where it is.
 * @param path - Where it goes; its folder must be there.
 * @param file - What is known about its content.
 * @param options - How to fetch.
 * @returns Whether anything had to be fetched.
 * @throws DownloadError when the server cannot be reached or answers badly; FileFormatError when the content is wrong;
 *   FileAccessError when it cannot be written.
 */
export async function fetchFile(
  url: string,
  path: string,
  file: CanonicalFile,
  options: FetchFileOptions,
): Promise<boolean> {
  const { log, signal } = options;
  if ((await fileSize(path)) !== undefined) {
    const problem = await contentProblem(path, file);
    if (problem === undefined) return false;
    log(`${basename(path)}: ${problem.message}; downloading it again`);
  }
  const part = `${path}.part`;
  await receive(url, part, file, options);
  signal?.throwIfAborted();
  const problem = await contentProblem(part, file);
  if (problem !== undefined) {
    await rm(part, { force: true });
    throw new FileFormatError(
      `${url}: what came is not the file that was asked for and was thrown away: ${problem.message}`,
      { data: { url, path }, cause: problem },
    );
  }
  await rename(part, path).catch((error: unknown) => {
    throw accessError(path, 'write', error);
  });
  return true;
}

async function receive(
  url: string,
  part: string,
  file: CanonicalFile,
  options: FetchFileOptions,
): Promise<void> {
  const { log } = options;
  const kept = (await fileSize(part)) ?? 0;
  const response = await request(url, kept, options);
  if (response.status === 416) {
    // Nothing is left to send: the part is whole, or it is no part of this file.
    await response.body?.cancel();
    if ((await contentProblem(part, file)) === undefined) return;
    await rm(part, { force: true });
    await receive(url, part, file, options);
    return;
  }
  if (response.status !== 200 && response.status !== 206) {
    await response.body?.cancel();
    throw new DownloadError(`${url}: the server answered ${response.status}; try again later`, {
      data: { url, status: response.status },
    });
  }
  const range = response.headers.get('content-range') ?? '';
  const goesOn = response.status === 206 && range.startsWith(`bytes ${kept}-`);
  if (response.status === 206 && !goesOn) {
    await response.body?.cancel();
    throw new DownloadError(`${url}: the server sent another part than the one asked for`, {
      data: { url, asked: kept, range },
    });
  }
  const start = goesOn ? kept : 0;
  if (goesOn) log(`${basename(url)}: going on at ${start} bytes`);
  const announced = response.headers.get('content-length');
  const total = announced === null ? undefined : start + Number(announced);
  const answer = { url, response, signal: options.signal };
  const received = await writeBody(answer, part, start, file.mostBytes);
  if (total !== undefined && received < total) {
    throw cutShort(url, received);
  }
}

async function request(url: string, kept: number, options: FetchFileOptions): Promise<Response> {
  const { fetch, signal } = options;
  signal?.throwIfAborted();
  try {
    return await fetch(url, {
      headers: {
        // A packed transfer would make the announced length and the ranges mean other bytes.
        'accept-encoding': 'identity',
        ...(kept > 0 ? { range: `bytes=${kept}-` } : {}),
      },
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw new DownloadError(
      `${url}: the server cannot be reached; check the network and run the same again, or copy the file here by hand`,
      { data: { url }, cause: error },
    );
  }
}

/** An answer whose body is to be read. */
interface Answer {
  readonly url: string;
  readonly response: Response;
  readonly signal: AbortSignal | undefined;
}

async function writeBody(
  answer: Answer,
  part: string,
  start: number,
  most: number,
): Promise<number> {
  let target: FileHandle;
  try {
    target = await openPart(part, start > 0);
  } catch (error) {
    throw accessError(part, 'write', error);
  }
  let at = start;
  try {
    for await (const chunk of bodyChunks(answer, () => at)) {
      if (at + chunk.length > most) {
        throw new FileFormatError(
          `${answer.url}: it is larger than the ${most} bytes that are allowed`,
          { data: { url: answer.url, allowed: most } },
        );
      }
      try {
        await target.write(chunk, 0, chunk.length, at);
      } catch (error) {
        throw accessError(part, 'write', error);
      }
      at += chunk.length;
    }
    await target.sync();
  } catch (error) {
    // An answer that is too large must not be what the next try goes on from.
    if (error instanceof FileFormatError) await rm(part, { force: true });
    throw error;
  } finally {
    await target.close();
  }
  return at;
}

/** A pipe in its place would be waited for, or swallow what comes. */
async function openPart(part: string, goesOn: boolean): Promise<FileHandle> {
  const { O_WRONLY, O_CREAT, O_TRUNC } = constants;
  const noWaiting = (constants.O_NONBLOCK as number | undefined) ?? 0;
  const target = await open(part, O_WRONLY | noWaiting | (goesOn ? 0 : O_CREAT | O_TRUNC));
  if ((await target.stat()).isFile()) return target;
  await target.close();
  throw new Error('it is no regular file');
}

/** The body's chunks; a connection that breaks becomes a typed error, an abort stays what it is. */
async function* bodyChunks(
  { url, response, signal }: Answer,
  received: () => number,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (response.body === null) return;
  // The types of the platform leave the chunks of a body open; they are bytes.
  const body: ReadableStream<Uint8Array> = response.body;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (error) {
    if (error instanceof CausalMechanismsError) throw error;
    signal?.throwIfAborted();
    throw cutShort(url, received(), error);
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function cutShort(url: string, received: number, cause?: unknown): DownloadError {
  return new DownloadError(
    `${url}: the connection broke after ${received} bytes; run the same again to go on from there`,
    { data: { url, received }, cause },
  );
}

/** What is wrong with a file, if anything. */
async function contentProblem(path: string, file: CanonicalFile): Promise<Error | undefined> {
  try {
    if (file.sha256 !== undefined) {
      const actual = await hashFile(path);
      if (actual !== file.sha256) {
        return new FileFormatError(`its SHA-256 is ${actual}, not ${file.sha256}`, {
          data: { path, expected: file.sha256, actual },
        });
      }
    }
    await file.verify?.(path);
    return undefined;
  } catch (error) {
    if (error instanceof FileFormatError) return error;
    throw error;
  }
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  } catch (error) {
    throw accessError(path, 'read', error);
  }
  return hash.digest('hex');
}
