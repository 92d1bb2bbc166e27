import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { competitionStep } from '../../src/training/competition.ts';
import { discriminatorLayout } from '../../src/networks/discriminatorNetwork.ts';
import { expertLayout } from '../../src/networks/expertNetwork.ts';
import { resolveExpertsConfig } from '../../src/expertsConfig.ts';
import type { ExpertsConfig } from '../../src/expertsConfig.ts';
import { winnersByLogit } from '../../src/training/logitLosses.ts';
import { ExpertsModel } from '../../src/model/expertsModel.ts';
import { competitorsOf } from '../../src/training/competitors.ts';
import { plainDiscriminator, plainExpert, relativeDifference } from '../autodiff.ts';

beforeAll(() => useBackend());

const config = resolveExpertsConfig({
  experts: 3,
  filters: 4,
  discriminatorFilters: [3, 4, 5],
  discriminatorUnits: 6,
  batchNormGamma: 'uniform',
});
const SHAPE = [16, 16, 1] as const;
const expertsLayout = expertLayout(4, 1);
const judgeLayout = discriminatorLayout(SHAPE, [3, 4, 5], 6);
const stream = new RandomStream(21);
const batch = (n: number) => tf.tensor4d(stream.uniforms(n * 256), [n, 16, 16, 1]);

/** Networks at their random start, with their optimisers. */
function startOf(settings: ExpertsConfig) {
  const model = ExpertsModel.create(
    settings,
    SHAPE,
    new RandomStream(settings.seed).split('parameters'),
  );
  return { model, competitors: competitorsOf(model) };
}
type Start = ReturnType<typeof startOf>;

/** Algorithm 1 with automatic differentiation and tf.train.adam. */
function plainCompetition(run: Start) {
  const experts = run.model.networks.map(({ parameters }, j) =>
    tf.variable(parameters.values.clone(), true, `plain expert ${j} ${run.model.config.seed}`),
  );
  const judge = tf.variable(
    run.model.discriminator.values.clone(),
    true,
    `plain judge ${run.model.config.seed}`,
  );
  const adam = () => tf.train.adam(1e-3, 0.9, 0.999, 1e-8);
  const [expertAdams, judgeAdam] = [experts.map(adam), adam()];
  const score = (images: tf.Tensor) => plainDiscriminator(judge, judgeLayout, images);
  async function step(transformed: tf.Tensor4D, canonical: tf.Tensor4D): Promise<number[]> {
    const n = transformed.shape[0];
    const outputs = tf.concat(experts.map((e) => plainExpert(e, expertsLayout, transformed)));
    const winners = winnersByLogit(await score(outputs).data<'float32'>(), experts.length);
    judgeAdam.minimize(
      () =>
        tf.addN<tf.Scalar>([
          tf.softplus(score(canonical).neg()).mean(),
          tf.softplus(score(outputs)).mean(),
        ]),
      false,
      [judge],
    );
    const wins = experts.map((_, j) => winners.filter((winner) => winner === j).length);
    // All gradients come from the same scores; then every winner steps.
    const updates = experts.map((expert, j) => {
      if (wins[j] === 0) return undefined;
      const mask = tf.tensor1d(Float32Array.from(winners, (winner) => (winner === j ? 1 : 0)));
      return tf.variableGrads(
        () =>
          tf
            .softplus(score(plainExpert(expert, expertsLayout, transformed)).neg())
            .mul(mask)
            .sum()
            .div<tf.Scalar>(wins[j] ?? n),
        [expert],
      ).grads;
    });
    updates.forEach((grads, j) => {
      const named = Object.entries(grads ?? {}).map(([name, tensor]) => ({ name, tensor }));
      expertAdams[j]?.applyGradients(named);
    });
    return wins;
  }
  return { experts, judge, step };
}

it('does Algorithm 1 as automatic differentiation and tf.train.adam do it', async () => {
  const run = startOf(config);
  const plain = plainCompetition(run);
  for (let iteration = 0; iteration < 4; iteration++) {
    const [transformed, canonical] = [batch(6), batch(5)];
    const wins = await plain.step(transformed, canonical);
    const report = await competitionStep(run.competitors, transformed, canonical, {
      average: 'perWon',
      chooseWinners: winnersByLogit,
    });
    expect(Array.from(report.wins)).toEqual(wins);
  }
  for (const [j, { parameters }] of run.model.networks.entries()) {
    expect(await relativeDifference(parameters.values, plain.experts[j] as tf.Tensor)).toBeLessThan(
      2e-3,
    );
  }
  expect(await relativeDifference(run.model.discriminator.values, plain.judge)).toBeLessThan(2e-3);
});

it('leaves an expert that won nothing as it was, moments and all', async () => {
  const run = startOf(config);
  const parameters = () =>
    Promise.all(run.model.networks.map(async (n) => Array.from(await n.parameters.values.data())));
  const before = await parameters();
  const report = await competitionStep(run.competitors, batch(4), batch(4), {
    average: 'perWon',
    chooseWinners: (logits, experts) => new Int32Array(logits.length / experts).fill(1),
  });
  const after = await parameters();
  expect(Array.from(report.wins)).toEqual([0, 4, 0]);
  expect(after[0]).toEqual(before[0]);
  expect(after[2]).toEqual(before[2]);
  expect(after[1]).not.toEqual(before[1]);
  expect(run.competitors.expertAdams.map(({ steps }) => steps)).toEqual([0, 1, 0]);
});

it('keeps the number of live tensors constant from the first iteration on', async () => {
  const run = startOf(config);
  const [transformed, canonical] = [batch(6), batch(6)];
  const alive = tf.memory().numTensors;
  for (let i = 0; i < 3; i++) {
    await competitionStep(run.competitors, transformed, canonical, {
      average: 'perBatch',
      chooseWinners: winnersByLogit,
    });
    expect(tf.memory().numTensors).toBe(alive);
  }
});

it('says so when a score is not a number', async () => {
  const run = startOf(config);
  run.model.discriminator.replace(tf.fill([judgeLayout.length], NaN));
  const [transformed, canonical] = [batch(2), batch(2)];
  const alive = tf.memory().numTensors;
  const step = competitionStep(run.competitors, transformed, canonical, {
    average: 'perWon',
    chooseWinners: winnersByLogit,
  });
  await expect(step).rejects.toMatchObject({ code: 'ERR_VALUES' });
  expect(tf.memory().numTensors).toBe(alive);
});

it('refuses a choice of winners that does not fit, and leaks nothing', async () => {
  const run = startOf(config);
  const [transformed, canonical] = [batch(3), batch(3)];
  const alive = tf.memory().numTensors;
  for (const winners of [
    [0, 1],
    [0, 1, 3],
    [0, 1, -1],
  ]) {
    const step = competitionStep(run.competitors, transformed, canonical, {
      average: 'perWon',
      chooseWinners: () => Int32Array.from(winners),
    });
    await expect(step).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
    expect(tf.memory().numTensors).toBe(alive);
  }
});
