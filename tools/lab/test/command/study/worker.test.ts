import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
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

const place = (): string[] => ['--queue', redis.url, '--store', 'store'];

describe('lab worker', () => {
  test('does the runs of a study as a sweep on this machine does', async () => {
    const args = ['sweep', 'test/slow', '--set', 'factor=2,3', '--seeds', '1,2'];
    const queued = await lab.call([...args, ...place(), '--study', 'both']);
    expect(queued.notes).toContain('test/slow, 4 runs, as the study both');
    expect(queued.code).toBe(0);
    const worked = await lab.call(['worker', ...place(), '--end-when-idle', '0.5']);
    expect(worked.code).toBe(0);
    expect(worked.out).toContain('runs finished: 4,');
    expect(worked.notes.match(/^both [12]-seed[12]: finished$/gm)).toHaveLength(4);
    const shown = await lab.call(['study', 'both', ...place()]);
    expect(shown.out).toContain('4 finished');
    const local = await lab.call([...args, '--out', 'local']);
    expect(local.code).toBe(0);
    const measures = async (folder: string): Promise<unknown> =>
      (
        JSON.parse(await lab.text(folder, 'result.json')) as { runs: { measures: unknown }[] }
      ).runs.map((run) => run.measures);
    expect(await measures('runs/both')).toEqual(await measures('local'));
    expect(await lab.text('runs/both/result.csv')).toBe(await lab.text('local/result.csv'));
    expect(await readdir(join(lab.root, 'store/both'))).toEqual(['done', 'runs', 'study.json']);
  });

  test('hands its run back when it is asked to stop, and another one goes on from there', async () => {
    const sweep = ['sweep', 'test/slow', '--set', 'steps=60', '--set', 'pause=100'];
    await lab.call([...sweep, ...place(), '--study', 'one']);
    const first = lab.spawn(['worker', ...place()]);
    while (!first.notes().includes('main ')) await pause(50);
    expect((await lab.call(['study', 'one', ...place()])).out).toMatch(/running +\w+.* +\S+-\d+-/);
    first.process.kill('SIGTERM');
    const { code, out } = await first.outcome;
    expect(out).toContain('runs finished: 0, by others: 0, failed: 0, handed back: 1');
    expect(code).toBe(0);
    expect(first.notes()).toContain('one/seed1 was handed back to the queue');
    expect(first.notes()).not.toContain('go on with');
    const second = await lab.call(['worker', ...place(), '--end-when-idle', '0.5']);
    expect(second.notes).toContain('going on with what another worker kept');
    expect(second.notes).toMatch(/going on at step \d+ of 60/);
    expect(second.out).toContain('runs finished: 1,');
  });
});
