import { s3Store } from '../../src/store/s3Store.ts';
import type { Store } from '../../src/store/store.ts';
import { startFakeS3 } from './fakeS3.ts';
import type { FakeS3 } from './fakeS3.ts';
import { testStore } from './storeContract.ts';

let server: FakeS3;
beforeEach(async () => {
  server = await startFakeS3();
});
afterEach(() => server.stop());

function open(prefix = 'some/where', bucket = 'bucket'): Store {
  return s3Store({
    bucket,
    prefix,
    client: {
      endpoint: server.endpoint,
      forcePathStyle: true,
      region: 'us-east-1',
      credentials: { accessKeyId: 'someone', secretAccessKey: 'something-secret' },
      maxAttempts: 1,
    },
  });
}

describe('s3Store', () => {
  testStore(() => Promise.resolve(open()));

  it('puts everything below its prefix', async () => {
    await open('a/b').write('c', Buffer.from('1'));
    await open('').write('c', Buffer.from('2'));
    expect([...server.objects.keys()]).toEqual(['a/b/c', 'c']);
    expect(await open('a/b').list('')).toEqual(['c']);
  });

  it('says what the bucket refused, without secrets', async () => {
    await expect(open('p', 'other').write('a', Buffer.of())).rejects.toMatchObject({
      code: 'ERR_STORE',
      message: 'store s3://other/p: cannot write a: NoSuchBucket: NoSuchBucket of the fake',
    });
    server.refuse = (method) =>
      method === 'GET' ? { status: 403, code: 'AccessDenied' } : undefined;
    const refused = open().read('a');
    await expect(refused).rejects.toThrow('AccessDenied');
    await refused.catch((error: unknown) =>
      expect(JSON.stringify(error)).not.toContain('something-secret'),
    );
    const { endpoint } = server;
    await server.stop();
    await expect(
      s3Store({
        bucket: 'bucket',
        prefix: '',
        client: {
          endpoint,
          region: 'us-east-1',
          credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
          forcePathStyle: true,
          maxAttempts: 1,
        },
      }).read('a'),
    ).rejects.toMatchObject({ code: 'ERR_STORE' });
    server = await startFakeS3();
  });
});
