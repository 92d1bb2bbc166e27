import { expertsGanNumberOfExperts } from '../../../../src/recipes/experts-gan/number-of-experts/recipe.ts';
import { TIME_LIMIT, tinyRun } from '../tinyRuns.ts';
import type { TinyRun } from '../tinyRuns.ts';

let run: TinyRun;
beforeAll(async () => {
  run = await tinyRun(expertsGanNumberOfExperts, {
    models: ['three', 'one'],
    settings: { three: { experts: 3 }, one: { experts: 1, kinds: ['wide'] } },
    'grow.from': 'one',
    'grow.add': 1,
    'grow.iterations': 4,
    bankImages: 16,
  });
}, TIME_LIMIT);
afterAll(() => run.remove());

describe('experts-gan/number-of-experts', () => {
  it('measures each bank as it is, pruned and merged', () => {
    for (const part of ['three', 'one', 'grown']) {
      for (const key of ['verdict', 'idle', 'kept', 'groups', 'accuracyPruned']) {
        expect(run.value(`${part}/${key}`)).toBeDefined();
      }
    }
    expect(run.result.matrices['distances/three']?.values).toHaveLength(3);
    expect(run.result.headline).toContain('nothing');
  });

  it('goes on with more experts, the new ones from the identity', async () => {
    expect(run.result.matrices['wins/grown']?.columns).toEqual(['0', '1']);
    const lines = (await run.text('parts/grown/events.jsonl')).trim().split('\n');
    const events = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const identity = events.filter(({ phase }) => phase === 'identity');
    const experts = identity.map(({ scalars }) => (scalars as { expert: number }).expert);
    expect(new Set(experts)).toEqual(new Set([1]));
    expect(run.page).toContain('one and 1 more');
    expect(run.page).toContain('How far apart experts are');
  });

  it(
    'ends with the same figures when it goes on after its parts are done',
    async () => {
      expect({ ...(await run.again()), cost: 0 }).toEqual({ ...run.result, cost: 0 });
    },
    TIME_LIMIT,
  );
});
