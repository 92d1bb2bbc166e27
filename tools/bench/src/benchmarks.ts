import type { Benchmark } from './benchmark.ts';
import { dearBackends } from './dear-scm/backends.ts';
import { dearIterations } from './dear-scm/iterations.ts';
import { dearScaling } from './dear-scm/scaling.ts';
import { expertsGan } from './experts-gan/benchmark.ts';
import { metaTransferDirection } from './meta-transfer/direction.ts';
import { maml } from './meta-transfer/maml.ts';
import { metaTransferGraphs } from './meta-transfer/graphs.ts';
import { rimsBaselines } from './rims/baselines/baselines.ts';
import { rimsForms } from './rims/forms.ts';
import { rimsUpdates } from './rims/updates.ts';

/** All that can be timed. */
export const BENCHMARKS: readonly Benchmark[] = [
  expertsGan,
  rimsUpdates,
  rimsForms,
  rimsBaselines,
  metaTransferDirection,
  maml,
  metaTransferGraphs,
  dearIterations,
  dearScaling,
  dearBackends,
];
