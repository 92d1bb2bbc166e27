import {
  formatTables,
  sayHowToGoOn,
  shownPath,
  showResult,
} from '../../../src/command/run/showResult.ts';
import { InterruptedError } from '../../../src/run/interrupted.ts';
import type { RunResult } from '../../../src/run/runResult.ts';
import { partsRecipe } from '../../run/partsRecipe.ts';
import { quietWorld } from '../../quietWorld.ts';
import type { Terminal } from '../../../src/run/world.ts';

const RESULT: RunResult = {
  recipe: 'test/parts',
  title: 'Two counters',
  preset: 'quick',
  seed: 1,
  backend: 'wasm',
  headline: 'Counted.',
  measures: [{ name: 'sum', label: 'sum', value: 55, format: 'integer', paper: '54' }],
  data: { kind: 'generated', description: 'integers', chosenBy: 'the task' },
  matrices: {},
  details: {},
  cost: { seconds: 75, peakMemoryMiB: 120 },
};

function shown(result: RunResult, json = false): string {
  const out: string[] = [];
  const terminal = { out: (line: string) => out.push(line), note: () => undefined };
  const world = { ...quietWorld(), terminal, workingDirectory: '/work' };
  showResult(partsRecipe(), result, '/work/runs/one', { json }, world);
  return out.join('\n');
}

describe('showResult', () => {
  it('prints the sentence, the table, what it cost and where the report is', () => {
    expect(shown(RESULT).split('\n')).toEqual([
      '',
      'Counted.',
      '',
      'figure  measured  paper',
      '------  --------  -----',
      'sum     55        54',
      '',
      'The paper used its own data and sizes: with other data or sizes its figures are a landmark, not a target.',
      'data: integers (the task)',
      'backend wasm, 1 min 15 s, peak memory 120 MiB',
      'report: runs/one/report.html',
    ]);
  });

  it('calls the figures of the paper no landmark in a run of its sizes', () => {
    expect(shown({ ...RESULT, preset: 'paper' })).not.toContain('landmark');
  });

  it('prints the whole result as JSON, with the folder', () => {
    expect(JSON.parse(shown(RESULT, true))).toEqual({ ...RESULT, folder: '/work/runs/one' });
  });
});

describe('formatTables', () => {
  it('puts an empty line between two', () => {
    const table = { header: ['a'], rows: [['1']] };
    expect(formatTables([table, table])).toBe('a\n-\n1\n\na\n-\n1');
  });
});

describe('sayHowToGoOn', () => {
  const say = async (error: Error, shown: Partial<Terminal> = {}) => {
    const notes: string[] = [];
    const work = () => Promise.reject(error);
    const quiet = quietWorld(notes);
    const world = {
      ...quiet,
      terminal: { ...quiet.terminal, ...shown },
      workingDirectory: '/work',
    };
    await expect(sayHowToGoOn('/work/a', world, work)).rejects.toBe(error);
    return notes;
  };

  it('speaks when a run was interrupted, and not when it failed', async () => {
    expect(await say(new InterruptedError())).toEqual([
      'interrupted; go on with: npm run lab -- run --resume a',
    ]);
    expect(await say(new Error('failed'))).toEqual([]);
    // Another process shows this one, and says what becomes of the whole.
    expect(await say(new InterruptedError(), { onProgress: () => undefined })).toEqual([]);
    expect(await sayHowToGoOn('/a', quietWorld(), () => Promise.resolve(RESULT))).toBe(RESULT);
  });
});

describe('shownPath', () => {
  it.each([
    ['/work/runs/a', 'runs/a'],
    ['/other/a', '/other/a'],
    ['/work', '/work'],
  ])('writes %s as %s', (path, short) => {
    expect(shownPath(path, { workingDirectory: '/work' })).toBe(short);
  });
});
