import type { PlannedRun, RunGroup } from '../../src/command/run/runPlan.ts';
import type { Measure } from '../../src/run/measure.ts';
import {
  describeRung,
  firstRung,
  lastRung,
  nextRung,
  runsOf,
  scoredSettings,
} from '../../src/search/rungs.ts';

/** A recipe that takes budgets up to 100. */
const recipe = {
  resolve(values: Readonly<Record<string, unknown>>) {
    if (Number(values['steps']) > 100) throw new Error('too many steps');
    return values as PlannedRun['record']['config'];
  },
};
const halving = {
  path: ['steps'],
  budgets: [10, 30, 90],
  keepOneOf: 2,
  measure: 'score',
  goal: 'highest',
} as const;

/** Runs of settings `x=0`, `x=1`, ..., two seeds each. */
function plan(settings: number): PlannedRun[] {
  return Array.from({ length: 2 * settings }, (_, place) => {
    const [x, seed] = [Math.floor(place / 2), 1 + (place % 2)];
    return {
      name: `${x + 1}-seed${seed}`,
      label: `x=${x}, seed ${seed}`,
      record: { recipe: 'test', preset: 'quick', seed, config: { x } },
    };
  });
}

function search(settings: number): RunGroup {
  return { recipe: 'test', halving, runs: firstRung(recipe, plan(settings), 2, halving) };
}

/** What runs measured, by name. */
function measured(scores: Readonly<Record<string, number | string | null>>) {
  return new Map<string, Measure[]>(
    Object.entries(scores).map(([name, value]) => [name, [{ name: 'score', label: 's', value }]]),
  );
}

const FIRST = {
  ...{ '1-seed1': 1, '1-seed2': 3, '2-seed1': 5, '2-seed2': 1 },
  ...{ '3-seed1': 2, '3-seed2': 2.5, '4-seed1': 0, '4-seed2': 9 },
};

describe('firstRung', () => {
  it('gives runs their setting and the first budget', () => {
    const { runs } = search(2);
    expect(runs.map(({ name, label, setting, rung }) => [name, label, setting, rung])).toEqual([
      ['1-seed1', 'x=0, seed 1, steps=10', 0, 0],
      ['1-seed2', 'x=0, seed 2, steps=10', 0, 0],
      ['2-seed1', 'x=1, seed 1, steps=10', 1, 0],
      ['2-seed2', 'x=1, seed 2, steps=10', 1, 0],
    ]);
    expect(runs[3]?.record.config).toEqual({ x: 1, steps: 10 });
  });

  it('refuses a later budget that the recipe does not take', () => {
    const far = { ...halving, budgets: [10, 1000] };
    expect(() => firstRung(recipe, plan(2), 2, far)).toThrow('too many steps');
  });
});

describe('nextRung', () => {
  it('goes on with the settings of the best medians', () => {
    // Medians 2, 3, 2.25, 4.5: the second and the fourth setting.
    const group = search(4);
    expect(scoredSettings(group, 0, measured(FIRST)).map(({ score }) => score)).toEqual([
      2, 3, 2.25, 4.5,
    ]);
    const more = nextRung(recipe, group, measured(FIRST));
    expect(more.map(({ name, label }) => [name, label])).toEqual([
      ['2-seed1-rung2', 'x=1, seed 1, steps=30'],
      ['2-seed2-rung2', 'x=1, seed 2, steps=30'],
      ['4-seed1-rung2', 'x=3, seed 1, steps=30'],
      ['4-seed2-rung2', 'x=3, seed 2, steps=30'],
    ]);
    expect(more[0]?.record.config).toEqual({ x: 1, steps: 30 });
    const second = { ...group, runs: [...group.runs, ...more] };
    expect(describeRung(second)).toBe('rung 2 of 3: 2 settings go on with steps=30');
    expect(lastRung(second)).toBe(1);
    expect(runsOf(second, 1)).toEqual(more);
    const scores = {
      '2-seed1-rung2': 1,
      '2-seed2-rung2': 1,
      '4-seed1-rung2': 0,
      '4-seed2-rung2': 1,
    };
    const last = nextRung(recipe, second, measured(scores));
    expect(last.map(({ name, label }) => [name, label])).toEqual([
      ['2-seed1-rung3', 'x=1, seed 1, steps=90'],
      ['2-seed2-rung3', 'x=1, seed 2, steps=90'],
    ]);
    const third = { ...second, runs: [...second.runs, ...last] };
    expect(nextRung(recipe, third, measured({ '2-seed1-rung3': 1 }))).toEqual([]);
  });

  it('does not go on with what failed or has another kind of figure', () => {
    const group = search(4);
    const names = (scores: Parameters<typeof measured>[0]): string[] =>
      nextRung(recipe, group, measured(scores)).map(({ name }) => name);
    expect(names({ '1-seed1': 1, '3-seed2': 'many', '4-seed1': null })).toEqual([
      '1-seed1-rung2',
      '1-seed2-rung2',
    ]);
    expect(names({})).toEqual([]);
  });

  it('has nothing to do without halving', () => {
    expect(nextRung(recipe, { recipe: 'test', runs: plan(2) }, new Map())).toEqual([]);
    expect(runsOf({ recipe: 'test', runs: plan(2) }, 0)).toHaveLength(4);
  });
});
