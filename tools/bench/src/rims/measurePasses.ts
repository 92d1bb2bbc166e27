import { performance } from 'node:perf_hooks';
import * as tf from '@tensorflow/tfjs';
import { rimsCore } from '@causal-mechanisms/rims';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Measurement } from '../measure/measuredProcess.ts';
import type { FormName, Sizes } from './options.ts';

/** Rows of the table, as in copying. */
const TOKENS = 20;
/** Copying sequences are longer than the gap by the symbols that are shown and asked for. */
const SYMBOLS = 20;

/**
 * Times passes through a sequence of tokens, forwards and backwards to all parameters and the table; no decoder, no optimiser.
 *
 * @param form - Of the modules.
 * @param sizes - Of modules and sequences, and how many passes.
 * @returns The times, and the peak of the resident memory.
 */
export async function measurePasses(form: FormName, sizes: Sizes): Promise<Measurement> {
  const { units, modules, active, gap, batch, warmup, iterations } = sizes;
  const stream = new RandomStream(1);
  const core = rimsCore({ inputWidth: units, units, modules, activeModules: active }, { form });
  const values = core.initialValues(stream.split('parameters'));
  const parameters = core.layout.specs.map(({ shape }, i) =>
    tf.tensor(values[i] ?? [], [...shape]),
  );
  const table = tf.tensor2d(stream.uniforms(TOKENS * units, -0.1, 0.1), [TOKENS, units]);
  const steps = gap + SYMBOLS;
  const tokens = Int32Array.from({ length: steps * batch }, () => stream.integer(0, TOKENS));
  const indices = tf.tensor2d(tokens, [steps, batch], 'int32');
  const score = (...tensors: tf.Tensor[]): tf.Scalar =>
    core
      .run(tensors.slice(0, -1), { table: tensors.at(-1) as tf.Tensor2D, indices })
      .outputs.square()
      .mean();
  const seconds: number[] = [];
  let cpu = process.cpuUsage();
  for (let pass = 0; pass < warmup + iterations; pass++) {
    if (pass === warmup) cpu = process.cpuUsage();
    const from = performance.now();
    const gradients = tf.grads(score)([...parameters, table]);
    await gradients[0]?.data();
    tf.dispose(gradients);
    if (pass >= warmup) seconds.push((performance.now() - from) / 1000);
  }
  const used = process.cpuUsage(cpu);
  tf.dispose([...parameters, table, indices]);
  return {
    times: { seconds, cpuSeconds: (used.user + used.system) / 1e6 / iterations },
    extras: { peak_mib: process.resourceUsage().maxRSS / 1024 },
  };
}
