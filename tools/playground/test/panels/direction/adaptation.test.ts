import { adaptation, STEPS } from '../../../src/panels/direction/adaptation.ts';
import type {
  AdaptationRequest,
  AdaptationUpdate,
} from '../../../src/panels/direction/adaptation.ts';

const REQUEST: AdaptationRequest = {
  seed: 1,
  categories: 5,
  changed: 'cause',
  episodes: 200,
  pace: 0,
};

async function updatesOf(request: Partial<AdaptationRequest>): Promise<AdaptationUpdate[]> {
  const updates: AdaptationUpdate[] = [];
  for await (const update of adaptation({ ...REQUEST, ...request }, new AbortController().signal)) {
    updates.push(update);
  }
  return updates;
}

function of<Kind extends AdaptationUpdate['kind']>(updates: AdaptationUpdate[], kind: Kind) {
  return updates.filter(
    (update): update is Extract<AdaptationUpdate, { kind: Kind }> => update.kind === kind,
  );
}

describe('adaptation', () => {
  test('names the cause where it is changed, and the other one where the effect is; with the module unknown it is the cause both times', async () => {
    for (const seed of [1, 2]) {
      for (const changed of ['cause', 'effect'] as const) {
        const updates = await updatesOf({ seed, changed });
        const [truth] = of(updates, 'truth');
        const [answer] = of(updates, 'answer');
        expect(answer?.named === truth?.direction).toBe(changed === 'cause');
        expect(answer?.structures[truth?.direction ?? 'independent']).toBeGreaterThan(0.9);
      }
    }
  });

  test('lets both curves grow from the same height, and gamma follow every change', async () => {
    const updates = await updatesOf({});
    const adapting = of(updates, 'adapting');
    expect(adapting.at(-1)?.steps).toBe(STEPS);
    for (const { steps, curves } of adapting) {
      expect(curves.forward).toHaveLength(steps + 1);
      expect(curves.backward[0]).toBeCloseTo(curves.forward[0] ?? NaN, 10);
      expect(Math.max(...curves.forward, ...curves.backward)).toBeLessThan(curves.optimum);
    }
    const beliefs = of(updates, 'belief');
    expect(beliefs.at(-1)?.gammas).toHaveLength(200);
    const gamma = beliefs.at(-1)?.gammas.at(-1) ?? NaN;
    expect(beliefs.at(-1)?.belief).toBeCloseTo(1 / (1 + Math.exp(-gamma)), 10);
  });

  test('gives joint distributions that add up to 1, and the same for the same seed', async () => {
    const [once, again] = [await updatesOf({}), await updatesOf({})];
    const [truth] = of(once, 'truth');
    for (const joint of [truth?.joint ?? [], truth?.changedJoint ?? []]) {
      expect(joint).toHaveLength(25);
      expect(joint.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 10);
    }
    expect(again).toEqual(once);
  });

  test('draws both directions', async () => {
    const directions = new Set<string>();
    for (let seed = 0; seed < 8; seed++) {
      const run = adaptation({ ...REQUEST, seed }, new AbortController().signal);
      const { value } = await run.next();
      if (value?.kind === 'truth') directions.add(value.direction);
      await run.return();
    }
    expect([...directions].sort()).toEqual(['A->B', 'B->A']);
  });

  test('ends when it is aborted', async () => {
    const control = new AbortController();
    const run = adaptation(REQUEST, control.signal);
    await run.next();
    control.abort(new Error('enough'));
    await expect(run.next()).rejects.toThrow('enough');
  });
});
