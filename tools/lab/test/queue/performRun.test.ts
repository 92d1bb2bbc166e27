import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { RunGroup } from '../../src/command/run/runPlan.ts';
import { acceptJob, performRun } from '../../src/queue/performRun.ts';
import type { RunSite } from '../../src/queue/performRun.ts';
import { studyStore } from '../../src/queue/studyStore.ts';
import { InterruptedError } from '../../src/run/interrupted.ts';
import { folderStore } from '../../src/store/folderStore.ts';
import type { Store } from '../../src/store/store.ts';
import { tinyLab } from '../command/tinyLab.ts';
import type { TinyLab } from '../command/tinyLab.ts';
import { slowRecipe } from './slowRecipe.ts';

let root: string;
let tiny: TinyLab;
let store: Store;
let notes: string[];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-perform-'));
  tiny = await tinyLab({ recipes: [slowRecipe()] });
  store = folderStore(join(root, 'store'));
  notes = [];
});
afterEach(async () => {
  await rm(root, { recursive: true });
  await tiny.remove();
});

const job = (config: Record<string, unknown> = {}, more: Record<string, unknown> = {}) => ({
  format: 1,
  study: 'one',
  run: 'seed1',
  record: { recipe: 'test/slow', preset: 'quick', seed: 1, config },
  code: 'c1',
  typed: [],
  ...more,
});

function site(more: Partial<RunSite> = {}): RunSite {
  return {
    lab: { ...tiny.lab(), now: () => Date.now() },
    store,
    worker: 'w',
    code: 'c1',
    anyCode: false,
    scratch: join(root, 'scratch'),
    saveEvery: 1e6,
    known: (_, read) => read(),
    ...more,
  };
}

async function begin(config: Record<string, unknown> = {}, group: Partial<RunGroup> = {}) {
  const { record } = job(config);
  const run = { name: 'seed1', label: 'seed 1', record } as never;
  await studyStore(store, 'one').begin({
    format: 1,
    code: 'c1',
    typed: [],
    retries: 0,
    group: { recipe: 'test/slow', runs: [run], ...group },
  });
}

async function perform(
  config: Record<string, unknown> = {},
  {
    signal = new AbortController().signal,
    more = {},
  }: { signal?: AbortSignal; more?: Partial<RunSite> } = {},
) {
  const accepted = await acceptJob(job(config), site(more));
  const show = { note: (text: string) => notes.push(text), onProgress: () => undefined };
  return performRun(accepted, site(more), show, signal);
}

describe('acceptJob', () => {
  it('refuses what nobody can do', async () => {
    await begin();
    const refused = (data: unknown) => expect(acceptJob(data, site())).rejects;
    await refused(job({ steps: 0 })).toMatchObject({ code: 'ERR_JOB' });
    await refused(job({ stepz: 1 })).toThrow('did you mean');
    await refused(job({}, { record: { ...job().record, recipe: 'test/slw' } })).toThrow(
      'unknown recipe "test/slw"',
    );
    await refused(job({}, { format: 7 })).toMatchObject({ code: 'ERR_JOB' });
  });

  it('leaves to others what they may be able to do', async () => {
    await expect(acceptJob(job(), site())).rejects.toMatchObject({ code: 'ERR_WORKER' });
    await begin();
    await expect(acceptJob(job(), site({ code: 'c2' }))).rejects.toThrow(
      'planned by the code c1, this worker has c2',
    );
    expect((await acceptJob(job(), site({ code: 'c2', anyCode: true }))).recipe.name).toBe(
      'test/slow',
    );
  });

  it('looks for data where they are on this machine, if a folder was asked for', async () => {
    await begin();
    const asked = job({}, { record: { ...job().record, data: '/there' } });
    expect((await acceptJob(asked, site({ data: '/here' }))).record.data).toBe('/here');
    expect((await acceptJob(asked, site())).record.data).toBe('/there');
    expect((await acceptJob(job(), site({ data: '/here' }))).record.data).toBeUndefined();
  });
});

describe('performRun', () => {
  it('puts the run into the store and leaves nothing else', async () => {
    await begin();
    expect(await perform()).toBe('finished');
    const done = await studyStore(store, 'one').done('seed1');
    expect(done).toMatchObject({ worker: 'w', measures: [{ name: 'total', value: 37 }] });
    expect(done?.files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['config.json', 'events.jsonl', 'report.html', 'result.json']),
    );
    expect(await store.list('one/saved/')).toEqual([]);
    expect(await readdir(join(root, 'scratch'))).toEqual([]);
    expect(await perform()).toBe('known');
  });

  it('keeps checkpoints while it computes, and goes on from them elsewhere', async () => {
    const config = { steps: 30, pause: 20 };
    await begin(config);
    const controller = new AbortController();
    const first = perform(config, { signal: controller.signal, more: { saveEvery: 40 } });
    while ((await store.list('one/saved/seed1/lists/')).length < 2) await pause(10);
    controller.abort();
    await expect(first).rejects.toThrow(InterruptedError);
    expect(await perform(config)).toBe('finished');
    expect(notes).toContain('going on with what another worker kept');
    const done = await studyStore(store, 'one').done('seed1');
    expect(done?.measures).toMatchObject([{ value: 466 }]);
  });

  it('keeps how far a run got that fails, and passes its message on', async () => {
    const config = { failsAt: 6 };
    await begin(config);
    await expect(perform(config)).rejects.toThrow('no step 6');
    expect(await store.list('one/saved/seed1/lists/')).toHaveLength(1);
    await expect(perform(config)).rejects.toThrow('no step 6');
    expect(notes.some((line) => line.startsWith('going on at step'))).toBe(true);
  });

  it('does not count what another one finished meanwhile', async () => {
    const config = { steps: 10, pause: 20 };
    await begin(config);
    const both = await Promise.all([perform(config), perform(config)]);
    expect(both.sort()).toEqual(['finished', 'known']);
    expect(notes).toContain('another worker finished it first; what was computed here is dropped');
  });

  it('finishes a run that lacks the figure of its search, and computes no other one', async () => {
    const by = { path: ['steps'], budgets: [2, 4], keepOneOf: 2, goal: 'highest' } as const;
    await begin({ steps: 2 }, { halving: { ...by, measure: 'totl' } });
    expect(await perform({ steps: 2 })).toBe('finished');
    expect(notes.at(-1)).toBe(
      'nothing more of this search is computed: --best: the runs of this search have no figure "totl" (they have: total); did you mean "total"?',
    );
    expect(await perform({ steps: 2 })).toBe('known');
    const other = await acceptJob(job({ steps: 2 }, { run: 'seed2' }), site());
    const show = { note: (text: string) => notes.push(text), onProgress: () => undefined };
    await expect(
      performRun(other, site(), show, new AbortController().signal),
    ).rejects.toMatchObject({
      code: 'ERR_JOB',
      message: expect.stringContaining('"totl"') as string,
    });
    const { done } = await studyStore(store, 'one').over();
    expect([...done]).toEqual(['seed1']);
  });

  it('does not go on with what was kept of another run', async () => {
    await begin();
    await expect(perform({ failsAt: 6 })).rejects.toThrow('no step 6');
    expect(await perform({})).toBe('finished');
    expect(notes).toContain('warning: what was kept is of another run; it is left out');
  });

  it('does not fail because checkpoints cannot be kept', async () => {
    const config = { steps: 6, pause: 20 };
    await begin(config);
    const failing: Store = {
      ...store,
      upload: (key, file) =>
        key.includes('/saved/') ? Promise.reject(new Error('full')) : store.upload(key, file),
    };
    expect(await perform(config, { more: { saveEvery: 20, store: failing } })).toBe('finished');
    expect(notes).toContain('warning: not kept: full');
  });
});
