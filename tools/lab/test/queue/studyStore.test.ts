import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectStudyName, studyStore } from '../../src/queue/studyStore.ts';
import type { StudyRecord } from '../../src/queue/studyRecords.ts';
import { folderStore } from '../../src/store/folderStore.ts';
import type { Store } from '../../src/store/store.ts';

let root: string;
let store: Store;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-study-'));
  store = folderStore(join(root, 'store'));
  await mkdir(join(root, 'run/model'), { recursive: true });
  await writeFile(join(root, 'run/result.json'), '{}');
  await writeFile(join(root, 'run/model/weights.bin'), 'weights');
});
afterEach(() => rm(root, { recursive: true }));

const RECORD: StudyRecord = {
  format: 1,
  code: 'c1',
  typed: ['sweep', 'a/b'],
  retries: 2,
  group: {
    recipe: 'a/b',
    runs: [
      {
        name: 'seed1',
        label: 'seed 1',
        record: { recipe: 'a/b', preset: 'quick', seed: 1, config: { x: 1, y: 2 } },
      },
    ],
  },
};
const FACTS = {
  worker: 'w',
  at: 5,
  seconds: 3,
  measures: [{ name: 'm', label: 'm', value: 1 }],
};

describe('begin', () => {
  it('begins a study once, and goes on with one that is alike', async () => {
    const study = studyStore(store, 'one');
    expect(await study.record()).toBeUndefined();
    expect(await study.begin(RECORD)).toEqual(RECORD);
    const [run] = RECORD.group.runs;
    const again = {
      ...RECORD,
      typed: ['other words'],
      retries: 5,
      group: {
        recipe: 'a/b',
        runs: [{ ...run, record: { ...run?.record, config: { y: 2, x: 1 } } }],
      },
    } as StudyRecord;
    expect(await study.begin(again)).toEqual(RECORD);
    expect(await study.record()).toEqual(RECORD);
  });

  it('refuses a name that is in use for something else', async () => {
    const study = studyStore(store, 'one');
    await study.begin(RECORD);
    const { group } = RECORD;
    const refused = (record: Partial<StudyRecord>) =>
      expect(study.begin({ ...RECORD, ...record })).rejects;
    await refused({ group: { ...group, recipe: 'a/c' } }).toThrow('is of a/b, not of a/c');
    await refused({ code: 'c2' }).toThrow('another version of the code (c1, here c2)');
    await refused({ group: { ...group, runs: [] } }).toThrow('other runs or settings');
    await refused({ code: 'c2' }).toMatchObject({ code: 'ERR_STUDY' });
  });

  it('says what is wrong with a damaged record', async () => {
    await store.write('one/study.json', Buffer.from('{"form'));
    await expect(studyStore(store, 'one').record()).rejects.toThrow('one/study.json');
    await store.write('one/study.json', Buffer.from('{"format":2}'));
    await expect(studyStore(store, 'one').record()).rejects.toMatchObject({ code: 'ERR_STUDY' });
  });
});

describe('finish', () => {
  it('counts a run once, whoever believes to own it', async () => {
    const study = studyStore(store, 'one');
    const finish = (worker: string) =>
      study.finish('seed1', join(root, 'run'), { ...FACTS, worker });
    const outcomes = await Promise.all(['w1', 'w2', 'w3'].map(finish));
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(await finish('late')).toBe(false);
    const done = await study.done('seed1');
    expect(done).toMatchObject({ ...FACTS, worker: `w${outcomes.indexOf(true) + 1}` });
    // What the others brought is gone.
    expect(await store.list('one/runs/')).toEqual([
      `one/runs/seed1/${done?.attempt ?? ''}/model/weights.bin`,
      `one/runs/seed1/${done?.attempt ?? ''}/result.json`,
    ]);
    expect(await study.over()).toEqual({ done: new Set(['seed1']), aside: new Set() });
  });

  it('finds its own work where the answer was lost', async () => {
    const deaf: Store = {
      ...store,
      create: async (key, content) => {
        await store.create(key, content);
        return false;
      },
    };
    expect(await studyStore(deaf, 'one').finish('seed1', join(root, 'run'), FACTS)).toBe(true);
  });

  it('gives the folder back, and notices damage', async () => {
    const study = studyStore(store, 'one');
    await expect(study.fetch('seed1', join(root, 'back'))).rejects.toThrow('is not finished');
    await study.finish('seed1', join(root, 'run'), FACTS);
    await study.fetch('seed1', join(root, 'back'));
    expect(await readFile(join(root, 'back/model/weights.bin'), 'utf8')).toBe('weights');
    const { attempt = '' } = (await study.done('seed1')) ?? {};
    await store.write(`one/runs/seed1/${attempt}/model/weights.bin`, Buffer.from('weig'));
    await expect(study.fetch('seed1', join(root, 'again'))).rejects.toThrow(
      'model/weights.bin has 4 of 7 bytes',
    );
  });
});

describe('setAside', () => {
  it('is undone, and does not count where the run was finished after all', async () => {
    const study = studyStore(store, 'one');
    await study.setAside('seed1', { message: 'no memory', worker: 'w', at: 1 });
    expect(await study.aside('seed1')).toEqual({ message: 'no memory', worker: 'w', at: 1 });
    expect((await study.over()).aside).toEqual(new Set(['seed1']));
    await study.finish('seed1', join(root, 'run'), FACTS);
    expect((await study.over()).aside).toEqual(new Set());
    await study.takeBack('seed1');
    expect(await study.aside('seed1')).toBeUndefined();
    expect(study.savedAt('seed1')).toBe('one/saved/seed1');
  });
});

describe('expectStudyName', () => {
  it.each(['', '..', '../x', 'a/b', 'a\\b', '.hidden', 'a b', 'a:b', 'ä', '-x', 'x'.repeat(101)])(
    'refuses %j',
    (name) => {
      expect(() => expectStudyName(name)).toThrow('--study: expected a name');
      expect(() => studyStore(store, name)).toThrow(
        expect.objectContaining({ code: 'ERR_ARGUMENT' }) as Error,
      );
    },
  );

  it('takes plain names', () => {
    for (const name of ['a', 'filters-1', 'x_2.3']) expectStudyName(name);
  });
});
