import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InterruptedError } from '../../../src/run/interrupted.ts';
import { runFolder } from '../../../src/run/runFolder.ts';
import { followTraining } from '../../../src/run/training/followTraining.ts';
import { readEvaluations, readSteps } from '../../../src/run/training/trainingLog.ts';
import { count } from '../../countingLearner.ts';
import type { Counter } from '../../countingLearner.ts';

const STEPS = 10;

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-training-'));
});
afterEach(() => rm(root, { recursive: true }));

function follow(
  name: string,
  options: {
    resume?: boolean;
    diesAfter?: number;
    abortAt?: number;
    models?: Counter[];
    notes?: string[];
    onSaved?: () => Promise<void>;
  } = {},
) {
  const controller = new AbortController();
  return followTraining<Counter>({
    folder: runFolder(join(root, name)),
    resume: options.resume ?? false,
    progress: {
      phase: () => undefined,
      update: (done) => {
        if (done === options.abortAt) controller.abort();
      },
      note: (line) => options.notes?.push(line),
      stop: () => undefined,
    },
    signal: controller.signal,
    show: () => ({}),
    checkpointEvery: 4,
    ...(options.onSaved === undefined ? {} : { onSaved: options.onSaved }),
    start: async function* (hooks) {
      const beforeStep = (done: number) => {
        if (done === options.diesAfter) throw new Error('killed');
      };
      const run = count(hooks, { steps: STEPS, beforeStep });
      for await (const event of run) {
        if (event.kind === 'start') options.models?.push(event.model);
        yield event;
        if (event.kind === 'end') return event.model;
      }
      throw new Error('no end');
    },
  });
}

const log = (name: string) => readFile(join(root, name, 'events.jsonl'), 'utf8');

describe('followTraining', () => {
  it('tells when a checkpoint lies on the disk', async () => {
    const found: number[] = [];
    const onSaved = async () => {
      found.push((await readdir(join(root, 'told', 'checkpoints'))).length);
    };
    (await follow('told', { onSaved })).dispose();
    expect(found[0]).toBe(1);
    expect(found.length).toBeGreaterThan(1);
  });

  it('logs every step and evaluation, and nothing that depends on the clock', async () => {
    const model = await follow('whole');
    expect(model.total).toBe(55);
    const lines = (await log('whole')).trim().split('\n');
    expect(lines).toHaveLength(1 + 10 + 6 + 1);
    expect(lines[2]).toBe(
      '{"kind":"step","phase":"main","step":1,"steps":10,"scalars":{"total":1}}',
    );
    const folder = runFolder(join(root, 'whole'));
    expect((await readEvaluations(folder)).map(({ step }) => step)).toEqual([0, 2, 4, 6, 8, 10]);
    expect((await readSteps(folder, 'main')).at(-1)).toEqual({ step: 10, scalars: { total: 55 } });
    expect(await readSteps(folder, 'other')).toEqual([]);
  });

  it.each([1, 4, 5, 7, 9])('goes on as if it had never died after step %d', async (diesAfter) => {
    await follow('whole');
    await expect(follow('killed', { diesAfter })).rejects.toThrow('killed');
    const notes: string[] = [];
    const model = await follow('killed', { resume: true, notes });
    expect(model.total).toBe(55);
    expect(await log('killed')).toBe(await log('whole'));
    expect(notes).toEqual(
      diesAfter < 4
        ? ['there is no checkpoint to go on from: beginning at step 1']
        : [`going on at step ${diesAfter < 8 ? 4 : 8} of ${STEPS}`],
    );
  });

  it('disposes of the model when it is interrupted, and loses no step', async () => {
    await follow('whole');
    const models: Counter[] = [];
    await expect(follow('stopped', { abortAt: 6, models })).rejects.toThrow(InterruptedError);
    expect(models.map(({ disposed }) => disposed)).toEqual([true]);
    const notes: string[] = [];
    expect((await follow('stopped', { resume: true, notes })).total).toBe(55);
    expect(notes).toEqual(['going on at step 6 of 10']);
    expect(await log('stopped')).toBe(await log('whole'));
  });

  it('drops what an older run left in the log when it starts afresh', async () => {
    await expect(follow('again', { diesAfter: 3 })).rejects.toThrow('killed');
    await follow('again');
    await follow('whole');
    expect(await log('again')).toBe(await log('whole'));
  });
});
