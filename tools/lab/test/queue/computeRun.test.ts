import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { computeRun } from '../../src/queue/computeRun.ts';
import { environmentSchema } from '../../src/run/machine/environment.ts';
import { InterruptedError } from '../../src/run/interrupted.ts';
import { runFolder } from '../../src/run/runFolder.ts';
import type { ChildLab, World } from '../../src/run/world.ts';
import { tinyLab } from '../command/tinyLab.ts';
import { slowRecipe } from './slowRecipe.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-compute-'));
});
afterEach(() => rm(root, { recursive: true }));

const recipe = slowRecipe();
const record = { recipe: recipe.name, preset: 'quick', seed: 3, config: recipe.resolve({}) };

/** Computes with a process that says and does this. */
async function compute(
  startChild: World['startChild'] | undefined,
  signal = new AbortController().signal,
): Promise<string[]> {
  const tiny = await tinyLab({ recipes: [recipe] });
  const folder = runFolder(join(root, 'run'));
  const notes: string[] = [];
  try {
    await folder.writeJson('config.json', record);
    await computeRun(recipe, folder, {
      lab: { ...tiny.lab(), ...(startChild === undefined ? {} : { startChild }) },
      typed: ['sweep', 'test/slow'],
      show: { note: (text) => notes.push(text), onProgress: () => undefined },
      signal,
    });
  } finally {
    await tiny.remove();
  }
  return notes;
}

const ends = (code: number, ...said: string[]): World['startChild'] => {
  return (_, show): ChildLab => {
    said.forEach((line) => show.note(line));
    return { ended: Promise.resolve(code), stop: () => undefined };
  };
};

describe('computeRun', () => {
  it('computes in this process where there is no other, and records what began the study', async () => {
    await compute(undefined);
    const folder = runFolder(join(root, 'run'));
    expect((await folder.result())?.measures).toMatchObject([{ value: 36 + 3 }]);
    expect(await folder.readJson('environment.json', environmentSchema)).toMatchObject({
      commandLine: ['sweep', 'test/slow'],
    });
  });

  it('asks a process to go on with the folder', async () => {
    const asked: unknown[] = [];
    await compute((args, _, typed) => {
      asked.push(args, typed);
      return { ended: Promise.resolve(0), stop: () => undefined };
    });
    expect(asked).toEqual([
      ['run', '--resume', join(root, 'run'), '--json'],
      ['sweep', 'test/slow'],
    ]);
  });

  it('says why a run failed', async () => {
    await expect(compute(ends(1, 'backend: wasm', 'lab: no memory', 'more'))).rejects.toMatchObject(
      {
        code: 'ERR_RUN_FAILED',
        message: 'no memory',
      },
    );
    await expect(compute(ends(137))).rejects.toThrow('ended with 137 and without a word');
    await expect(compute(ends(2, 'lab: bad key'))).rejects.toMatchObject({
      code: 'ERR_JOB',
      message: 'bad key',
    });
  });

  it('hands a request to stop on', async () => {
    const controller = new AbortController();
    const stopping: World['startChild'] = () => {
      let end: (code: number) => void = () => undefined;
      const ended = new Promise<number>((done) => (end = done));
      queueMicrotask(() => controller.abort());
      return { ended, stop: () => end(130) };
    };
    await expect(compute(stopping, controller.signal)).rejects.toThrow(InterruptedError);
    await expect(compute(ends(0), AbortSignal.abort())).rejects.toThrow(InterruptedError);
  });
});
