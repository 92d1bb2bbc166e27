import type { Redis } from 'ioredis';
import { queueAddress } from '../../src/queue/queueAddress.ts';
import { connectQueue, disconnectQueue } from '../../src/queue/queueConnection.ts';
import type { RunJob } from '../../src/queue/runJob.ts';
import { runQueue } from '../../src/queue/runQueue.ts';
import { itWithRedis, startRedis } from './redisServer.ts';
import type { RedisServer } from './redisServer.ts';

const test = itWithRedis();
let redis: RedisServer;
let connection: Redis;
beforeEach(async () => {
  redis = await startRedis();
  connection = await connectQueue(queueAddress(redis.url, {}), { patience: 1 });
});
afterEach(async () => {
  disconnectQueue(connection);
  await redis.remove();
});

const job = (run: string): RunJob => ({
  format: 1,
  study: 'filters',
  run,
  record: { recipe: 'a/b', preset: 'quick', seed: 1, config: {} },
  code: 'c',
  typed: [],
});

describe('runQueue', () => {
  test('takes a run once, and knows where it is', async () => {
    const queue = runQueue(connection, 'queue');
    await queue.add([job('one'), job('two')], 2);
    await queue.add([job('two'), job('three'), job('three')], 2);
    const seen = await queue.look('filters', ['one', 'two', 'three', 'four']);
    expect([...seen].map(([run, { state }]) => [run, state])).toEqual([
      ['one', 'waiting'],
      ['two', 'waiting'],
      ['three', 'waiting'],
      ['four', 'missing'],
    ]);
    expect(await connection.llen('causal-mechanisms:runs:wait')).toBe(3);
    // What waits is not over.
    await queue.forget('filters', ['one', 'four']);
    expect((await queue.look('filters', ['one'])).get('one')?.state).toBe('waiting');
    await queue.close();
  });

  test('says that the connection is closed', async () => {
    const queue = runQueue(connection, 'queue');
    await queue.look('filters', ['one']);
    disconnectQueue(connection);
    await expect(queue.look('filters', ['one'])).rejects.toMatchObject({ code: 'ERR_QUEUE' });
    await queue.close();
  });
});
