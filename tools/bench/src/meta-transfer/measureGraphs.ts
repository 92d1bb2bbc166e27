import { performance } from 'node:perf_hooks';
import { interventionalData, syntheticNetwork } from '@causal-mechanisms/datasets';
import { greedyStructure } from '@causal-mechanisms/meta-transfer';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Measurement } from '../measure/measuredProcess.ts';
import type { GraphsRequest } from './graphOptions.ts';

/**
 * Times greedy searches for the graph of networks in which every variable has the two before it as parents.
 *
 * @param variables - How many.
 * @param sizes - Of the samples, and how many searches, each on a network of its own.
 * @returns The times, and the peak of the resident memory.
 */
export async function measureGraphs(
  variables: number,
  sizes: GraphsRequest['sizes'],
): Promise<Measurement> {
  const { categories, samples, 'per-target': perTarget, restarts, warmup, iterations } = sizes;
  const seconds: number[] = [];
  let used = 0;
  for (let run = 0; run < warmup + iterations; run++) {
    const stream = new RandomStream(run);
    const network = syntheticNetwork({
      kind: 'bidiag',
      variables,
      categories,
      stream: stream.split('network'),
    });
    const rows = { observational: samples, perTarget };
    const data = interventionalData(network, rows, stream.split('samples'));
    const cpu = process.cpuUsage();
    const from = performance.now();
    await greedyStructure(data, { restarts, stream: stream.split('search') });
    if (run < warmup) continue;
    seconds.push((performance.now() - from) / 1000);
    const { user, system } = process.cpuUsage(cpu);
    used += user + system;
  }
  return {
    times: { seconds, cpuSeconds: used / 1e6 / iterations },
    extras: { peak_mib: process.resourceUsage().maxRSS / 1024 },
  };
}
