import { join } from 'node:path';
import { runSideBySide } from '../../../src/command/run/sideBySide.ts';
import { InterruptedError } from '../../../src/run/interrupted.ts';
import { runFolder } from '../../../src/run/runFolder.ts';
import type { RunResult } from '../../../src/run/runResult.ts';
import type { World } from '../../../src/run/world.ts';
import { tinyLab } from '../tinyLab.ts';
import type { TinyLab } from '../tinyLab.ts';

let tiny: TinyLab;
beforeEach(async () => {
  tiny = await tinyLab();
});
afterEach(() => tiny.remove());

const RESULT = {
  recipe: 'test/parts',
  title: 'Two counters',
  preset: 'quick',
  backend: 'wasm',
  headline: 'Counted.',
  measures: [],
  data: { kind: 'generated', description: 'integers', chosenBy: 'the task' },
  matrices: {},
  details: {},
  cost: { seconds: 1, peakMemoryMiB: 1 },
};

type Ends = (seed: number) => number;

/** A world whose processes are promises that end in turns. */
function world(ends: Ends, signal = new AbortController().signal) {
  const notes: string[] = [];
  const log: string[] = [];
  let most = 0;
  let running = 0;
  const startChild: NonNullable<World['startChild']> = (args, show) => {
    const path = args[2] ?? '';
    const seed = Number(path.at(-1));
    log.push(`start ${seed}`);
    running += 1;
    most = Math.max(most, running);
    show.note('at work');
    let stopped = false;
    const work = async (): Promise<number> => {
      for (let turn = 0; turn < 5 * seed && !stopped; turn++) {
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      running -= 1;
      const code = stopped ? 130 : ends(seed);
      if (code === 0) await runFolder(path).writeJson('result.json', { ...RESULT, seed });
      return code;
    };
    return {
      ended: work(),
      stop: () => {
        log.push(`stop ${seed}`);
        stopped = true;
      },
    };
  };
  const made: World = { ...tiny.lab([], notes), signal, startChild };
  return { world: made, notes, log, most: () => most };
}

const runs = (...seeds: number[]) =>
  seeds.map((seed) => ({ path: join(tiny.root, `seed${seed}`), label: `seed ${seed}` }));

describe('runSideBySide', () => {
  it('runs so many at a time and gives the results in order', async () => {
    const made = world(() => 0);
    const results = await runSideBySide(runs(4, 1, 2, 3), 2, made.world);
    expect(results.map(({ seed }) => seed)).toEqual([4, 1, 2, 3]);
    expect(made.most()).toBe(2);
    expect(made.log).toEqual(['start 4', 'start 1', 'start 2', 'start 3']);
    expect(made.notes).toContain('seed 3: at work');
  });

  it('leaves finished runs as they are', async () => {
    await runFolder(join(tiny.root, 'seed1')).writeJson('result.json', { ...RESULT, seed: 1 });
    const made = world(() => 0);
    expect(await runSideBySide(runs(1, 2), 8, made.world)).toHaveLength(2);
    expect(made.log).toEqual(['start 2']);
  });

  it('stops the others and starts none when a run fails', async () => {
    const made = world((seed) => (seed === 1 ? 1 : 0));
    await expect(runSideBySide(runs(1, 9, 2), 2, made.world)).rejects.toMatchObject({
      code: 'ERR_RUN_FAILED',
      message: 'the run with seed 1 failed',
    });
    expect(made.log).toEqual(['start 1', 'start 9', 'stop 9']);
  });

  it('stops the others when a result is not as it should be, also one that was there', async () => {
    const refuse = ({ seed }: RunResult): void => {
      if (seed === 1) throw new Error('no such figure');
    };
    const made = world(() => 0);
    await expect(runSideBySide(runs(1, 9, 2), 2, made.world, refuse)).rejects.toThrow(
      'no such figure',
    );
    expect(made.log).toEqual(['start 1', 'start 9', 'stop 9']);
    await runFolder(join(tiny.root, 'seed1')).writeJson('result.json', { ...RESULT, seed: 1 });
    const again = world(() => 0);
    await expect(runSideBySide(runs(1, 2), 1, again.world, refuse)).rejects.toThrow(
      'no such figure',
    );
    expect(again.log).toEqual([]);
  });

  it('hands a request to stop on, and waits for all', async () => {
    const controller = new AbortController();
    const made = world(() => 0, controller.signal);
    const group = runSideBySide(runs(8, 9, 1), 2, made.world);
    controller.abort();
    await expect(group).rejects.toThrow(InterruptedError);
    expect(made.log.filter((line) => line.startsWith('start'))).not.toContain('start 1');
  });

  it('refuses a process that claims to be done and left nothing', async () => {
    const made = world(() => 0);
    const startChild: World['startChild'] = () => ({
      ended: Promise.resolve(0),
      stop: () => undefined,
    });
    await expect(runSideBySide(runs(1), 2, { ...made.world, startChild })).rejects.toThrow(
      'the run with seed 1 left no result',
    );
  });
});
