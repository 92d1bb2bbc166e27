import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InterruptedError } from '../../src/run/interrupted.ts';
import { openStore } from '../../src/store/openStore.ts';
import { startFakeS3 } from './fakeS3.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-open-'));
});
afterEach(() => rm(root, { recursive: true }));

const open = (place: string, environment: Record<string, string> = {}) =>
  openStore(place, { environment, workingDirectory: root, signal: new AbortController().signal });

describe('openStore', () => {
  it('opens a folder, and leaves nothing there', async () => {
    const store = await open('some/store');
    expect(store.shown).toBe(join(root, 'some/store'));
    expect(await readdir(join(root, 'some/store'))).toEqual([]);
  });

  it('refuses one that cannot be written', async () => {
    await writeFile(join(root, 'file'), '');
    const opening = open('file');
    await expect(opening).rejects.toThrow(/^store .*file cannot be written: .*EEXIST/);
    await expect(opening).rejects.toMatchObject({ code: 'ERR_STORE' });
  });

  (process.platform === 'linux' ? it : it.skip)(
    'refuses a folder where the system lets nobody make one',
    async () => {
      await expect(open('/proc/nope/deep')).rejects.toThrow(
        /^store \/proc\/nope\/deep cannot be written: .*ENOENT/,
      );
    },
  );

  it('hears a request to stop while a store is slow', async () => {
    const server = await startFakeS3();
    const before = { ...process.env };
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'someone', AWS_SECRET_ACCESS_KEY: 'secret' });
    const controller = new AbortController();
    const asked = new Promise<void>((done) => {
      server.refuse = () => {
        done();
        return { status: 503, code: 'SlowDown' };
      };
    });
    try {
      const opening = openStore('s3://bucket', {
        environment: { AWS_ENDPOINT_URL: server.endpoint },
        workingDirectory: root,
        signal: controller.signal,
      });
      void asked.then(() => controller.abort());
      await expect(opening).rejects.toBeInstanceOf(InterruptedError);
    } finally {
      process.env = before;
      await server.stop();
    }
  });

  it('opens a bucket by what the environment says', async () => {
    const server = await startFakeS3();
    const before = { ...process.env };
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'someone', AWS_SECRET_ACCESS_KEY: 'secret' });
    try {
      const store = await open('s3://bucket/some/where/', { AWS_ENDPOINT_URL_S3: server.endpoint });
      expect(store.shown).toBe('s3://bucket/some/where');
      expect(server.objects.size).toBe(0);
      await store.write('a', Buffer.from('1'));
      expect([...server.objects.keys()]).toEqual(['some/where/a']);
      server.refuse = (method) =>
        method === 'PUT' ? { status: 403, code: 'AccessDenied' } : undefined;
      await expect(open('s3://bucket', { AWS_ENDPOINT_URL: server.endpoint })).rejects.toThrow(
        /store s3:\/\/bucket cannot be written: .*AccessDenied/,
      );
    } finally {
      process.env = before;
      await server.stop();
    }
  });

  it.each([
    's3://',
    's3://B',
    's3://bucket/../x',
    's3://bucket/a b',
    'http://host/x',
    'redis://:pw@host',
  ])('refuses %s', async (place) => {
    const opening = open(place);
    await expect(opening).rejects.toMatchObject({ code: 'ERR_USAGE' });
    await opening.catch((error: unknown) => expect(String(error)).not.toContain('pw@'));
  });
});
