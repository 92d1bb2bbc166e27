import { readdir, writeFile } from 'node:fs/promises';
import { Queue } from 'bullmq';
import { setTimeout as pause } from 'node:timers/promises';
import { queueAddress } from '../../src/queue/queueAddress.ts';
import { connectQueue, disconnectQueue } from '../../src/queue/queueConnection.ts';
import { runQueue } from '../../src/queue/runQueue.ts';
import { runWorker } from '../../src/queue/runWorker.ts';
import { folderStore } from '../../src/store/folderStore.ts';
import { tinyLab } from '../command/tinyLab.ts';
import { slowRecipe } from './slowRecipe.ts';
import { startFakeS3 } from '../store/fakeS3.ts';
import { freePort, itWithRedis, startRedis } from './redisServer.ts';
import type { RedisServer } from './redisServer.ts';
import { studyLab } from './studyLab.ts';
import type { Outcome, StudyLab, WorkerProcess } from './studyLab.ts';

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
const idle = ['--end-when-idle', '8', '--lost-after', '3', '--save-every', '0.003'];
const work = (seconds = '0.3', ...more: string[]): Promise<Outcome> =>
  lab.call(['worker', ...place(), '--end-when-idle', seconds, ...more]);
const study = (name: string, ...more: string[]): Promise<Outcome> =>
  lab.call(['study', name, ...place(), ...more]);

interface StudyJson {
  readonly counts: Record<string, number>;
  readonly runs: readonly { name: string; state: string; message?: string; failures: number }[];
  readonly results: readonly { seed: number; measures: unknown }[];
}
const json = async (name: string): Promise<StudyJson> =>
  JSON.parse((await study(name, '--json')).out) as StudyJson;

/** Puts a job into the queue that no sweep made. */
async function forge(data: unknown, id: string): Promise<void> {
  const queue = new Queue('runs', {
    connection: { port: redis.port },
    prefix: 'causal-mechanisms',
  });
  await queue.add('forged', data, { jobId: id, attempts: 3 });
  await queue.close();
}

/** Kills a worker in a run of which something is kept and something is left to do: only such a run can be gone on with. */
async function killAmidRun(worker: WorkerProcess, name: string): Promise<void> {
  const store = folderStore(`${lab.root}/store`);
  for (;;) {
    // While it is stopped it cannot finish the run between the look and the blow.
    if (!worker.process.kill('SIGSTOP')) throw new Error('the worker has ended');
    await pause(50);
    const run = worker
      .notes()
      .match(new RegExp(`(?<=${name} )\\S+(?=: main)`, 'g'))
      ?.at(-1);
    const kept = run !== undefined && (await store.list(`${name}/saved/${run}/lists/`)).length > 0;
    if (kept && !new RegExp(`${run}: main (\\d+)/\\1 `).test(worker.notes())) break;
    worker.process.kill('SIGCONT');
    await pause(20);
  }
  worker.process.kill('SIGKILL');
}

describe('workers', () => {
  test('finish all runs once though one is killed and the queue restarts, with the results of a local sweep', async () => {
    const args = ['sweep', 'test/slow', '--set', 'factor=1,2,3', '--seeds', '1..4'];
    const slow = [...args, '--set', 'steps=24', '--set', 'pause=60'];
    expect((await lab.call([...slow, ...place(), '--study', 'many'])).code).toBe(0);
    const workers = [0, 1, 2].map(() => lab.spawn(['worker', ...place(), ...idle]));
    while ((await json('many')).counts['finished'] === 0) await pause(100);
    await killAmidRun(workers[0] as WorkerProcess, 'many');
    await redis.stop();
    await pause(300);
    await redis.start();
    const outcomes = await Promise.all(workers.map(({ outcome }) => outcome));
    expect(outcomes.map(({ code }) => code)).toEqual([-1, 0, 0]);
    const { counts, results } = await json('many');
    expect(counts).toMatchObject({ finished: 12, running: 0, waiting: 0, aside: 0 });
    expect((await lab.call([...slow, '--out', 'local'])).code).toBe(0);
    const local = JSON.parse(await lab.text('local/result.json')) as { runs: StudyJson['results'] };
    expect(results.map(({ seed, measures }) => ({ seed, measures }))).toEqual(
      local.runs.map(({ seed, measures }) => ({ seed, measures })),
    );
    const said = outcomes.map(({ notes }) => notes).join('\n');
    expect(said).toContain('its worker is gone');
    expect(said).toContain('going on with what another worker kept');
  }, 240_000);

  test('try a run that fails again, then keep it aside, and try it again when asked to', async () => {
    const args = [
      'sweep',
      'test/slow',
      '--set',
      'factor=1',
      '--set',
      'failsAt=3',
      '--seeds',
      '1,2',
    ];
    await lab.call([...args, ...place(), '--study', 'bad', '--retries', '1']);
    const worked = await work('2');
    expect(worked.out).toContain('runs finished: 0, by others: 0, failed: 4');
    const { counts, runs } = await json('bad');
    expect(counts['aside']).toBe(2);
    expect(runs[0]).toMatchObject({ state: 'aside', message: 'no step 3', failures: 2 });
    expect((await study('bad')).out).toMatch(/kept aside .*no step 3/);
    const again = await study('bad', '--retry');
    expect(again.notes).toContain('2 runs are tried again');
    expect(again.out).toContain('2 waiting');
  });

  test('keep jobs aside that nobody can do, at once', async () => {
    await lab.call(['sweep', 'test/slow', '--set', 'factor=1', ...place(), '--study', 'forged']);
    const good = JSON.parse(await lab.text('store/forged/study.json')) as { code: string };
    const record = { recipe: 'test/slow', preset: 'quick', seed: 1, config: {} };
    const job = { format: 1, study: 'forged', run: 'x', record, code: good.code, typed: [] };
    await forge({ ...job, record: { ...record, recipe: 'test/none' } }, 'forged/x1');
    await forge(
      { ...job, run: 'y', record: { ...record, config: { steps: 'many' } } },
      'forged/x2',
    );
    await forge({ ...job, format: 9 }, 'forged/x3');
    await forge({ ...job, study: '../../etc' }, 'forged/x4');
    await forge('rm -rf', 'forged/x5');
    const worked = await work();
    expect(worked.out).toContain('runs finished: 1, by others: 0, failed: 5');
    expect(worked.notes).toContain(
      'forged x is kept aside: the run x of forged: unknown recipe "test/none"',
    );
    expect(worked.notes).toContain('the job has the form 9, this code reads 1');
    const aside = JSON.parse(await lab.text('store/forged/aside/y.json')) as { message: string };
    expect(aside.message).toContain('steps');
  });

  test('refuse runs that other code planned, and leave them to others', async () => {
    await lab.call(['sweep', 'test/slow', '--set', 'factor=1', ...place(), '--study', 'code']);
    const other = { repositoryRoot: lab.root };
    await writeFile(`${lab.root}/package-lock.json`, 'other');
    const refused = await lab.call(['worker', ...place(), '--end-when-idle', '5'], other);
    expect(refused.code).toBe(1);
    expect(refused.notes).toMatch(/planned by the code \w{16}, this worker has \w{16}/);
    expect((await json('code')).counts['waiting']).toBe(1);
    expect(
      (await lab.call(['worker', ...place(), '--end-when-idle', '0.3', '--any-code'], other)).out,
    ).toContain('runs finished: 1,');
  });

  test('refuse a store without the study', async () => {
    await lab.call(['sweep', 'test/slow', '--set', 'factor=1', ...place(), '--study', 'here']);
    const elsewhere = ['--queue', redis.url, '--store', 'elsewhere'];
    const refused = await lab.call(['worker', ...elsewhere, '--end-when-idle', '5']);
    expect(refused.code).toBe(1);
    expect(refused.notes).toContain(
      'has no study here: is it the store that the sweep was started with?',
    );
    expect((await work()).out).toContain('runs finished: 1,');
  });

  test('stop the worst early, rung by rung, as a sweep on this machine does', async () => {
    const args = [
      'sweep',
      'test/slow',
      '--set',
      'factor=integer(1,50)',
      '--random',
      '6',
      '--keep',
      '2',
    ];
    const halved = [
      ...args,
      '--halving',
      'steps=2,4,8',
      '--best',
      'highest:total',
      '--seeds',
      '1,2',
    ];
    await lab.call([...halved, ...place(), '--study', 'rungs']);
    expect((await work('2', '--jobs', '2')).out).toContain('runs finished: 20,');
    const { counts, results } = await json('rungs');
    expect(counts).toMatchObject({ finished: 20, waiting: 0 });
    expect((await lab.call([...halved, '--out', 'local'])).code).toBe(0);
    const local = JSON.parse(await lab.text('local/result.json')) as { runs: StudyJson['results'] };
    expect(results.slice(-2).map(({ measures }) => measures)).toEqual(
      local.runs.map(({ measures }) => measures),
    );
    expect(await lab.text('runs/rungs/search.csv')).toBe(await lab.text('local/search.csv'));
    expect(await lab.text('runs/rungs/result.csv')).toBe(await lab.text('local/result.csv'));
  });

  test('compute nothing more of a search by a figure that its runs do not have', async () => {
    const args = ['sweep', 'test/slow', '--set', 'factor=1,2,3'];
    const search = [...args, '--halving', 'steps=2,4', '--best', 'highest:totl'];
    await lab.call([...search, ...place(), '--study', 'search']);
    const said = '--best: the runs of this search have no figure "totl" (they have: total)';
    const worked = await work('1');
    expect(worked.out).toContain('runs finished: 1, by others: 0, failed: 2');
    expect(worked.notes.match(/is kept aside: --best: /g)).toHaveLength(2);
    const { runs, counts } = await json('search');
    expect(counts).toMatchObject({ finished: 1, waiting: 0 });
    for (const { name, state, message } of runs) {
      const isDone = state === 'finished';
      expect(worked.notes.includes(`search ${name} is kept aside: ${said}`)).toBe(!isDone);
      expect(message?.includes(said)).toBe(isDone ? undefined : true);
    }
    const shown = await study('search');
    expect(shown.out).toContain('1 finished, 2 kept aside');
    expect(shown.out).toContain('of the one finished run:');
    expect([shown.code, shown.notes]).toEqual([2, expect.stringContaining(said)]);
    expect(await readdir(`${lab.root}/store/search/aside`)).toHaveLength(2);
    const local = await lab.call([...search, '--out', 'local']);
    expect([local.code, local.notes]).toEqual([2, expect.stringContaining(said)]);
    expect(local.notes).toContain('run 1 of 3');
    expect(local.notes).not.toContain('run 2 of 3');
  });

  test('give a run up quietly when the queue was away for longer than its lock', async () => {
    const slow = ['sweep', 'test/slow', '--set', 'steps=60', '--set', 'pause=100'];
    await lab.call([...slow, ...place(), '--study', 'away']);
    const options = ['--lost-after', '2', '--end-when-idle', '3'];
    const worker = lab.spawn(['worker', ...place(), ...options]);
    while (!worker.notes().includes('main ')) await pause(50);
    await redis.stop();
    await pause(2500);
    await redis.start();
    const { code, notes } = await worker.outcome;
    expect(code).toBe(0);
    expect((await json('away')).counts).toMatchObject({ finished: 1 });
    expect(notes.match(/away\/seed1: the queue did not hear of this worker/g)).toHaveLength(1);
    expect(notes).toContain('going on with what another worker kept');
    expect(notes).not.toMatch(/lock|another worker may|queue: /i);
  }, 60_000);

  test('keep everything in a bucket, and no secret in what is kept', async () => {
    const s3 = await startFakeS3();
    const before = { ...process.env };
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: 'someone',
      AWS_SECRET_ACCESS_KEY: 'hush-secret',
    });
    const environment = {
      CAUSAL_MECHANISMS_BACKEND: 'cpu',
      AWS_ENDPOINT_URL_S3: s3.endpoint,
      // A server without passwords lets one in who sends one.
      CAUSAL_MECHANISMS_QUEUE: redis.url.replace('127.', ':hunter2@127.'),
      CAUSAL_MECHANISMS_STORE: 's3://bucket/lab',
    };
    try {
      const call = (...args: string[]) => lab.call(args, { environment });
      const began = await call('sweep', 'test/slow', '--set', 'factor=1,2', '--study', 'far');
      expect(began.code).toBe(0);
      const worked = await call('worker', '--end-when-idle', '0.3', '--save-every', '0.001');
      expect(worked.out).toContain('runs finished: 2,');
      const shown = await call('study', 'far', '--out', 'fetched');
      expect(shown.out).toContain('2 finished');
      expect(await lab.text('fetched/1-seed1/report.html')).toContain('<html');
      const all = [...s3.objects.values()].map((content) => content.toString('latin1')).join('\n');
      const printed = [began, worked, shown].map(({ out, notes }) => out + notes).join('\n');
      for (const secret of ['hunter2', 'hush-secret']) expect(all + printed).not.toContain(secret);
      expect(printed).toContain(':***@127.0.0.1');
    } finally {
      process.env = before;
      await s3.stop();
    }
  });

  test('end when the queue is gone for good, with what they computed kept', async () => {
    await lab.call([
      'sweep',
      'test/slow',
      '--set',
      'steps=2000',
      '--set',
      'pause=20',
      ...place(),
      '--study',
      'gone',
    ]);
    const asked = JSON.parse(await lab.text('store/gone/study.json')) as { code: string };
    const controller = new AbortController();
    const connection = await connectQueue(queueAddress(redis.url, {}), {
      patience: 1,
      onGone: () => controller.abort(),
    });
    const queue = runQueue(connection, redis.url);
    const store = folderStore(`${lab.root}/store`);
    const tiny = await tinyLab({ recipes: [slowRecipe()] });
    const notes: string[] = [];
    const working = runWorker(
      {
        lab: { ...tiny.lab(), now: () => Date.now() },
        store,
        worker: 'w',
        code: asked.code,
        anyCode: false,
        scratch: `${lab.root}/scratch`,
        saveEvery: 1e6,
        known: (_, read) => read(),
      },
      {
        connection,
        queue,
        jobs: 1,
        lostAfter: 60_000,
        show: () => ({ note: (text) => notes.push(text), onProgress: () => undefined }),
        note: (text) => notes.push(text),
        signal: controller.signal,
      },
    );
    while (!notes.some((line) => line.startsWith('backend'))) await pause(20);
    await redis.stop();
    await working;
    expect(controller.signal.aborted).toBe(true);
    expect(await store.list('gone/saved/seed1/lists/')).toHaveLength(1);
    await queue.close();
    disconnectQueue(connection);
    await tiny.remove();
  });

  test('end with an error where there is no queue', async () => {
    const nowhere = ['--queue', `redis://127.0.0.1:${await freePort()}/0`, '--store', 'store'];
    const began = performance.now();
    const { code, notes } = await lab.call(['worker', ...nowhere]);
    expect([code, notes]).toEqual([1, expect.stringContaining('ECONNREFUSED')]);
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});
