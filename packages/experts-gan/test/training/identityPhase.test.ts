import * as tf from '@tensorflow/tfjs';
import { asSampler } from '@causal-mechanisms/datasets';
import type { ImageSampler } from '@causal-mechanisms/datasets';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { resolveExpertsConfig } from '../../src/index.ts';
import type { ExpertsConfigInput, IdentityInitialisation } from '../../src/index.ts';
import { ExpertsModel } from '../../src/model/expertsModel.ts';
import { expertLayout } from '../../src/networks/kinds/convolutionalNetwork.ts';
import { convolutionalForward } from '../../src/networks/kinds/convolutionalPass.ts';
import { competitorsOf, disposeOptimisers } from '../../src/training/competitors.ts';
import { identityError, identityPhases, identityStep } from '../../src/training/identityPhase.ts';
import { plainExpert, relativeDifference } from '../autodiff.ts';
import { noPause, randomImages } from '../support.ts';

beforeAll(() => useBackend());

const images = randomImages(41);

/** Three experts with their optimisers, and the phases that pre-train them. */
function start(settings: Partial<IdentityInitialisation> | false, input: ExpertsConfigInput = {}) {
  const config = resolveExpertsConfig({
    experts: 3,
    filters: 3,
    discriminatorFilters: [2, 2, 2],
    discriminatorUnits: 4,
    batchSize: 4,
    ...input,
    identityInitialisation:
      settings === false ? false : { probeSize: 8, maxIterations: 6, checkEvery: 2, ...settings },
  });
  const model = ExpertsModel.create(config, [8, 8, 1], new RandomStream(3));
  const competitors = competitorsOf(model);
  const source = images(20, 8, 1);
  const drawn: { count: number; seed: number; words: readonly number[] }[] = [];
  const inner = asSampler(source);
  const sampler: ImageSampler = {
    ...inner,
    sample: (count, stream) => {
      const { seed, words } = stream.state();
      drawn.push({ count, seed, words });
      return inner.sample(count, stream);
    },
  };
  const identity = identityPhases(config, competitors, sampler);
  const dispose = () => {
    identity.dispose();
    disposeOptimisers(competitors);
    model.dispose();
    source.dispose();
  };
  const [first, second, third] = identity.phases;
  return { config, model, competitors, identity, first, second, third, drawn, dispose };
}

const stateOf = (stream: RandomStream) => {
  const { seed, words } = stream.state();
  return { seed, words };
};

describe('the phases', () => {
  it('are one per expert, or none where no pre-training is wanted', () => {
    const { identity, dispose } = start({});
    expect(identity.phases.map(({ name, steps }) => [name, steps])).toEqual([
      ['identity', 6],
      ['identity', 6],
      ['identity', 6],
    ]);
    dispose();
    const without = start(false);
    expect(without.identity.phases).toEqual([]);
    without.dispose();
  });

  it('look at the probe every so many steps, and at the last one', async () => {
    const { second, dispose } = start({ maxIterations: 5, checkEvery: 3, threshold: 1e-9 });
    await second?.begin?.(0);
    const seen = [];
    for (let done = 0; done < 5; done++) seen.push(await second?.step(done));
    expect(seen.map((step) => Object.keys(step?.scalars ?? {}))).toEqual([
      ['expert'],
      ['expert'],
      ['expert', 'error'],
      ['expert'],
      ['expert', 'error'],
    ]);
    expect(seen.map((step) => step?.scalars['expert'])).toEqual([1, 1, 1, 1, 1]);
    expect(seen.some((step) => step?.finished === true)).toBe(false);
    dispose();
  });

  it('end early when the error falls below the threshold, and not before a look', async () => {
    const { first, dispose } = start({ threshold: 1e6 });
    await first?.begin?.(0);
    expect((await first?.step(0))?.finished).toBeUndefined();
    const looked = await first?.step(1);
    expect(looked?.finished).toBe(true);
    expect(looked?.scalars['error']).toBeGreaterThan(0);
    dispose();
  });

  it('go on when the error equals the threshold', async () => {
    // Grey images and an expert that gives grey, whatever comes: no error, and no gradient.
    const grey = tf.fill<tf.Rank.R4>([20, 8, 8, 1], 0.5);
    const { model, competitors, dispose } = start({});
    for (const { parameters } of model.networks) {
      parameters.replace(tf.zeros([parameters.layout.length]));
    }
    const identityInitialisation = {
      threshold: 0,
      maxIterations: 3,
      probeSize: 4,
      checkEvery: 1,
    };
    const config = { ...model.config, identityInitialisation };
    const { phases, ...rest } = identityPhases(config, competitors, asSampler(grey));
    await phases[0]?.begin?.(0);
    expect(await phases[0]?.step(0)).toEqual({ scalars: { expert: 0, error: 0 }, finished: false });
    rest.dispose();
    grey.dispose();
    dispose();
  });

  it('reset the optimiser in the end, and that one alone', async () => {
    const { first, second, competitors, dispose } = start({});
    for (const phase of [first, second]) {
      await phase?.begin?.(0);
      await phase?.step(0);
    }
    expect(competitors.experts.map(({ adam }) => adam.steps)).toEqual([1, 1, 0]);
    await first?.end?.();
    expect(competitors.experts.map(({ adam }) => adam.steps)).toEqual([0, 1, 0]);
    const state = await competitors.experts[0]?.adam.state();
    expect(Math.max(...(state?.first ?? [1]), ...(state?.second ?? [1]))).toBe(0);
    dispose();
  });

  it('train their own expert and leave the others as they are', async () => {
    const { second, model, dispose } = start({});
    const values = () =>
      Promise.all(
        model.networks.map(async ({ parameters, statistics }) => [
          ...(await parameters.values.data()),
          ...(await statistics.data()),
        ]),
      );
    const before = await values();
    await second?.begin?.(0);
    await second?.step(0);
    const after = await values();
    expect(after[0]).toEqual(before[0]);
    expect(after[1]).not.toEqual(before[1]);
    expect(after[2]).toEqual(before[2]);
    dispose();
  });

  it('draw from streams of their own: one of the probe, one of each expert', async () => {
    const { config, first, second, drawn, dispose } = start({});
    const master = new RandomStream(config.seed).split('identity');
    await first?.begin?.(0);
    await first?.step(0);
    await second?.begin?.(0);
    await second?.step(0);
    expect(drawn).toEqual([
      { count: 8, ...stateOf(master.split('probe')) },
      { count: 4, ...stateOf(master.split('expert 0')) },
      { count: 4, ...stateOf(master.split('expert 1')) },
    ]);
    dispose();
  });

  it('take no more probe images than there are', async () => {
    const { first, drawn, dispose } = start({ probeSize: 50 });
    await first?.begin?.(0);
    expect(drawn[0]?.count).toBe(20);
    dispose();
  });

  it('go on in the middle with the stream that was saved', async () => {
    const { config, first, identity, drawn, dispose } = start({});
    await first?.begin?.(0);
    await first?.step(0);
    const saved = await identity.stream.save();
    await first?.step(1);
    identity.stream.restore(saved);
    await first?.begin?.(1);
    await first?.step(1);
    // The probe was drawn once, and the second step twice from the same place.
    expect(drawn.map(({ count }) => count)).toEqual([8, 4, 4, 4]);
    expect(drawn[3]).toEqual(drawn[2]);
    expect(drawn[3]?.seed).toBe(
      new RandomStream(config.seed).split('identity').split('expert 0').state().seed,
    );
    dispose();
  });

  it('dispose of the probe after the last expert, or when they are cut off', async () => {
    const { first, third, identity, dispose } = start({});
    await first?.begin?.(0);
    const alive = tf.memory().numTensors;
    await first?.step(0);
    expect(tf.memory().numTensors).toBe(alive);
    await first?.end?.();
    expect(tf.memory().numTensors).toBe(alive);
    await third?.end?.();
    expect(tf.memory().numTensors).toBe(alive - 1);
    await first?.begin?.(0);
    expect(tf.memory().numTensors).toBe(alive);
    identity.dispose();
    identity.dispose();
    expect(tf.memory().numTensors).toBe(alive - 1);
    dispose();
  });
});

describe('a step', () => {
  it('follows the gradient of the mean squared error to the input', async () => {
    const { competitors, dispose } = start({}, { learningRate: 0.0125 });
    const [competitor] = competitors.experts;
    if (competitor === undefined) throw new Error('there is no expert');
    const { expert, adam } = competitor;
    const x = images(4, 8, 1);
    const before = expert.parameters.values.clone();
    const statistics = (await convolutionalForward(expert.parameters.views, x, noPause)).statistics;
    const expected = expert.statistics.mul(0.9).add(statistics.mul(0.1));
    const plain = (values: tf.Tensor) =>
      tf.losses.meanSquaredError<tf.Tensor, tf.Scalar>(
        x,
        plainExpert(values, expertLayout(3, 1), x),
      );
    const gradient = tf.grad(plain)(before);
    await identityStep(expert, adam, x, noPause);
    // After one step the first moment is a tenth of the gradient.
    const { first } = await adam.state();
    expect(await relativeDifference(tf.tensor1d(first), gradient.mul(0.1))).toBeLessThan(1e-3);
    expect(await relativeDifference(expert.statistics, expected)).toBeLessThan(1e-5);
    const moved = await expert.parameters.values.sub(before).abs().max().data();
    expect((moved[0] ?? NaN) / 0.0125).toBeCloseTo(1, 2);
    dispose();
  });

  it('brings the expert nearer to the identity map, and leaks nothing', async () => {
    const { competitors, dispose } = start({}, { learningRate: 0.01, filters: 8 });
    const [competitor] = competitors.experts;
    if (competitor === undefined) throw new Error('there is no expert');
    const { expert, adam } = competitor;
    const [x, probe] = [images(16, 8, 1), images(16, 8, 1)];
    const before = await identityError(expert, probe, noPause);
    const alive = tf.memory().numTensors;
    for (let i = 0; i < 60; i++) await identityStep(expert, adam, x, noPause);
    const after = await identityError(expert, probe, noPause);
    expect(tf.memory().numTensors).toBe(alive);
    expect(after).toBeLessThan(before / 2);
    tf.dispose([x, probe]);
    dispose();
  });
});

describe('the error', () => {
  it.each([
    [70, 2],
    [64, 1],
  ])('is the mean squared error per pixel: of %d images in %d chunks', async (count, chunks) => {
    const { model, dispose } = start({});
    const [network] = model.networks;
    if (network === undefined) throw new Error('there is no expert');
    const probe = images(count, 8, 1);
    const expected = await tf.losses.meanSquaredError(probe, network.apply(probe)).data();
    const alive = tf.memory().numTensors;
    let pauses = 0;
    const error = await identityError(network, probe, () => {
      pauses++;
      return Promise.resolve();
    });
    expect(error).toBeCloseTo(expected[0] ?? NaN, 6);
    expect(tf.memory().numTensors).toBe(alive);
    // Five layers and one look in each chunk.
    expect(pauses).toBe(6 * chunks);
    probe.dispose();
    dispose();
  });
});
