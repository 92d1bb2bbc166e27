import { expertsGanGrowing } from '../../../../src/recipes/experts-gan/growing/recipe.ts';
import type { GrowingValue } from '../../../../src/recipes/experts-gan/growing/trainGrowing.ts';
import { TIME_LIMIT, tinyRun } from '../tinyRuns.ts';
import type { TinyRun } from '../tinyRuns.ts';

let run: TinyRun;
beforeAll(async () => {
  run = await tinyRun(expertsGanGrowing, {
    starts: [1, 3],
    'adaptive.checkEvery': 2,
    'adaptive.patience': 1,
    'adaptive.settle': 50,
    'adaptive.probeSize': 40,
    'adaptive.pruneBelow': 0.5,
  });
}, TIME_LIMIT);
afterAll(() => run.remove());

const kept = async (name: string) =>
  (JSON.parse(await run.text(`parts/${name}/part.json`)) as { value: GrowingValue }).value;

describe('experts-gan/growing', () => {
  it('trains a fixed number of experts, and some whose number finds itself', async () => {
    const { result } = run;
    expect(Object.keys(result.matrices)).toEqual(['wins-fixed', 'wins-from-1', 'wins-from-3']);
    for (const name of ['fixed', 'from-1', 'from-3']) {
      const { experts, wins } = await kept(name);
      expect(run.value(`${name}/experts`)).toBe(experts);
      expect(wins.columns).toHaveLength(experts);
      expect(wins.rows).toHaveLength(2);
    }
    expect(run.value('fixed/experts')).toBe(2);
    expect(result.headline).toMatch(/^The number of experts went from 1 experts to \d/);
  });

  it('keeps every change of the number, which its report names and draws', async () => {
    const { experts, changes } = await kept('from-3');
    expect(changes.map(({ kind }) => kind)).toContain('pruned');
    expect(changes.at(-1)?.experts).toBe(experts);
    expect(run.value('from-3/changes')).toBe(changes.length);
    expect(run.page).toContain('Why the number changed');
    expect(run.page).toContain('How many experts there are');
    const events = await run.text('parts/from-3/events.jsonl');
    expect(events).toContain('"experts":');
    expect(events).not.toContain('"look"');
  });

  it('goes on with what its parts have kept', async () => {
    const again = await run.again();
    expect(again.measures).toEqual(run.result.measures);
  });

  it('starts from fewer and from more experts than mechanisms in both presets', () => {
    const starts = (preset: 'quick' | 'paper') => {
      const config = expertsGanGrowing.resolve(expertsGanGrowing.presets[preset]);
      const { mechanisms, starts } = config as { mechanisms: unknown[]; starts: number[] };
      return [mechanisms.length, ...starts];
    };
    expect(starts('quick')).toEqual([5, 2, 3, 8]);
    expect(starts('paper')).toEqual([10, 4, 6, 16]);
  });
});
