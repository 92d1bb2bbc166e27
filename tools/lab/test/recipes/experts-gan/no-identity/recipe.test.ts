import { expertsGanNoIdentity } from '../../../../src/recipes/experts-gan/no-identity/recipe.ts';
import { TIME_LIMIT, tinyRun } from '../tinyRuns.ts';
import type { TinyRun } from '../tinyRuns.ts';

let run: TinyRun;
beforeAll(async () => {
  run = await tinyRun(expertsGanNoIdentity, { models: ['identity', 'random-start'] });
}, TIME_LIMIT);
afterAll(() => run.remove());

describe('experts-gan/no-identity', () => {
  it('sets a random start against the identity', async () => {
    for (const name of ['identity/verdict', 'random-start/verdict', 'random-start/accuracy']) {
      expect(run.value(name)).toBeDefined();
    }
    const steps = async (part: string) =>
      (await run.text(`parts/${part}/events.jsonl`))
        .split('\n')
        .filter((line) => line.includes('"phase":"identity"')).length;
    expect(await steps('identity')).toBeGreaterThan(0);
    expect(await steps('random-start')).toBe(0);
  });

  it('draws a win matrix for each, and the accuracy of both', () => {
    expect(Object.keys(run.result.matrices)).toEqual(['wins/identity', 'wins/random-start']);
    for (const text of ['identity', 'random start', 'Recovered digits become readable']) {
      expect(run.page).toContain(text);
    }
  });

  it('ends with the same figures when it goes on after its parts are done', async () => {
    expect({ ...(await run.again()), cost: 0 }).toEqual({ ...run.result, cost: 0 });
  });

  it('has a long competition to ask for', () => {
    const recipe = expertsGanNoIdentity;
    const config = recipe.resolve({ ...recipe.presets.paper, models: ['random-start-long'] }) as {
      settings?: Record<string, unknown>;
    };
    expect(config.settings?.['random-start-long']).toEqual({
      identityInitialisation: false,
      iterations: 10_000,
    });
  });
});
