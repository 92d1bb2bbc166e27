import * as tf from '@tensorflow/tfjs';
import {
  FlatAdam,
  RandomStream,
  splitParameters,
  useBackend,
} from '@causal-mechanisms/tensor-utils';
import { expectGradient } from '@causal-mechanisms/test-utils';
import type { CoreConfig } from '../../../src/cores/coreOf.ts';
import { generalisedAdvantages } from '../../../src/policy/training/generalisedAdvantages.ts';
import { policyLoss } from '../../../src/policy/training/policyLoss.ts';
import { collectRollout } from '../../../src/policy/training/rollout.ts';
import type { Rollout } from '../../../src/policy/training/rollout.ts';
import { rethink, updatePolicy } from '../../../src/policy/training/updatePolicy.ts';
import { code, recall, TINY } from '../environments.ts';
import { begin, leftBehind } from './runs.ts';

beforeAll(() => useBackend());

const CORES: readonly CoreConfig[] = [
  TINY.core,
  { kind: 'lstm', units: 5 },
  { kind: 'entnet', slots: 2, slotWidth: 4 },
  { kind: 'rmc', slots: 2, heads: 1, headWidth: 4 },
  { kind: 'stack', layers: [{ kind: 'lstm', units: 3 }, TINY.core] },
];

/** What the critic says of every step when the rollout is gone through at once. */
async function valuesOf(
  model: Parameters<typeof rethink>[0],
  rollout: Rollout,
): Promise<Float32Array> {
  const values = tf.tidy(() => rethink(model, model.parameters.views, rollout).values);
  const numbers = await values.data<'float32'>();
  values.dispose();
  return numbers;
}

describe('going through a rollout at once', () => {
  it.each(CORES)('says what was said step by step, over the ends: $kind', async (core) => {
    const { parts, model, dispose } = begin(recall(3), { ...TINY, core });
    // The first one begins in the middle of episodes, and two begin and end in it.
    tf.dispose({ ...(await collectRollout(parts, 2)).start });
    const rollout = await collectRollout(parts, 8);
    expect(rollout.ended.filter((end) => end === 1)).toHaveLength(9);
    const values = await valuesOf(model, rollout);
    expect(values).toHaveLength(24);
    values.forEach((value, i) => {
      expect(value).toBeCloseTo(rollout.values[i] as number, 5);
    });
    tf.dispose({ ...rollout.start });
    dispose();
  });

  it('lets nothing through from one episode into the next', async () => {
    const { parts, model, dispose } = begin(recall(2), TINY);
    const rollout = await collectRollout(parts, 4);
    // Episodes of two steps: another cue at the first step changes the first two of each environment alone.
    const observations = rollout.observations.slice();
    for (let i = 0; i < 9; i++) observations[i] = 1 - (observations[i] as number);
    const [before, after] = [
      await valuesOf(model, rollout),
      await valuesOf(model, { ...rollout, observations }),
    ];
    const changed = before.map((value, i) => (Math.abs(value - (after[i] ?? NaN)) > 1e-6 ? 1 : 0));
    expect([...changed.slice(6)]).toEqual([0, 0, 0, 0, 0, 0]);
    expect(changed.slice(0, 3).reduce((sum, one) => sum + one, 0)).toBeGreaterThan(0);
    expect(changed.slice(3, 6).reduce((sum, one) => sum + one, 0)).toBeGreaterThan(0);
    tf.dispose({ ...rollout.start });
    dispose();
  });

  it.each(CORES.slice(1, 3))('has the gradient of its loss: $kind', async (core) => {
    const { parts, model, config, dispose } = begin(recall(3), {
      ...TINY,
      core,
      environments: 2,
      entropyWeight: 0.3,
    });
    tf.dispose({ ...(await collectRollout(parts, 2)).start });
    const rollout = await collectRollout(parts, 4);
    const targets = { actions: rollout.actions, ...generalisedAdvantages(rollout, config) };
    // All above 0, so that no max(0, x) has its corner there.
    const { length } = model.parameters.layout;
    const positive = tf.tensor1d(new RandomStream(6).uniforms(length, 0.05, 0.35));
    await expectGradient(
      (flat) => {
        const parameters = splitParameters(flat as tf.Tensor1D, model.parameters.layout);
        return policyLoss(rethink(model, parameters, rollout), targets, config).loss;
      },
      [positive],
    );
    tf.dispose([positive, { ...rollout.start }]);
    dispose();
  });
});

describe('updatePolicy', () => {
  it('takes one step of the optimiser along the gradient, and leaves nothing behind', async () => {
    const left = await leftBehind(async () => {
      const { parts, model, config, dispose } = begin(recall(3), TINY);
      const adam = new FlatAdam(model.parameters.layout.length);
      const rollout = await collectRollout(parts, 6);
      const before = await model.parameters.values.data<'float32'>();
      const update = await updatePolicy({ config, model, adam }, rollout, 0);
      const after = await model.parameters.values.data<'float32'>();
      const furthest = Math.max(...after.map((value, i) => Math.abs(value - (before[i] ?? NaN))));
      // The first step of Adam is as long as the step size.
      expect(furthest).toBeCloseTo(config.learningRate, 5);
      expect(update.entropy).toBeCloseTo(Math.log(2), 3);
      expect(update.loss).toBeCloseTo(
        update.actorLoss + 0.5 * update.criticLoss - 0.01 * update.entropy,
        5,
      );
      expect(update.gradientNorm).toBeGreaterThan(0);
      tf.dispose({ ...rollout.start });
      adam.dispose();
      dispose();
    });
    expect(left).toBe(0);
  });

  it('refuses a loss that is not finite, before it reaches the parameters', async () => {
    const left = await leftBehind(async () => {
      const { parts, model, config, dispose } = begin(recall(3), TINY);
      const adam = new FlatAdam(model.parameters.layout.length);
      const rollout = await collectRollout(parts, 2);
      const before = await model.parameters.values.data();
      const rewards = rollout.rewards.map(() => 3e38);
      const run = updatePolicy({ config, model, adam }, { ...rollout, rewards }, 4);
      await expect(run).rejects.toThrow(/at update 5/);
      expect(await run.catch(code)).toBe('ERR_VALUES');
      expect(await model.parameters.values.data()).toEqual(before);
      tf.dispose({ ...rollout.start });
      adam.dispose();
      dispose();
    });
    expect(left).toBe(0);
  });
});
