import { createServer as createWebServer } from 'node:http';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { queueAddress } from '../../src/queue/queueAddress.ts';
import { connectQueue, disconnectQueue, queueError } from '../../src/queue/queueConnection.ts';
import { QueueError } from '../../src/store/studyErrors.ts';
import { freePort, itWithRedis, startRedis } from './redisServer.ts';

const test = itWithRedis();

/** How connecting fails, and in how many seconds. */
async function failure(url: string, environment: Record<string, string> = {}) {
  const began = performance.now();
  try {
    disconnectQueue(await connectQueue(queueAddress(url, environment), { patience: 1 }));
  } catch (error) {
    expect(error).toBeInstanceOf(QueueError);
    return { message: (error as Error).message, seconds: (performance.now() - began) / 1000 };
  }
  throw new Error('it connected');
}

/** The port of a server that was started. */
async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('connectQueue', () => {
  it('says soon that nobody listens', async () => {
    const { message, seconds } = await failure(`redis://127.0.0.1:${await freePort()}/0`);
    expect(message).toMatch(/^queue redis:\/\/127\.0\.0\.1:\d+\/0: .*ECONNREFUSED/);
    expect(seconds).toBeLessThan(10);
  });

  it('does not wait for what never answers', async () => {
    const server = createServer(() => undefined);
    const { seconds } = await failure(`redis://127.0.0.1:${await listen(server)}/0`);
    expect(seconds).toBeLessThan(20);
    server.close();
  });

  it('says that something else answers', async () => {
    const server = createWebServer();
    const { message } = await failure(`redis://127.0.0.1:${await listen(server)}/0`);
    expect(message).toContain('what answers there is no Redis or Valkey; is it the right port');
    server.close();
  });

  test('asks for the password, and says which one is wrong', async () => {
    const redis = await startRedis('right');
    try {
      const missing = await failure(redis.url);
      expect(missing.message).toContain('NOAUTH Authentication required; the password');
      expect(missing.message).toContain('CAUSAL_MECHANISMS_QUEUE_PASSWORD');
      const wrong = await failure(redis.url, { CAUSAL_MECHANISMS_QUEUE_PASSWORD: 'wrong-secret' });
      expect(wrong.message).toContain('WRONGPASS');
      expect(wrong.message).not.toContain('wrong-secret');
      const address = queueAddress(redis.url, { CAUSAL_MECHANISMS_QUEUE_PASSWORD: 'right' });
      const connection = await connectQueue(address, { patience: 1 });
      expect(await connection.ping()).toBe('PONG');
      disconnectQueue(connection);
    } finally {
      await redis.remove();
    }
  });

  test('refuses a database that is not there, and tells when the server is gone for good', async () => {
    const redis = await startRedis();
    const far = await failure(redis.url.replace(/0$/, '999'));
    expect(far.message).toContain('DB index is out of range');
    let tell: (error: QueueError) => void = () => undefined;
    const told = new Promise<QueueError>((done) => (tell = done));
    const connection = await connectQueue(queueAddress(redis.url, {}), {
      patience: 0.3,
      onGone: tell,
    });
    await connection.ping();
    await redis.remove();
    expect((await told).message).toContain('ECONNREFUSED');
    disconnectQueue(connection);
  });
});

describe('queueError', () => {
  it('keeps one that is typed, and looks into several', () => {
    const typed = new QueueError('x');
    expect(queueError('q', typed)).toBe(typed);
    const several = new AggregateError([new Error('connect ECONNREFUSED')], '');
    expect(queueError('redis://h', several).message).toBe('queue redis://h: connect ECONNREFUSED');
    expect(queueError('q', 'odd').message).toBe('queue q: odd');
  });
});
