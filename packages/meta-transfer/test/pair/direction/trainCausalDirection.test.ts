import { categoricalPair } from '@causal-mechanisms/datasets';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { TrainingState } from '@causal-mechanisms/tensor-utils';
import type { CategoricalPair } from '@causal-mechanisms/datasets';
import type { DirectionConfigInput } from '../../../src/pair/direction/directionConfig.ts';
import type { PairTransfers } from '../../../src/pair/direction/directionLearner.ts';
import { trainCausalDirection } from '../../../src/pair/direction/trainCausalDirection.ts';
import { hypothesesOfJoint, tabularHypotheses } from '../../../src/pair/tabularHypotheses.ts';
import { handEpisode, handPair, randomEpisodes, randomPair, swapped } from '../truths.ts';

async function trained(source: CategoricalPair | PairTransfers, config: DirectionConfigInput = {}) {
  const events = [];
  for await (const event of trainCausalDirection(source, { config })) {
    if (event.kind === 'step') events.push(event.scalars);
    if (event.kind === 'end') return { model: event.model, events };
  }
  throw new Error('no end');
}

describe('trainCausalDirection', () => {
  it('has the numbers that were computed by hand after the first episode', async () => {
    const source = { hypotheses: tabularHypotheses(handPair), episodes: handEpisode };
    const { model, events } = await trained(source, { innerRate: 1 });
    expect(events).toHaveLength(1);
    expect(events[0]?.['delta']).toBeCloseTo(0.817995, 6);
    expect(events[0]?.['regret']).toBeCloseTo(5.122489, 5);
    expect(model.gamma).toBeCloseTo(0.1, 6);
    expect(model.belief).toBeCloseTo(0.524979, 6);
    expect(model.config).toMatchObject({ episodes: 1, batches: 2, batchSize: 2 });
    expect(model.expectedRatio).toBeCloseTo(Math.exp(-0.817995), 6);
  });

  it.each([10, 100])('becomes certain of the cause, whatever its name: N = %p', async (n) => {
    for (const seed of [1, 2, 3]) {
      const pair = randomPair(seed, n);
      const forward = (await trained(pair)).model.predictDirection();
      expect(forward).toMatchObject({ direction: 'A->B', warnings: [] });
      expect(forward.belief).toBeGreaterThan(0.99);
      expect(forward.expectedRatio).toBeLessThan(1);
      const backward = (await trained(swapped(pair))).model;
      expect(backward.belief).toBeLessThan(0.01);
    }
  });

  it('names the changed variable, whatever was changed: its documented limit', async () => {
    const config = { episodes: 300, optimiser: { learningRate: 0.03 } } as const;
    for (const seed of [1, 2, 3]) {
      for (const change of ['effect', 'conditional'] as const) {
        const { model } = await trained(randomPair(seed), { ...config, change });
        expect(model.predictDirection().direction).toBe('B->A');
      }
      const stream = new RandomStream(seed);
      const independent = categoricalPair({ categories: 10, stream, independent: true });
      const { model } = await trained(independent, config);
      expect(model.predictDirection().direction).toBe('A->B');
      expect(model.predictDirection().warnings.join()).toContain('almost independent');
    }
  });

  it('carries the belief on to another pair', async () => {
    const first = (await trained(randomPair(1), { episodes: 20 })).model;
    const second = (await trained(randomPair(2), { episodes: 1, start: first.carry() })).model;
    expect(second.gamma).toBeGreaterThan(first.gamma);
    expect(second.gamma - first.gamma).toBeLessThan(0.1);
    expect(second.carry().optimiser?.steps).toBe(21);
  });

  it('refuses bad input before it starts', async () => {
    const pair = randomPair(1);
    await expect(trained(pair, { batches: 1 })).rejects.toMatchObject({ code: 'ERR_CONFIG' });
    const hypotheses = tabularHypotheses(pair);
    const episodes = randomEpisodes(pair, 1, { episodes: 3 });
    await expect(trained({ hypotheses, episodes }, { episodes: 4 })).rejects.toThrow(
      'at most the 3',
    );
    const short = { ...episodes, batches: 1 };
    await expect(trained({ hypotheses, episodes: short })).rejects.toThrow(
      'at least 2 mini-batches',
    );
    const foreign = { hypotheses: tabularHypotheses(handPair), episodes };
    await expect(trained(foreign)).rejects.toMatchObject({ code: 'ERR_VALUES' });
    const impossible = {
      hypotheses: hypothesesOfJoint([1, 0, 1, 1], [2, 2]),
      episodes: handEpisode,
    };
    await expect(trained(impossible)).rejects.toThrow('the pair (0, 1) occurs');
  });

  it('does not go on with a pair of other categories', async () => {
    const states: TrainingState[] = [];
    const save = (state: TrainingState) => {
      states.push(state);
      return Promise.resolve('memory');
    };
    const config = { episodes: 2 };
    const checkpoints = { every: 1, store: { save, latest: () => Promise.resolve(undefined) } };
    for await (const event of trainCausalDirection(randomPair(1, 4), { config, checkpoints })) {
      if (event.kind === 'end') event.model.dispose();
    }
    const other = trainCausalDirection(randomPair(1, 5), { config, resume: states[0] });
    await expect(other.next()).rejects.toThrow('made with other settings: categories');
  });
});
