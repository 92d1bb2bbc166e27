import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunArguments } from '../../../src/command/arguments/arguments.ts';
import { outputFolder, planRuns, readGroup } from '../../../src/command/run/runPlan.ts';
import { expertsGanMain } from '../../../src/recipes/experts-gan/main/recipe.ts';
import { rimsCopying } from '../../../src/recipes/rims/copying/recipe.ts';
import { partsRecipe } from '../../run/partsRecipe.ts';

const ARGUMENTS = { json: false, verbose: false, dryRun: true };
const world = { workingDirectory: '/work', now: () => Date.UTC(2026, 0, 31, 15, 45) };

/** A plan of the competition of experts, with overrides per variant. */
function plan(
  args: Partial<RunArguments>,
  ...variants: readonly (readonly [key: string, value: number])[][]
) {
  return planRuns(
    expertsGanMain,
    { ...ARGUMENTS, ...args },
    variants.map((list) => list.map(([key, value]) => ({ path: key.split('.'), value }))),
    world,
  );
}

describe('planRuns', () => {
  it('changes one setting of one model where a preset leaves all models to the defaults', () => {
    const planned = (overrides: readonly { path: string[]; value: number }[]) => {
      const [run] = planRuns(rimsCopying, { ...ARGUMENTS, preset: 'paper' }, [overrides], world);
      return run?.record.config['settings'] as Record<string, { core: object }>;
    };
    const whole = planned([]);
    const path = ['settings', 'rims-6-4', 'core', 'projectionDeviation'];
    expect(planned([{ path, value: 0.1 }])).toEqual({
      ...whole,
      'rims-6-4': { core: { ...whole['rims-6-4']?.core, projectionDeviation: 0.1 } },
    });
  });

  it('takes presets that the recipe has, quick by default', () => {
    const presetOf = (preset?: string) =>
      planRuns(
        partsRecipe(),
        { ...ARGUMENTS, ...(preset === undefined ? {} : { preset }) },
        [[]],
        world,
      )[0]?.record.preset;
    expect(presetOf('small')).toBe('small');
    expect(presetOf()).toBe('quick');
    expect(() => presetOf('smal')).toThrow('unknown preset "smal", did you mean "small"?');
  });

  it('says which presets a recipe has that lacks one', () => {
    expect(() => plan({ preset: 'small' }, [])).toThrow(
      'experts-gan/main has no preset "small"; it has quick and paper',
    );
  });

  it('makes one run, seed 1, where nothing else is said', () => {
    const [only, ...others] = plan({}, []);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ name: 'seed1', label: 'seed 1', record: { seed: 1 } });
    expect(only?.record.config).toMatchObject({ experts: 5, data: 'embedded' });
    expect(only?.record).not.toHaveProperty('data');
    expect(only?.record).not.toHaveProperty('backend');
  });

  it('makes one run per variant and seed, named by what differs', () => {
    const runs = plan(
      { seeds: [1, 7] },
      [
        ['experts', 2],
        ['filters', 8],
      ],
      [
        ['experts', 4],
        ['filters', 8],
      ],
    );
    expect(runs.map(({ name, label }) => [name, label])).toEqual([
      ['1-seed1', 'experts=2, seed 1'],
      ['1-seed7', 'experts=2, seed 7'],
      ['2-seed1', 'experts=4, seed 1'],
      ['2-seed7', 'experts=4, seed 7'],
    ]);
    expect(runs[3]?.record).toMatchObject({ seed: 7, config: { experts: 4, filters: 8 } });
  });

  it('leaves the seed out of a label where it is always the same', () => {
    const runs = plan({}, [['experts', 2]], [['experts', 4]]);
    expect(runs.map(({ label }) => label)).toEqual(['experts=2', 'experts=4']);
  });

  it('notes data and backend that were asked for', () => {
    const [run] = plan({ data: 'digits', backend: 'wasm' }, []);
    expect(run?.record).toMatchObject({ data: '/work/digits', backend: 'wasm' });
    expect(() => plan({ backend: 'wsm' }, [])).toThrow('did you mean "wasm"?');
  });

  it('refuses an impossible configuration before anything runs', () => {
    expect(() => plan({}, [['experts', 2]], [['experts', 0]])).toThrow('experts');
  });
});

describe('outputFolder', () => {
  it('is named by the recipe, by what distinguishes it, and by the time', () => {
    const recipe = partsRecipe();
    expect(outputFolder(recipe, ['quick', 'seed3'], {}, world)).toBe(
      '/work/runs/test-parts-quick-seed3-20260131-154500',
    );
    expect(outputFolder(recipe, ['quick'], { out: 'here' }, world)).toBe('/work/here');
  });
});

const GROUP = {
  recipe: 'a/b',
  runs: [
    {
      name: '1-seed1',
      label: 'seed 1',
      record: { recipe: 'a/b', preset: 'quick', seed: 1, config: { x: [1] } },
    },
  ],
};

describe('readGroup', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'lab-plan-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  it('reads a group, and knows a folder that is none', async () => {
    expect(await readGroup(root)).toBeUndefined();
    await writeFile(join(root, 'group.json'), JSON.stringify(GROUP));
    expect(await readGroup(root)).toEqual(GROUP);
    expect(await readGroup(join(root, 'group.json'))).toBeUndefined();
  });

  it.each([
    [{ recipe: 'a/b', runs: [] }],
    [{ ...GROUP, runs: [{ ...GROUP.runs[0], name: '../../esc' }] }],
    [{ ...GROUP, runs: [{ ...GROUP.runs[0], name: '/elsewhere/esc' }] }],
    [{ ...GROUP, runs: [{ ...GROUP.runs[0], name: '..' }] }],
    [{ ...GROUP, runs: [{ name: 'seed1', label: 'seed 1', record: {} }] }],
    [{ ...GROUP, runs: [...GROUP.runs, ...GROUP.runs] }],
    [{ recipe: 'a/b' }],
    [null],
  ])('refuses %j', async (content) => {
    await writeFile(join(root, 'group.json'), JSON.stringify(content));
    await expect(readGroup(root)).rejects.toMatchObject({ code: 'ERR_FILE_FORMAT' });
  });

  it('does not take a damaged group for no group', async () => {
    await writeFile(join(root, 'group.json'), '{');
    await expect(readGroup(root)).rejects.toThrow(/group\.json is not JSON$/);
  });
});
