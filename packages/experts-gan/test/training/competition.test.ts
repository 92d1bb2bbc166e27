import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { competitionStep } from '../../src/training/competition.ts';
import { drawInstanceNoise } from '../../src/training/instanceNoise.ts';
import {
  discriminatorLayout,
  discriminatorLogits,
} from '../../src/networks/discriminatorNetwork.ts';
import { convolutionalForward } from '../../src/networks/kinds/convolutionalPass.ts';
import { resolveExpertsConfig } from '../../src/expertsConfig.ts';
import { winnersByLogit } from '../../src/training/logitLosses.ts';
import { relativeDifference } from '../autodiff.ts';
import { noPause } from '../support.ts';
import { plainCompetition } from './plainCompetition.ts';
import { allTo, batch, config, rules, SHAPE, startOf, stream } from './smallCompetition.ts';

beforeAll(() => useBackend());

const judgeLayout = discriminatorLayout(SHAPE, [3, 4, 5], 6);

it.each([
  { updateOrder: 'discriminatorFirst', loserWeight: 1, deviation: 0 },
  { updateOrder: 'discriminatorFirst', loserWeight: 0.2, deviation: 0 },
  { updateOrder: 'simultaneous', loserWeight: 1, deviation: 0 },
  { updateOrder: 'expertsFirst', loserWeight: 0, deviation: 0 },
  { updateOrder: 'discriminatorFirst', loserWeight: 0.9, deviation: 0.5 },
  { updateOrder: 'simultaneous', loserWeight: 0.9, deviation: 0.5 },
  { updateOrder: 'expertsFirst', loserWeight: 0.9, deviation: 0.5 },
] as const)(
  'does Algorithm 1 with %j as automatic differentiation and tf.train.adam do it',
  async ({ deviation, ...orders }) => {
    const run = startOf(config);
    const plain = plainCompetition(run.model, orders);
    for (let iteration = 0; iteration < 4; iteration++) {
      const [transformed, canonical] = [batch(6), batch(5)];
      const noise = drawInstanceNoise(deviation, { transformed, canonical }, stream);
      const { wins, ...figures } = await plain.step(transformed, canonical, noise);
      const found = { ...rules, ...orders, noise };
      const report = await competitionStep(run.competitors, transformed, canonical, found);
      expect(report.wins).toEqual(wins);
      for (const [name, figure] of Object.entries(figures)) {
        expect(report.scalars[name]).toBeCloseTo(figure, 4);
      }
    }
    for (const [j, { parameters }] of run.model.networks.entries()) {
      expect(
        await relativeDifference(parameters.values, plain.experts[j] as tf.Tensor),
      ).toBeLessThan(2e-3);
    }
    expect(await relativeDifference(run.model.scorer.parameters.values, plain.judge)).toBeLessThan(
      2e-3,
    );
  },
);

/** What the discriminator's optimiser holds. */
async function judgeAdam({ competitors }: ReturnType<typeof startOf>) {
  const saved = await competitors.objective.state['discriminator.adam']?.save();
  const first = saved?.arrays?.['first']?.values as Float32Array;
  return { first, steps: (saved?.json as { steps: number }).steps };
}

const copies = (tensors: readonly tf.Tensor[]) =>
  Promise.all(tensors.map(async (tensor) => Array.from(await tensor.data())));

it('leaves an expert that won nothing as it was, moments and all', async () => {
  const run = startOf(config);
  const parameters = () => copies(run.model.networks.map(({ parameters: { values } }) => values));
  const before = await parameters();
  const report = await competitionStep(run.competitors, batch(4), batch(4), {
    ...rules,
    chooseWinners: allTo(1),
  });
  const after = await parameters();
  expect(Array.from(report.wins)).toEqual([0, 4, 0]);
  expect(after[0]).toEqual(before[0]);
  expect(after[2]).toEqual(before[2]);
  expect(after[1]).not.toEqual(before[1]);
  expect(run.competitors.experts.map(({ adam }) => adam.steps)).toEqual([0, 1, 0]);
  expect((await judgeAdam(run)).steps).toBe(1);
});

it.each(['unchanged', 'stepped'] as const)(
  'takes an expert whose outputs are good enough for one that won nothing: %s',
  async (idleExperts) => {
    const run = startOf(config);
    const { objective } = run.competitors;
    const before = await copies(run.model.networks.map(({ parameters: { values } }) => values));
    const competitors = {
      ...run.competitors,
      objective: {
        ...objective,
        winnerLoss: { value: () => NaN, slope: () => NaN },
        score: async (...batch: Parameters<typeof objective.score>) => ({
          ...(await objective.score(...batch)),
          winnerLoss: { value: () => -2, slope: () => 0, isReached: () => true },
        }),
      },
    };
    const found = { ...rules, idleExperts, chooseWinners: allTo(1) };
    const report = await competitionStep(competitors, batch(4), batch(4), found);
    expect(report.scalars['expertLoss']).toBe(-2);
    expect(Array.from(report.wins)).toEqual([0, 4, 0]);
    const steps = idleExperts === 'stepped' ? 1 : 0;
    expect(run.competitors.experts.map(({ adam }) => adam.steps)).toEqual([steps, steps, steps]);
    const after = await copies(run.model.networks.map(({ parameters: { values } }) => values));
    expect(after).toEqual(before);
  },
);

it('steps an expert that won nothing on its old moments where it is told so', async () => {
  const run = startOf(config);
  const [idle] = run.competitors.experts;
  if (idle === undefined) throw new Error('there are three experts');
  const { length } = idle.expert.parameters.layout;
  const gradient = tf.ones<tf.Rank.R1>([length]);
  idle.expert.update(idle.adam, gradient);
  const values = async () => (await idle.expert.parameters.values.data())[0] ?? NaN;
  const before = await values();
  const alive = tf.memory().numTensors;
  const found = { ...rules, idleExperts: 'stepped', chooseWinners: allTo(1) } as const;
  await competitionStep(run.competitors, batch(4), batch(4), found);
  // The two batches.
  expect(tf.memory().numTensors).toBe(alive + 2);
  expect(run.competitors.experts.map(({ adam }) => adam.steps)).toEqual([2, 1, 1]);
  // Moments 0.09 and 0.000999 after a gradient of 1 and one of 0, corrected by 0.19 and 0.001999.
  const step = (1e-3 * (0.09 / 0.19)) / Math.sqrt(0.000999 / 0.001999);
  expect(before - (await values())).toBeCloseTo(step, 6);
});

it('hands out probabilities where winners are ranked by them', async () => {
  const [transformed, canonical] = [batch(3), batch(2)];
  const seen = async (winnerScore: 'logit' | 'probability') => {
    const run = startOf(config);
    const scores: number[] = [];
    await competitionStep(run.competitors, transformed, canonical, {
      ...rules,
      winnerScore,
      chooseWinners: (given, experts, context) => {
        scores.push(...given);
        expect(context).toBe(rules.context);
        return winnersByLogit(given, experts);
      },
    });
    return scores;
  };
  const [logits, probabilities] = [await seen('logit'), await seen('probability')];
  expect(probabilities).toHaveLength(9);
  probabilities.forEach((probability, i) =>
    expect(probability).toBeCloseTo(1 / (1 + Math.exp(-(logits[i] ?? NaN))), 6),
  );
});

it('lets winners be corrected by what the experts made of the images', async () => {
  const run = startOf(config);
  const transformed = batch(4);
  const { output } = await (run.competitors.experts[2]?.expert.forward(transformed, noPause) ??
    Promise.reject(new Error('there are three experts')));
  const report = await competitionStep(run.competitors, transformed, batch(4), {
    ...rules,
    chooseWinners: allTo(1),
    async reassign(winners, images, outputs) {
      expect(Array.from(winners)).toEqual([1, 1, 1, 1]);
      expect(images).toBe(transformed);
      expect(outputs.shape).toEqual([12, 16, 16, 1]);
      expect(await relativeDifference(outputs.slice([8]), output)).toBeLessThan(1e-5);
      return Int32Array.of(0, 1, 0, 2);
    },
  });
  expect(Array.from(report.wins)).toEqual([2, 1, 1]);
});

it('takes the batch into the running statistics of every expert, idle ones too', async () => {
  const run = startOf(config);
  const transformed = batch(4);
  const expected: tf.Tensor[] = [];
  for (const { parameters, statistics } of run.model.networks) {
    const pass = await convolutionalForward(parameters.views, transformed, noPause);
    expected.push(statistics.mul(0.9).add(pass.statistics.mul(0.1)));
  }
  await competitionStep(run.competitors, transformed, batch(4), {
    ...rules,
    chooseWinners: allTo(1),
  });
  for (const [j, { statistics }] of run.model.networks.entries()) {
    expect(await relativeDifference(statistics, expected[j] as tf.Tensor)).toBeLessThan(1e-5);
  }
});

it("lets the choice of the average reach an expert's gradient, and nothing else", async () => {
  const [transformed, canonical] = [batch(6), batch(6)];
  const momentsAfter = async (average: 'perWon' | 'perBatch') => {
    const run = startOf(config);
    // Of six images expert 0 wins two, expert 1 three, and expert 2 one.
    const chooseWinners = () => Int32Array.of(0, 1, 1, 0, 2, 1);
    const found = { ...rules, average, chooseWinners };
    const report = await competitionStep(run.competitors, transformed, canonical, found);
    const { experts } = run.competitors;
    const moments = await Promise.all(experts.map(async ({ adam }) => (await adam.state()).first));
    moments.push((await judgeAdam(run)).first);
    return { report, moments };
  };
  const [perWon, perBatch] = [await momentsAfter('perWon'), await momentsAfter('perBatch')];
  // The loss that is reported is the mean over the batch in both.
  expect(perBatch.report).toEqual(perWon.report);
  for (const [network, ratio] of [6 / 2, 6 / 3, 6 / 1, 1].entries()) {
    const [ours, theirs] = [perWon.moments[network], perBatch.moments[network]];
    const scaled = tf.tensor1d(theirs ?? []).mul(ratio);
    expect(Math.max(...(ours ?? []).map(Math.abs))).toBeGreaterThan(0);
    expect(await relativeDifference(tf.tensor1d(ours ?? []), scaled)).toBeLessThan(1e-4);
  }
});

it('steps by the learning rate: experts and discriminator alike', async () => {
  const learningRate = 0.0125;
  const run = startOf(resolveExpertsConfig({ ...config, learningRate }));
  const vectors = () => [
    ...run.model.networks.map(({ parameters }) => parameters.values),
    run.model.scorer.parameters.values,
  ];
  const before = await copies(vectors());
  const chooseWinners = (logits: Float32Array, experts: number) =>
    Int32Array.from({ length: logits.length / experts }, (_, image) => image % experts);
  await competitionStep(run.competitors, batch(6), batch(6), { ...rules, chooseWinners });
  const after = await copies(vectors());
  after.forEach((values, network) => {
    const moved = values.map((value, k) => Math.abs(value - (before[network]?.[k] ?? NaN)));
    // Adam's first step is one step size in every direction.
    expect(Math.max(...moved) / learningRate).toBeCloseTo(1, 2);
  });
});

it('steps experts and discriminator by rates of their own', async () => {
  const steps = async (rates: { expert: number; discriminator: number }) => {
    const run = startOf(config);
    const vectors = () => [
      ...run.model.networks.map(({ parameters }) => parameters.values),
      run.model.scorer.parameters.values,
    ];
    const before = await copies(vectors());
    const found = { ...rules, rates, chooseWinners: () => Int32Array.of(0, 1, 2) };
    await competitionStep(run.competitors, batch(3), batch(3), found);
    const after = await copies(vectors());
    return after.map((values, network) =>
      Math.max(...values.map((value, k) => Math.abs(value - (before[network]?.[k] ?? NaN)))),
    );
  };
  // Adam's first step is one step size in every direction.
  const [expert, , last, discriminator] = await steps({ expert: 0.02, discriminator: 0.005 });
  expect(expert).toBeCloseTo(0.02, 4);
  expect(last).toBeCloseTo(0.02, 4);
  expect(discriminator).toBeCloseTo(0.005, 4);
});

it("hands out the scores of all outputs from before the discriminator's update", async () => {
  const run = startOf(config);
  const transformed = batch(3);
  const expected: number[] = [];
  for (const { parameters } of run.model.networks) {
    const { output } = await convolutionalForward(parameters.views, transformed, noPause);
    expected.push(...(await discriminatorLogits(run.model.scorer.parameters.views, output).data()));
  }
  const seen: number[] = [];
  await competitionStep(run.competitors, transformed, batch(2), {
    ...rules,
    chooseWinners: (logits, experts) => {
      expect(experts).toBe(3);
      seen.push(...logits);
      return winnersByLogit(logits, experts);
    },
  });
  expect(seen).toHaveLength(9);
  seen.forEach((logit, i) => expect(logit).toBeCloseTo(expected[i] ?? NaN, 5));
});

it('lets other work go on between its pieces', async () => {
  const run = startOf(config);
  let pauses = 0;
  const pause = () => {
    pauses++;
    return Promise.resolve();
  };
  await competitionStep(run.competitors, batch(4), batch(4), {
    ...rules,
    chooseWinners: allTo(0),
    pause,
  });
  // Five of each expert, 7 + 14 + 2 of the discriminator's update, 14 of the scoring, 4 of the winner, one of each expert.
  expect(pauses).toBe(15 + 23 + 14 + 4 + 3);
});

it.each(['discriminatorFirst', 'simultaneous', 'expertsFirst'] as const)(
  'keeps the number of live tensors constant from the first iteration on: %s',
  async (updateOrder) => {
    const run = startOf(config);
    const [transformed, canonical] = [batch(6), batch(6)];
    const noise = drawInstanceNoise(0.1, { transformed, canonical }, stream);
    const alive = tf.memory().numTensors;
    for (let i = 0; i < 3; i++) {
      const found = { ...rules, updateOrder, loserWeight: 0.5, noise };
      await competitionStep(run.competitors, transformed, canonical, found);
      expect(tf.memory().numTensors).toBe(alive);
    }
  },
);

it('leaves experts alone that did not change when the discriminator learns last', async () => {
  const run = startOf(config);
  let pauses = 0;
  const pause = () => {
    pauses++;
    return Promise.resolve();
  };
  const found = { ...rules, updateOrder: 'expertsFirst', chooseWinners: allTo(0), pause } as const;
  await competitionStep(run.competitors, batch(4), batch(4), found);
  // As ever 59, five for the winner's new outputs, and seven for their scores.
  expect(pauses).toBe(59 + 5 + 7);
});

it('frees outputs and passes as soon as they are done with', async () => {
  const run = startOf(config);
  const [transformed, canonical] = [batch(4), batch(4)];
  const before = tf.memory().numTensors;
  const alive: number[] = [];
  const pause = () => {
    alive.push(tf.memory().numTensors - before);
    return Promise.resolve();
  };
  const chooseWinners = allTo(0);
  await competitionStep(run.competitors, transformed, canonical, {
    ...rules,
    chooseWinners,
    pause,
  });
  // Behind the last expert only the gradient of the pixels is left; Adam holds as many tensors as before.
  expect(alive.at(-1)).toBe(1);
});

it('says so when a score is not a number', async () => {
  const run = startOf(config);
  run.model.scorer.parameters.replace(tf.fill([judgeLayout.length], NaN));
  const [transformed, canonical] = [batch(2), batch(2)];
  const alive = tf.memory().numTensors;
  const step = competitionStep(run.competitors, transformed, canonical, rules);
  await expect(step).rejects.toMatchObject({ code: 'ERR_VALUES' });
  expect(tf.memory().numTensors).toBe(alive);
});

it('says so when one score alone is not a number', async () => {
  const run = startOf(config);
  const broken = tf.tidy(() => tf.concat([batch(1), tf.fill<tf.Rank.R4>([1, 16, 16, 1], NaN)]));
  const transformed = batch(2);
  const alive = tf.memory().numTensors;
  const step = competitionStep(run.competitors, transformed, broken, rules);
  await expect(step).rejects.toMatchObject({ code: 'ERR_VALUES', data: { index: 1 } });
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
    [0, 1, 2, 0],
  ]) {
    const step = competitionStep(run.competitors, transformed, canonical, {
      ...rules,
      chooseWinners: () => Int32Array.from(winners),
    });
    await expect(step).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
    expect(tf.memory().numTensors).toBe(alive);
  }
});
