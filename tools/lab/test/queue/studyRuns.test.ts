import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlannedRun } from '../../src/command/run/runPlan.ts';
import { jobsOf, studyRuns } from '../../src/queue/studyRuns.ts';
import { studyStore } from '../../src/queue/studyStore.ts';
import type { StudyRecord } from '../../src/queue/studyRecords.ts';
import { folderStore } from '../../src/store/folderStore.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-study-'));
  await mkdir(join(root, 'run'));
  await writeFile(join(root, 'run/file'), '');
});
afterEach(() => rm(root, { recursive: true }));

const recipe = { resolve: (values: PlannedRun['record']['config']) => values };
const planned = (setting: number): PlannedRun => ({
  name: `${setting + 1}-seed1`,
  label: `x=${setting}, steps=1`,
  record: { recipe: 'a/b', preset: 'quick', seed: 1, config: { x: setting, steps: 1 } },
  setting,
  rung: 0,
});
const RECORD: StudyRecord = {
  format: 1,
  code: 'c1',
  typed: ['sweep'],
  retries: 2,
  group: {
    recipe: 'a/b',
    halving: { path: ['steps'], budgets: [1, 3, 9], keepOneOf: 2, measure: 'm', goal: 'highest' },
    runs: [0, 1, 2, 3].map(planned),
  },
};

describe('studyRuns', () => {
  it('follows the rungs that results lead to', async () => {
    const study = studyStore(folderStore(join(root, 'store')), 'one');
    const finish = (run: string, value: number) =>
      study.finish(run, join(root, 'run'), {
        worker: 'w',
        at: 1,
        seconds: 1,
        measures: [{ name: 'm', label: 'm', value }],
      });
    const names = async () =>
      (await studyRuns(recipe, study, RECORD)).group.runs.slice(4).map(({ name }) => name);
    expect(await names()).toEqual([]);
    await finish('1-seed1', 5);
    await finish('2-seed1', 1);
    await finish('3-seed1', 7);
    expect(await names()).toEqual([]);
    await study.setAside('4-seed1', { message: 'failed', worker: 'w', at: 1 });
    expect(await names()).toEqual(['1-seed1-rung2', '3-seed1-rung2']);
    await finish('1-seed1-rung2', 5);
    await finish('3-seed1-rung2', 4);
    expect(await names()).toEqual(['1-seed1-rung2', '3-seed1-rung2', '1-seed1-rung3']);
    await finish('1-seed1-rung3', 5);
    const { group, done, aside } = await studyRuns(recipe, study, RECORD);
    expect(group.runs).toHaveLength(7);
    expect(done.size).toBe(6);
    expect([...aside]).toEqual(['4-seed1']);
    expect(group.runs.at(-1)?.record.config).toEqual({ x: 0, steps: 9 });
  });
});

describe('jobsOf', () => {
  it('makes jobs of names and settings', () => {
    expect(jobsOf('one', RECORD, [planned(2)])).toEqual([
      {
        format: 1,
        study: 'one',
        run: '3-seed1',
        record: { recipe: 'a/b', preset: 'quick', seed: 1, config: { x: 2, steps: 1 } },
        code: 'c1',
        typed: ['sweep'],
      },
    ]);
  });
});
