import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beginNextRung, setRunAside } from '../../src/queue/afterRun.ts';
import type { RunJob } from '../../src/queue/runJob.ts';
import type { StudyRecord } from '../../src/queue/studyRecords.ts';
import { jobsOf } from '../../src/queue/studyRuns.ts';
import { studyStore } from '../../src/queue/studyStore.ts';
import { folderStore } from '../../src/store/folderStore.ts';
import type { Store } from '../../src/store/store.ts';
import { tinyLab } from '../command/tinyLab.ts';
import type { TinyLab } from '../command/tinyLab.ts';
import { slowRecipe } from './slowRecipe.ts';

const recipe = slowRecipe();
let root: string;
let tiny: TinyLab;
let store: Store;
let notes: string[];
let added: string[];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-after-'));
  tiny = await tinyLab({ recipes: [recipe] });
  store = folderStore(join(root, 'store'));
  notes = [];
  added = [];
});
afterEach(async () => {
  await rm(root, { recursive: true });
  await tiny.remove();
});

const queue = {
  add: (jobs: readonly RunJob[]) => {
    added.push(...jobs.map(({ run }) => run));
    return Promise.resolve();
  },
};
const after = () => ({
  site: {
    lab: { ...tiny.lab(), now: () => 7 },
    store,
    worker: 'w',
    known: (_: string, read: () => Promise<StudyRecord | undefined>) => read(),
  },
  queue,
  note: (text: string) => notes.push(text),
});

/** A study of two settings, which are compared after two steps where there is halving. */
async function begin(halves: boolean) {
  const runs = ['s1', 's2'].map((name, setting) => ({
    name,
    label: name,
    setting,
    ...(halves ? { rung: 0 } : {}),
    record: { recipe: 'test/slow', preset: 'quick', seed: 1, config: { steps: 2 } },
  }));
  const study = studyStore(store, 'one');
  const asked = await study.begin({
    format: 1,
    code: 'c1',
    typed: [],
    retries: 0,
    group: {
      recipe: 'test/slow',
      runs,
      ...(halves
        ? {
            halving: {
              path: ['steps'],
              budgets: [2, 4],
              keepOneOf: 2,
              measure: 'total',
              goal: 'highest',
            },
          }
        : {}),
    } as never,
  });
  const [job] = jobsOf('one', asked, asked.group.runs);
  if (job === undefined) throw new Error('no job');
  return { study, asked, job, recipe };
}

async function finish(study: ReturnType<typeof studyStore>, run: string, value: number) {
  const measures = [{ name: 'total', label: 'total', value, format: 'integer' }] as never;
  const folder = join(root, run);
  await mkdir(folder);
  await study.finish(run, folder, { worker: 'w', at: 1, seconds: 1, measures });
}

describe('beginNextRung', () => {
  it('lets those wait that are not over, and those of the next rung once the first is', async () => {
    const over = await begin(true);
    await finish(over.study, 's1', 1);
    await beginNextRung(over, queue);
    expect(added.splice(0)).toEqual(['s2']);
    await finish(over.study, 's2', 5);
    await beginNextRung(over, queue);
    // Half of two settings go on: the one with the higher total.
    expect(added).toEqual(['s2-rung2']);
  });

  it('has nothing to do where there are no rungs', async () => {
    const over = await begin(false);
    await beginNextRung(over, queue);
    expect(added).toEqual([]);
  });
});

describe('setRunAside', () => {
  const failed = (data: unknown, state = 'failed') => ({
    data,
    getState: () => Promise.resolve(state as 'failed'),
  });

  it('records why, and begins what is left', async () => {
    const { study, job } = await begin(true);
    await setRunAside(failed(job), new Error('too hot'), after());
    expect(notes).toEqual(['one s1 is kept aside: too hot']);
    expect(await study.aside('s1')).toEqual({ message: 'too hot', worker: 'w', at: 7 });
    expect(added).toEqual(['s2']);
  });

  it('does not call kept aside what is finished, and begins what is left', async () => {
    const { study, job } = await begin(true);
    await finish(study, 's1', 1);
    await setRunAside(failed(job), new Error('no queue'), after());
    expect(notes).toEqual(['one s1: no queue']);
    expect(await study.aside('s1')).toBeUndefined();
    expect(added).toEqual(['s2']);
  });

  it('leaves alone what is tried again', async () => {
    const { study, job } = await begin(true);
    await setRunAside(failed(job, 'delayed'), new Error('too hot'), after());
    expect([notes, added, await study.aside('s1')]).toEqual([[], [], undefined]);
  });

  it('says of what is no job, or of a study that is not there, why it failed', async () => {
    await setRunAside(failed({ no: 'job' }), new Error('is no job'), after());
    const { job } = await begin(false);
    await setRunAside(failed({ ...job, study: 'two' }), new Error('too hot'), after());
    expect(notes).toEqual([
      'kept aside, and of no study: is no job',
      'two s1 is kept aside: too hot',
    ]);
    expect(added).toEqual([]);
  });
});
