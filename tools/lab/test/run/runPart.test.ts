import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '@causal-mechanisms/tensor-utils';
import { InterruptedError } from '../../src/run/interrupted.ts';
import { runFolder } from '../../src/run/runFolder.ts';
import { openPart, partMaterial } from '../../src/run/runPart.ts';
import type { PartOptions, RunPart } from '../../src/run/runPart.ts';
import { count } from '../countingLearner.ts';
import type { Counter } from '../countingLearner.ts';

const STEPS = 9;

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-part-'));
});
afterEach(() => rm(root, { recursive: true }));

function open(name: string, options: Partial<PartOptions> = {}, run = 'run'): RunPart {
  return openPart(name, {
    run: runFolder(join(root, run)),
    resume: false,
    progress: {
      phase: () => undefined,
      update: () => undefined,
      note: () => undefined,
      stop: () => undefined,
    },
    signal: new AbortController().signal,
    now: () => 0,
    peakMemory: () => 1024,
    ...options,
  });
}

/** Trains a counter in the part; `instant` is called before every step and between all other pieces of work. */
function compute(part: RunPart, instant: () => void = () => undefined) {
  return part.finished(async () => {
    instant();
    const model = await part.follow<Counter>({
      show: () => ({}),
      checkpointEvery: 4,
      start: (hooks) => count(hooks, { steps: STEPS, beforeStep: instant }),
    });
    instant();
    model.dispose();
    const history = await part.evaluations();
    return { total: model.total, last: history.at(-1)?.scalars['total'] ?? 0 };
  });
}

const text = (...names: string[]) => readFile(join(root, ...names), 'utf8');

describe('openPart', () => {
  it('trains in a folder of its own, computes once and reads the rest', async () => {
    const part = open('a');
    expect(await part.kept()).toBeUndefined();
    expect(await compute(part)).toEqual({ total: 45, last: 45 });
    expect((await readdir(join(root, 'run/parts/a'))).sort()).toEqual([
      'checkpoints',
      'cost.json',
      'events.jsonl',
      'part.json',
    ]);
    expect((await part.evaluations()).map(({ step }) => step)).toEqual([0, 2, 4, 6, 8, 9]);
    expect(await part.steps('main')).toHaveLength(STEPS);
    expect(await part.kept()).toEqual({ seconds: 0, value: { total: 45, last: 45 } });
    const notes: string[] = [];
    const resumed = open('a', {
      resume: true,
      progress: {
        phase: () => undefined,
        update: () => undefined,
        note: (line) => notes.push(line),
        stop: () => undefined,
      },
    });
    const again = await resumed.finished<{ total: number }>(() => {
      throw new Error('computed twice');
    });
    expect(again.total).toBe(45);
    expect(notes).toEqual(['a: done before']);
    const material = partMaterial(runFolder(join(root, 'run')), 'a');
    expect(await material.evaluations()).toEqual(await part.evaluations());
  });

  it('goes on as if it had never died, whenever that was', async () => {
    const whole = [await compute(open('a', {}, 'whole')), await compute(open('b', {}, 'whole'))];
    const instants = 2 * (STEPS + 2);
    for (let death = 0; death < instants; death++) {
      const run = `killed-${death}`;
      let left = death;
      const instant = () => {
        if (left === 0) throw new Error('killed');
        left -= 1;
      };
      const both = async (resume: boolean, at?: () => void) => [
        await compute(open('a', { resume }, run), at),
        await compute(open('b', { resume }, run), at),
      ];
      await expect(both(false, instant)).rejects.toThrow('killed');
      expect(await both(true)).toEqual(whole);
      for (const name of ['a', 'b']) {
        for (const file of ['events.jsonl', 'part.json']) {
          expect(await text(run, 'parts', name, file)).toBe(
            await text('whole', 'parts', name, file),
          );
        }
      }
    }
  });

  it('gives the value as JSON holds it, the first time as well', async () => {
    const value = await open('a').finished(() => Promise.resolve({ x: NaN, y: 0.1 }));
    expect(value).toEqual({ x: null, y: 0.1 });
    expect(await open('a').finished<JsonObject>(() => Promise.reject(new Error()))).toEqual(value);
  });

  it('adds up the seconds of its sessions, and no other part’s', async () => {
    const clock = { time: 5000 };
    const now = () => clock.time;
    const died = open('a', { now }).finished(() => {
      clock.time += 2000;
      return Promise.reject(new Error('killed'));
    });
    await expect(died).rejects.toThrow('killed');
    clock.time += 50_000;
    const part = open('a', { now, resume: true });
    await part.finished(() => {
      clock.time += 3000;
      return Promise.resolve({});
    });
    expect((await part.kept())?.seconds).toBe(5);
    const next = open('b', { now, resume: true });
    await next.finished(() => {
      clock.time += 1000;
      return Promise.resolve({});
    });
    expect((await next.kept())?.seconds).toBe(1);
  });

  it('keeps the cost of the run at every checkpoint and at its end', async () => {
    const kept: boolean[] = [];
    const onSaved = async () => {
      kept.push((await part.kept()) !== undefined);
    };
    const part = open('a', { onSaved });
    await compute(part);
    expect(kept).toEqual([false, false, false, true]);
  });

  it('names the part in the progress and in TensorBoard', async () => {
    const said: string[] = [];
    const boards: string[] = [];
    const part = open('a', {
      progress: {
        phase: (name) => said.push(name),
        update: () => undefined,
        note: (line) => said.push(line),
        stop: () => undefined,
      },
      openBoard: (name) => {
        boards.push(name);
        return { scalar: (curve, value) => boards.push(`${curve} ${value}`) };
      },
    });
    await compute(part);
    expect(said).toEqual(['a: main']);
    expect(boards.slice(0, 2)).toEqual(['a', 'evaluation/total 0']);
  });

  it('stops between two pieces of work, but not before a finished one', async () => {
    await compute(open('a'));
    const signal = AbortSignal.abort();
    expect(await compute(open('a', { signal }))).toEqual({ total: 45, last: 45 });
    await expect(compute(open('b', { signal }))).rejects.toThrow(InterruptedError);
  });

  it('refuses names that are no folder’s, and records that are none', async () => {
    for (const name of ['', '..', 'a/b', '.hidden', 'a b']) {
      expect(() => open(name)).toThrow('part: expected a name');
    }
    await compute(open('a'));
    await writeFile(join(root, 'run/parts/a/part.json'), '{"seconds": -1}');
    await expect(open('a').kept()).rejects.toMatchObject({ code: 'ERR_FILE_FORMAT' });
  });
});
