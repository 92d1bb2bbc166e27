import { createHash } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fetchFile } from '../../src/node/remoteFile.ts';
import { inTempFolder } from '../testFiles.ts';

const CONTENT = Uint8Array.from({ length: 5000 }, (_, i) => (i * 31) % 256);
const FILE = {
  name: 'data.gz',
  mostBytes: 6000,
  sha256: createHash('sha256').update(CONTENT).digest('hex'),
};
const URL_ = 'http://127.0.0.1/data.gz';
const silent = () => undefined;

type Answer = (range: string | null) => Response | Promise<Response>;

function fakeFetch(answer: Answer): { fetch: typeof fetch; ranges: (string | null)[] } {
  const ranges: (string | null)[] = [];
  return {
    ranges,
    fetch: (_, init) => {
      const range = new Headers(init?.headers).get('range');
      ranges.push(range);
      return Promise.resolve(answer(range));
    },
  };
}

/** A server that keeps to ranges. */
function ranged(content: Uint8Array): Answer {
  return (range) => {
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    if (from >= content.length) return new Response(null, { status: 416 });
    const part = content.slice(from);
    return new Response(part, {
      status: range === null ? 200 : 206,
      headers: {
        'content-length': String(part.length),
        'content-range': `bytes ${from}-${content.length - 1}/${content.length}`,
      },
    });
  };
}

async function run(
  dir: string,
  fetch: typeof globalThis.fetch,
  signal?: AbortSignal,
): Promise<boolean> {
  return fetchFile(URL_, join(dir, FILE.name), FILE, { fetch, log: silent, signal });
}

async function expectWhole(dir: string): Promise<void> {
  expect(Buffer.compare(await readFile(join(dir, FILE.name)), CONTENT)).toBe(0);
  expect(await readdir(dir)).toEqual([FILE.name]);
}

async function untilSize(path: string, size: number): Promise<void> {
  while ((await stat(path).catch(() => undefined))?.size !== size) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('fetchFile', () => {
  it('fetches once, then leaves a sound file alone', async () => {
    await inTempFolder(async (dir) => {
      const { fetch, ranges } = fakeFetch(ranged(CONTENT));
      expect(await run(dir, fetch)).toBe(true);
      expect(await run(dir, fetch)).toBe(false);
      expect(ranges).toEqual([null]);
      await expectWhole(dir);
    });
  });

  it('goes on over real HTTP where the connection broke', async () => {
    const ranges: (string | undefined)[] = [];
    let written: () => Promise<void>;
    const server = createServer((request, response) => {
      ranges.push(request.headers.range);
      const from = Number(/\d+/.exec(request.headers.range ?? '0')?.[0] ?? 0);
      const part = CONTENT.subarray(from);
      response.writeHead(from > 0 ? 206 : 200, {
        'content-length': part.length,
        'content-range': `bytes ${from}-4999/5000`,
      });
      if (from > 0) response.end(part);
      else {
        response.write(part.subarray(0, 2000));
        // What is still under way when a connection breaks is lost, and a busy machine is slow to write.
        void written().finally(() => response.destroy());
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      await inTempFolder(async (dir) => {
        const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/data.gz`;
        const path = join(dir, FILE.name);
        written = () => untilSize(`${path}.part`, 2000);
        const options = { fetch: globalThis.fetch, log: silent, signal: undefined };
        await expect(fetchFile(url, path, FILE, options)).rejects.toMatchObject({
          code: 'ERR_DOWNLOAD',
          message: expect.stringContaining('broke') as string,
        });
        expect(await readdir(dir)).toEqual([`${FILE.name}.part`]);
        expect(await fetchFile(url, path, FILE, options)).toBe(true);
        expect(ranges).toEqual([undefined, 'bytes=2000-']);
        await expectWhole(dir);
      });
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('starts over when the server knows no ranges', async () => {
    await inTempFolder(async (dir) => {
      await writeFile(join(dir, `${FILE.name}.part`), new Uint8Array(100));
      const { fetch, ranges } = fakeFetch(() => new Response(CONTENT));
      expect(await run(dir, fetch)).toBe(true);
      expect(ranges).toEqual(['bytes=100-']);
      await expectWhole(dir);
    });
  });

  it('takes a part that is already whole, and drops one that is too long', async () => {
    await inTempFolder(async (dir) => {
      const { fetch, ranges } = fakeFetch(ranged(CONTENT));
      await writeFile(join(dir, `${FILE.name}.part`), CONTENT);
      expect(await run(dir, fetch)).toBe(true);
      await expectWhole(dir);
      await writeFile(join(dir, FILE.name), 'spoilt');
      await writeFile(join(dir, `${FILE.name}.part`), new Uint8Array(5500));
      expect(await run(dir, fetch)).toBe(true);
      expect(ranges).toEqual(['bytes=5000-', 'bytes=5500-', null]);
      await expectWhole(dir);
    });
  });

  it('throws wrong content away and keeps the file that was there', async () => {
    await inTempFolder(async (dir) => {
      await writeFile(join(dir, FILE.name), 'older');
      const wrong = fakeFetch(() => new Response('something else'));
      await expect(run(dir, wrong.fetch)).rejects.toMatchObject({ code: 'ERR_FILE_FORMAT' });
      expect(await readdir(dir)).toEqual([FILE.name]);
      expect(await readFile(join(dir, FILE.name), 'utf8')).toBe('older');
    });
  });

  it('stops an answer that never ends', async () => {
    await inTempFolder(async (dir) => {
      const endless = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          controller.enqueue(new Uint8Array(1000));
        },
      });
      const { fetch } = fakeFetch(() => new Response(endless));
      await expect(run(dir, fetch)).rejects.toMatchObject({
        code: 'ERR_FILE_FORMAT',
        message: expect.stringContaining('larger than the 6000') as string,
      });
      expect(await readdir(dir)).toEqual([]);
    });
  });

  it('takes a file that is as large as is allowed, and no byte more', async () => {
    await inTempFolder(async (dir) => {
      const { fetch } = fakeFetch(ranged(CONTENT));
      const path = join(dir, FILE.name);
      const options = { fetch, log: silent, signal: undefined };
      const tight = { ...FILE, mostBytes: CONTENT.length - 1 };
      await expect(fetchFile(URL_, path, tight, options)).rejects.toMatchObject({
        code: 'ERR_FILE_FORMAT',
        message: `${URL_}: it is larger than the 4999 bytes that are allowed`,
      });
      const exact = { ...FILE, mostBytes: CONTENT.length };
      expect(await fetchFile(URL_, path, exact, options)).toBe(true);
      await expectWhole(dir);
    });
  });

  it('asks for the bytes as they are', async () => {
    await inTempFolder(async (dir) => {
      let encoding: string | null = null;
      const fetch: typeof globalThis.fetch = (_, init) => {
        encoding = new Headers(init?.headers).get('accept-encoding');
        return Promise.resolve(new Response(CONTENT));
      };
      await run(dir, fetch);
      expect(encoding).toBe('identity');
    });
  });

  it.each([undefined, new Error('too late')])(
    'stops half-way by its signal: %p',
    async (reason) => {
      await inTempFolder(async (dir) => {
        const stop = new AbortController();
        const body = new ReadableStream<Uint8Array>({
          start: (controller) => {
            controller.enqueue(CONTENT.slice(0, 700));
          },
          pull: (controller) => {
            stop.abort(reason);
            controller.error(stop.signal.reason);
          },
        });
        const { fetch } = fakeFetch(() => new Response(body));
        const stopped: unknown = await run(dir, fetch, stop.signal).catch(
          (error: unknown) => error,
        );
        expect(stopped).toBe(stop.signal.reason);
        expect(stop.signal.aborted).toBe(true);
        expect(await readdir(dir)).toEqual([`${FILE.name}.part`]);
        expect(await readFile(join(dir, `${FILE.name}.part`))).toHaveLength(700);
      });
    },
  );

  it('checks by decoding where there is no checksum, and passes on what is no fault of the file', async () => {
    await inTempFolder(async (dir) => {
      const { fetch, ranges } = fakeFetch(ranged(CONTENT));
      const path = join(dir, FILE.name);
      const checked: string[] = [];
      const verify = (file: string) => {
        checked.push(file);
        return Promise.resolve();
      };
      const file = { name: FILE.name, mostBytes: FILE.mostBytes };
      const options = { fetch, log: silent, signal: undefined };
      expect(await fetchFile(URL_, path, { ...file, verify }, options)).toBe(true);
      expect(checked).toEqual([`${path}.part`]);
      const fails = () => Promise.reject(new Error('out of memory'));
      await expect(fetchFile(URL_, path, { ...file, verify: fails }, options)).rejects.toThrow(
        'out of memory',
      );
      expect(ranges).toEqual([null]);
      await expectWhole(dir);
    });
  });

  it.each<[string, Answer]>([
    ['no such file', () => new Response('', { status: 404 })],
    ['a server in trouble', () => new Response('', { status: 503 })],
    ['no network', () => Promise.reject(new TypeError('fetch failed'))],
    [
      'another part than asked for',
      () => new Response('x', { status: 206, headers: { 'content-range': 'bytes 7-8/9' } }),
    ],
    ['less than announced', () => new Response('x', { headers: { 'content-length': '9' } })],
  ])('reports %s', async (_, answer) => {
    await inTempFolder(async (dir) => {
      await writeFile(join(dir, `${FILE.name}.part`), CONTENT.subarray(0, 10));
      await expect(run(dir, fakeFetch(answer).fetch)).rejects.toMatchObject({
        code: 'ERR_DOWNLOAD',
      });
      expect(await readdir(dir)).toEqual([`${FILE.name}.part`]);
    });
  });

  it('stops by a signal and keeps what came', async () => {
    await inTempFolder(async (dir) => {
      await writeFile(join(dir, `${FILE.name}.part`), CONTENT.subarray(0, 10));
      const { fetch, ranges } = fakeFetch(ranged(CONTENT));
      await expect(run(dir, fetch, AbortSignal.abort())).rejects.toMatchObject({
        name: 'AbortError',
      });
      expect(ranges).toEqual([]);
      expect(await readdir(dir)).toEqual([`${FILE.name}.part`]);
    });
  });

  it('reports a folder that cannot be written', async () => {
    await inTempFolder(async (dir) => {
      const { fetch } = fakeFetch(ranged(CONTENT));
      await expect(run(join(dir, 'missing'), fetch)).rejects.toMatchObject({
        code: 'ERR_FILE_ACCESS',
      });
    });
  });
});
