import type { Benchmark } from './benchmark.ts';
import { expertsGan } from './experts-gan/benchmark.ts';
import { rims } from './rims/benchmark.ts';
import { rimsForms } from './rims-forms/benchmark.ts';

/** All that can be timed. */
export const BENCHMARKS: readonly Benchmark[] = [expertsGan, rims, rimsForms];
