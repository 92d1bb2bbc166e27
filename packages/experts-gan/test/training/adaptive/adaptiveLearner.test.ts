import * as tf from '@tensorflow/tfjs';
import { asSampler } from '@causal-mechanisms/datasets';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { resolveAdaptiveExpertsConfig } from '../../../src/index.ts';
import type { AdaptiveSettings } from '../../../src/index.ts';
import type { ExpertKindSettings } from '../../../src/networks/kinds/kindSettings.ts';
import { adaptiveLearner } from '../../../src/training/adaptive/adaptiveLearner.ts';
import { kindList } from '../../../src/networks/kinds/kindSettings.ts';
import { images, vectors } from '../../bank/banks.ts';

beforeAll(() => useBackend());

const adaptive = {
  checkEvery: 1,
  probeSize: 12,
  patience: 1,
  settle: 50,
  pruneBelow: 0,
  mergeBelow: 0,
  splitAbove: 1,
  growAbove: 1,
  growWithin: 1,
};

async function withLearner(
  settings: Partial<AdaptiveSettings>,
  work: (learner: ReturnType<typeof adaptiveLearner>) => Promise<void>,
  kinds: ExpertKindSettings = 'paper',
) {
  const before = tf.memory().numTensors;
  // White images score higher than any output: nobody serves anything.
  const [pixels, canonical] = [images(40), tf.ones<tf.Rank.R4>([40, 8, 8, 1])];
  const samplers = { transformed: asSampler(pixels), canonical: asSampler(canonical) };
  const config = resolveAdaptiveExpertsConfig({
    experts: 3,
    kinds,
    filters: 3,
    discriminatorFilters: [2, 2, 2],
    discriminatorUnits: 3,
    batchSize: 5,
    iterations: 10,
    identityInitialisation: false,
    adaptive: { ...adaptive, ...settings },
  });
  const made = adaptiveLearner(config, samplers);
  await made.learner.main.begin?.(0);
  await work(made);
  made.learner.dispose();
  made.learner.model.dispose();
  tf.dispose([pixels, canonical]);
  expect(tf.memory().numTensors).toBe(before);
}

it('removes idle experts; those that stay are as they were, with their optimisers', async () => {
  await withLearner({ pruneBelow: 0.4 }, async ({ learner, takeLook }) => {
    await learner.main.step(0);
    const look = takeLook();
    expect(takeLook()).toBeUndefined();
    const kept = look?.after.ids ?? [];
    expect(kept.length).toBeLessThan(3);
    expect(learner.model.model.experts).toBe(kept.length);
    // The same step without a look: what the experts were before some of them went.
    await withLearner({ checkEvery: 5, settle: 51 }, async (other) => {
      await other.learner.main.step(0);
      const all = await vectors(other.learner.model.model);
      expect(await vectors(learner.model.model)).toEqual(kept.map((id) => all[id]));
      const [own, theirs] = await Promise.all(
        [learner, other.learner].map(async ({ state }) => (await state['bank']?.save())?.arrays),
      );
      expect(own?.['expert0.adam/first']).toEqual(theirs?.[`expert${kept[0]}.adam/first`]);
      expect(own?.['discriminator/values'] ?? 1).toEqual(theirs?.['discriminator/values'] ?? 1);
    });
  });
});

it('adds noised copies of what the first expert was at the beginning', async () => {
  await withLearner({ growAbove: 0, noise: 0.001 }, async ({ learner, takeLook }) => {
    const [first = []] = await vectors(learner.model.model);
    let added = false;
    for (let done = 0; done < 6 && !added; done++) {
      await learner.main.step(done);
      added = takeLook()?.after.changes.some(({ kind }) => kind === 'added') ?? false;
    }
    expect(added).toBe(true);
    const last = (await vectors(learner.model.model)).at(-1) ?? [];
    const apart = last.map((value, k) => Math.abs(value - (first[k] ?? NaN)));
    expect(Math.max(...apart)).toBeGreaterThan(0);
    expect(Math.max(...apart)).toBeLessThan(0.01);
    const { state } = learner;
    const arrays = (await state['bank']?.save())?.arrays ?? {};
    const moments = arrays[`expert${learner.model.model.experts - 1}.adam/first`]?.values;
    expect(moments?.every((value) => value === 0)).toBe(true);
  });
});

it('counts the iterations of a head start down', async () => {
  await withLearner({ growAbove: 0, headStart: 2, most: 4 }, async ({ learner, structure }) => {
    const left: number[] = [];
    for (let done = 0; done < 8; done++) {
      await learner.main.step(done);
      left.push(structure().headStarts[0]?.left ?? 0);
    }
    const begin = left.indexOf(2);
    expect(begin).toBeGreaterThanOrEqual(0);
    expect(left.slice(begin, begin + 3)).toEqual([2, 1, 0]);
  });
});

it('keeps the kind of every expert, and adds experts of the first kind', async () => {
  const kinds = ['wide', 'paper', 'paper'] as const;
  const settings = { growAbove: 0, pruneBelow: 0.4, patience: 1, headStart: 0, most: 6 };
  await withLearner(
    settings,
    async ({ learner, structure }) => {
      const made = new Map<number, string>(kinds.entries());
      for (let done = 0; done < 6; done++) {
        await learner.main.step(done);
        const { ids, changes } = structure();
        for (const { kind, expert } of changes) if (kind === 'added') made.set(expert, 'wide');
        const { config } = learner.model.model;
        expect(kindList(config)).toEqual(ids.map((id) => made.get(id)));
      }
      expect(structure().changes.map(({ kind }) => kind)).toEqual(
        expect.arrayContaining(['added', 'pruned']),
      );
      const saved = await learner.state['bank']?.save();
      const { experts } = learner.model.model;
      // Another learner at its start, with the bank that it had in the beginning.
      await withLearner(
        settings,
        async (other) => {
          other.learner.state['bank']?.restore(saved ?? {});
          expect(other.learner.model.model.experts).toBe(experts);
          expect(await vectors(other.learner.model.model)).toEqual(
            await vectors(learner.model.model),
          );
        },
        kinds,
      );
    },
    kinds,
  );
});
