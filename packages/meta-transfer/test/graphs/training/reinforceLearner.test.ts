import { resolveReinforceConfig } from '../../../src/graphs/training/reinforceConfig.ts';
import type { ReinforceConfig } from '../../../src/graphs/training/reinforceConfig.ts';
import { reinforceLearner } from '../../../src/graphs/training/reinforceLearner.ts';
import { copies } from './copies.ts';

/** Which logits one update moves, under an intervention on variable 1. */
async function movedBy(
  settings: Partial<ReinforceConfig>,
  target: number | null,
): Promise<number[]> {
  const data = copies(500, 200);
  const samples = data.interventions[1]?.samples ?? data.observational;
  const config = resolveReinforceConfig({ estimator: 'reinforce', batchSize: 20, ...settings });
  const learner = reinforceLearner(config, { ...data, interventions: [{ target, samples }] });
  const before = learner.model.logits.existence.slice();
  await learner.main.step(0);
  const moved = Array.from(learner.model.logits.existence, (logit, edge) =>
    logit === before[edge] ? 0 : 1,
  );
  learner.dispose();
  return moved;
}

describe('reinforceLearner', () => {
  it('starts near 0, differently for every edge', () => {
    const { model } = reinforceLearner(
      resolveReinforceConfig({ estimator: 'reinforce' }),
      copies(20, 5),
    );
    const logits = [...model.logits.existence];
    expect(new Set(logits).size).toBe(9);
    expect(Math.max(...logits.map(Math.abs))).toBeLessThan(0.1);
  });

  it('moves all edges but those into the target, known or guessed', async () => {
    const expected = [0, 0, 1, 1, 0, 1, 1, 0, 0];
    expect(await movedBy({ moved: 'all' }, 1)).toEqual(expected);
    const found = await movedBy({ moved: 'all' }, null);
    const effects = [0, 1, 2].filter((effect) =>
      found.every((one, edge) => edge % 3 !== effect || one === 0),
    );
    expect(effects).toHaveLength(1);
    expect(await movedBy({ moved: 'all', blocked: false }, 1)).toEqual([0, 1, 1, 1, 0, 1, 1, 1, 0]);
  });

  it('moves those from the target alone where it is asked to', async () => {
    expect(await movedBy({ moved: 'fromTarget' }, 1)).toEqual([0, 0, 0, 1, 0, 1, 0, 0, 0]);
  });

  it('gives up edges that change nothing, by their cost', async () => {
    const logits = [];
    for (const edgeCost of [0, 200]) {
      const config = resolveReinforceConfig({
        estimator: 'reinforce',
        edgeCost,
        sparsity: 0,
        batchSize: 5,
        countedSamples: 5,
      });
      const learner = reinforceLearner(config, copies(2000, 200));
      for (let done = 0; done < 60; done++) await learner.main.step(done);
      logits.push(learner.model.logits.existence);
    }
    // 2 -> 0 has nothing to give; 200 nats are more than 0 -> 1 is worth in 50 samples.
    expect(logits[1]?.[6]).toBeLessThan(-0.5);
    expect(logits[0]?.[1]).toBeGreaterThan(0.5);
    expect(logits[1]?.[1]).toBeLessThan(-0.5);
  });

  it('never lets a belief become certain', async () => {
    const config = resolveReinforceConfig({ estimator: 'reinforce', beliefRate: 3 });
    const learner = reinforceLearner(config, copies(500, 100));
    for (let done = 0; done < 20; done++) await learner.main.step(done);
    expect(Math.max(...learner.model.logits.existence.map(Math.abs))).toBe(5);
  });
});
