import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runGroup } from '../../../src/command/run/group.ts';
import { planRuns } from '../../../src/command/run/runPlan.ts';
import { InterruptedError } from '../../../src/run/interrupted.ts';
import { partsRecipe } from '../../run/partsRecipe.ts';
import { tinyLab } from '../tinyLab.ts';
import type { TinyLab } from '../tinyLab.ts';

let tiny: TinyLab;
beforeEach(async () => {
  tiny = await tinyLab();
});
afterEach(() => tiny.remove());

const ARGUMENTS = { json: false, verbose: false, dryRun: false, out: 'group', seeds: [1, 2, 3] };

/** Runs a group of three seeds, with what is said. */
async function group(args: Partial<typeof ARGUMENTS> = {}, recipe = partsRecipe()) {
  const out: string[] = [];
  const notes: string[] = [];
  const lab = tiny.lab(out, notes);
  const all = { ...ARGUMENTS, ...args };
  const plan = planRuns(recipe, all, [[]], lab);
  await runGroup(recipe, { recipe: recipe.name, runs: plan }, all, ['quick'], lab);
  return { out: out.join('\n'), notes };
}

describe('runGroup', () => {
  it('runs one after the other, each in its folder, and prints medians over seeds', async () => {
    const { out, notes } = await group();
    expect(notes.filter((line) => line.startsWith('run '))).toEqual([
      'run 1 of 3: seed 1',
      'run 2 of 3: seed 2',
      'run 3 of 3: seed 3',
    ]);
    expect(out).toMatch(/^model: median \(range\) +sum +paper/m);
    expect(out).toContain('data: integers');
    for (const seed of [1, 2, 3]) expect(out).toContain(`report: group/seed${seed}/report.html`);
    expect(out).toContain('all of them: group/report.html');
    expect(await tiny.text('group/report.html')).toContain('Comparison of 3 runs');
    expect(await tiny.text('group/result.csv')).toMatch(
      /^run,name,.*\nseed 1,slow\/total,sum,slow,55,/,
    );
    const { recipe, runs } = JSON.parse(await tiny.text('group/result.json')) as {
      recipe: string;
      runs: { seed: number }[];
    };
    expect(recipe).toBe('test/parts');
    expect(runs.map(({ seed }) => seed)).toEqual([1, 2, 3]);
  });

  it('prints one JSON document when it is asked to', async () => {
    const { out } = await group({ json: true });
    expect(JSON.parse(out)).toMatchObject([{ seed: 1 }, { seed: 2 }, { seed: 3 }]);
  });

  it('shows the plan and makes no folder when it is asked to', async () => {
    const { out } = await group({ dryRun: true });
    expect(JSON.parse(out)).toMatchObject([
      { seed: 1, out: join(tiny.root, 'group/seed1') },
      { seed: 2, out: join(tiny.root, 'group/seed2') },
      { seed: 3, out: join(tiny.root, 'group/seed3') },
    ]);
    expect(existsSync(join(tiny.root, 'group'))).toBe(false);
  });

  it('says how to go on with the group, not with the run that was at work', async () => {
    const recipe = partsRecipe();
    const stops = {
      ...recipe,
      run: (context: Parameters<typeof recipe.run>[0], config: Parameters<typeof recipe.run>[1]) =>
        context.seed === 2 ? Promise.reject(new InterruptedError()) : recipe.run(context, config),
    };
    const notes: string[] = [];
    const lab = tiny.lab([], notes);
    const plan = planRuns(stops, ARGUMENTS, [[]], lab);
    const group = { recipe: stops.name, runs: plan };
    await expect(runGroup(stops, group, ARGUMENTS, [], lab)).rejects.toThrow(InterruptedError);
    expect(notes.at(-1)).toBe('interrupted; go on with: npm run lab -- run --resume group');
    expect(existsSync(join(tiny.root, 'group/seed1/result.json'))).toBe(true);
    expect(existsSync(join(tiny.root, 'group/seed3'))).toBe(false);
  });
});
