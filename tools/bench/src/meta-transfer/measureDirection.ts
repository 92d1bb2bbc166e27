import { performance } from 'node:perf_hooks';
import { categoricalPair, createEpisodeSampler } from '@causal-mechanisms/datasets';
import {
  beliefTrajectory,
  createScalarOptimiser,
  onlineLogLikelihoods,
  tabularHypotheses,
} from '@causal-mechanisms/meta-transfer';
import { RandomStream, sigmoid } from '@causal-mechanisms/tensor-utils';
import type { Measurement } from '../measure/measuredProcess.ts';
import type { DirectionSizes } from './directionOptions.ts';

/**
 * Times episodes as the peer does: transfer distributions and pairs are drawn, both hypotheses adapt, and gamma moves by RMSprop.
 *
 * @param sizes - Categories, episodes per iteration, mini-batches, and how many iterations.
 * @returns Seconds per episode of each iteration, and the belief in the true direction at the end.
 */
export async function measureDirection({
  categories,
  episodes,
  batch,
  steps,
  iterations,
  warmup,
}: DirectionSizes): Promise<Measurement> {
  const stream = new RandomStream(1);
  const pair = categoricalPair({ categories, stream });
  const hypotheses = tabularHypotheses(pair);
  const samples = batch * steps;
  const sampler = createEpisodeSampler(pair, { samples });
  const [a, b] = [new Uint8Array(episodes * samples), new Uint8Array(episodes * samples)];
  const optimiser = createScalarOptimiser();
  let gamma = 0;
  const seconds: number[] = [];
  let cpu = process.cpuUsage();
  for (let i = 0; i < warmup + iterations; i++) {
    if (i === warmup) cpu = process.cpuUsage();
    const from = performance.now();
    for (let k = 0; k < episodes; k++) sampler.draw(stream, { a, b }, k * samples);
    const drawn = { a, b, batches: steps, batchSize: batch };
    const { forward, backward } = onlineLogLikelihoods(hypotheses, drawn);
    const deltas = forward.map((score, k) => score - (backward[k] ?? NaN));
    gamma = beliefTrajectory(deltas, { perEpisode: steps, optimiser, start: gamma }).at(-1) ?? NaN;
    if (i >= warmup) seconds.push((performance.now() - from) / 1000 / episodes);
  }
  const used = process.cpuUsage(cpu);
  const cpuSeconds = (used.user + used.system) / 1e6 / iterations / episodes;
  return Promise.resolve({ times: { seconds, cpuSeconds }, extras: { belief: sigmoid(gamma) } });
}
