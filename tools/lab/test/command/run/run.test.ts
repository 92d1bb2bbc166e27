import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FileFormatError } from '@causal-mechanisms/tensor-utils';
import { InterruptedError } from '../../../src/run/interrupted.ts';
import { partsRecipe } from '../../run/partsRecipe.ts';
import { tinyLab } from '../tinyLab.ts';
import type { TinyLab } from '../tinyLab.ts';

let tiny: TinyLab;
beforeEach(async () => {
  tiny = await tinyLab();
});
afterEach(() => tiny.remove());

describe('lab run', () => {
  it('runs a recipe in a folder that says what and when, and prints what came out', async () => {
    const { code, out, notes } = await tiny.call('run', 'test/parts', '--seed', '4');
    const folder = 'runs/test-parts-quick-seed4-20260131-154500';
    expect(notes).toContain(`test/parts, quick preset, seed 4, in ${folder}`);
    expect(out).toContain('Counted.');
    expect(out).toContain(`report: ${folder}/report.html`);
    expect(code).toBe(0);
    expect(JSON.parse(await tiny.text(folder, 'config.json'))).toEqual({
      recipe: 'test/parts',
      preset: 'quick',
      seed: 4,
      config: {},
    });
  });

  it('makes several runs of several seeds', async () => {
    const { out, notes } = await tiny.call('run', 'test/parts', '--seeds', '1,5');
    const group = 'runs/test-parts-quick-seeds1-5-20260131-154500';
    expect(notes).toContain(`test/parts, 2 runs, in ${group}`);
    expect(out).toContain(`report: ${group}/seed5/report.html`);
  });

  it('shows what it would do, and does nothing', async () => {
    const { out } = await tiny.call('run', 'test/parts', '--out', 'here', '--dry-run');
    expect(JSON.parse(out)).toMatchObject({ seed: 1, out: join(tiny.root, 'here') });
    expect(existsSync(join(tiny.root, 'here'))).toBe(false);
  });

  it('needs a recipe that there is', async () => {
    const { code, notes } = await tiny.call('run', 'test/prats');
    expect(notes).toContain('unknown recipe "test/prats", did you mean "test/parts"?');
    expect(code).toBe(2);
  });

  it('does not write over another run', async () => {
    await tiny.call('run', 'test/parts', '--out', 'taken');
    const { code, notes } = await tiny.call('run', 'test/parts', '--out', 'taken');
    expect(notes).toContain('is not empty');
    expect(code).toBe(1);
  });

  it.each([[['--out', 'never']], [['--seeds', '1,5', '--out', 'never']]])(
    'looks at the data before there is a folder: %j',
    async (args) => {
      const looked: number[] = [];
      const damaged = await tinyLab({
        recipes: [
          {
            ...partsRecipe(),
            checkData: (_, { seed }) => {
              looked.push(seed);
              return Promise.reject(new FileFormatError('a.csv: line 3 is odd'));
            },
          },
        ],
      });
      const { code, notes } = await damaged.call('run', 'test/parts', ...args);
      expect(notes).toContain('a.csv: line 3 is odd');
      expect([code, looked]).toEqual([1, [1]]);
      expect(existsSync(join(damaged.root, 'never'))).toBe(false);
      await damaged.remove();
    },
  );

  it('says how to go on when it is interrupted', async () => {
    const stopped = await tinyLab({
      recipes: [{ ...partsRecipe(), run: () => Promise.reject(new InterruptedError()) }],
    });
    const { code, notes } = await stopped.call('run', 'test/parts', '--out', 'stopped');
    expect(notes).toContain('interrupted; go on with: npm run lab -- run --resume stopped');
    expect(code).toBe(130);
    await stopped.remove();
  });
});
