import { existsSync } from 'node:fs';
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { itWithRedis, startRedis } from '../../queue/redisServer.ts';
import type { RedisServer } from '../../queue/redisServer.ts';
import { studyLab } from '../../queue/studyLab.ts';
import type { StudyLab } from '../../queue/studyLab.ts';

const test = itWithRedis();
let lab: StudyLab;
let redis: RedisServer;
beforeEach(async () => {
  lab = await studyLab();
  redis = await startRedis();
});
afterEach(async () => {
  await redis.remove();
  await lab.remove();
});

const call = (...args: string[]) => lab.call([...args, '--queue', redis.url, '--store', 'store']);

describe('lab study', () => {
  test('shows what waits, fetches what is finished, and notices what was damaged', async () => {
    expect((await call('study', 'one')).notes).toContain('has no study one');
    // Nothing is made where the name of a store was mistyped.
    expect(existsSync(join(lab.root, 'store'))).toBe(false);
    expect((await call('study', '../one')).notes).toContain('--study: expected a name');
    await call('sweep', 'test/slow', '--set', 'factor=1,2', '--study', 'one');
    const before = await call('study', 'one');
    expect(before.out).toBe(
      [
        'study one: test/slow, 2 runs',
        '2 waiting',
        '',
        'run       state    progress  rate  worker  failures  message',
        '--------  -------  --------  ----  ------  --------  -------',
        'factor=1  waiting',
        'factor=2  waiting',
      ].join('\n'),
    );
    const working = call('worker', '--end-when-idle', '0.3');
    const waited = await call('study', 'one', '--wait');
    await working;
    expect(waited.out).toContain('2 finished');
    expect(waited.out).toMatch(/^figure +factor=1 +factor=2$/m);
    expect(waited.out).toContain('all of them: runs/one/report.html');
    const { runs } = JSON.parse(await lab.text('runs/one/group.json')) as { runs: unknown[] };
    expect(runs).toHaveLength(2);
    // A second look fetches nothing again.
    await writeFile(join(lab.root, 'runs/one/1-seed1/mine.txt'), 'kept');
    expect((await call('study', 'one')).code).toBe(0);
    expect(await lab.text('runs/one/1-seed1/mine.txt')).toBe('kept');
    const done = JSON.parse(await lab.text('store/one/done/1-seed1.json')) as { attempt: string };
    await writeFile(
      join(lab.root, 'store/one/runs/1-seed1', done.attempt, 'events.jsonl'),
      'half an upload',
    );
    const damaged = await call('study', 'one', '--out', 'other');
    expect([damaged.code, damaged.notes]).toEqual([
      1,
      expect.stringMatching(/the run 1-seed1 in .* is damaged: events.jsonl has 14 of \d+ bytes/),
    ]);
    await truncate(join(lab.root, 'store/one/done/1-seed1.json'), 20);
    const cut = await call('study', 'one');
    expect([cut.code, cut.notes]).toEqual([
      1,
      expect.stringContaining(
        'is not JSON; remove one/done/1-seed1.json, and the same lab sweep has the run computed again',
      ),
    ]);
  });

  test('shows what the store has where the queue is away', async () => {
    await call('sweep', 'test/slow', '--set', 'factor=1,2', '--study', 'one');
    await redis.stop();
    const shown = await call('study', 'one');
    expect([shown.code, shown.out]).toEqual([0, expect.stringContaining('2 not finished')]);
    expect(shown.notes).toMatch(/the queue cannot be reached.*ECONNREFUSED/);
    expect(shown.notes).not.toContain('in no queue');
    const json = await call('study', 'one', '--json');
    expect(JSON.parse(json.out)).toMatchObject({ counts: { unknown: 2, missing: 0 } });
    // These two are about the queue.
    for (const option of ['--wait', '--retry']) {
      const refused = await call('study', 'one', option);
      expect([refused.code, refused.notes]).toEqual([1, expect.stringContaining('ECONNREFUSED')]);
    }
  });

  test('does not mix two recipes in one folder', async () => {
    await call('sweep', 'test/slow', '--set', 'factor=1', '--study', 'one');
    await call('sweep', 'test/other', '--set', 'factor=1', '--study', 'two');
    await call('worker', '--end-when-idle', '0.3');
    expect((await call('study', 'one', '--out', 'same')).code).toBe(0);
    expect((await call('study', 'two', '--out', 'same')).notes).toContain(
      'holds runs of test/slow; choose another --out',
    );
  });
});
