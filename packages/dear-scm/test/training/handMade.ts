import * as tf from '@tensorflow/tfjs';
import { factorGraph } from '@causal-mechanisms/datasets';
import { parameterLayout, RandomStream } from '@causal-mechanisms/tensor-utils';
import type { DearNetworks } from '../../src/model/dearNetworks.ts';
import type { NormalisedNetwork } from '../../src/networks/network.ts';
import { latentPrior } from '../../src/prior/latentPrior.ts';
import type { DearConfigInput } from '../../src/training/dearConfig.ts';
import { resolveDearConfig } from '../../src/training/dearConfig.ts';
import type { DearBatch } from '../../src/training/dearData.ts';
import { startDear } from '../../src/training/dearTrainee.ts';
import type { DearTrainee } from '../../src/training/dearTrainee.ts';

/** The numbers that {@link handMade} starts with. */
export const START = { w: 0.5, v: Math.log(0.25), g: 2, a: 0.3, b: -0.7 } as const;

/** A network of scalars `[1]` that nothing but its parameters decides. */
function scalars<Inputs extends readonly tf.Tensor[], Output extends tf.Tensor>(
  values: readonly number[],
  run: (parameters: readonly tf.Tensor[], inputs: Inputs) => Output,
): NormalisedNetwork<Inputs, Output> {
  return {
    layout: parameterLayout(values.map((_, i) => ({ name: `p${i}`, shape: [1] }))),
    buffers: parameterLayout([{ name: 'rounds', shape: [1] }]),
    initialValues: () => Float32Array.from(values),
    initialBuffers: () => new Float32Array(1),
    run: ({ parameters }, inputs) => run(parameters, inputs),
    normalised: ({ parameters }) => parameters.map((parameter) => parameter.clone()),
    // Counts its calls.
    advance: ({ buffers }) => (buffers[0] as tf.Tensor1D).add(1),
  };
}

/** Observations and latents of one number: E(x) ~ N(w x, exp(v)), G(z) = g z, D(x, z) = a x + b z. */
function handMade(): DearNetworks {
  return {
    encoder: scalars([START.w, START.v], ([w, v], [x]) => {
      const mean = x.mul(w as tf.Tensor);
      return tf.concat2d([mean, tf.onesLike(mean).mul(v as tf.Tensor)] as tf.Tensor2D[], 1);
    }),
    generator: scalars([START.g], ([g], [z]) => z.mul(g as tf.Tensor)),
    discriminator: scalars([START.a, START.b], ([a, b], [x, z]) =>
      x
        .mul(a as tf.Tensor)
        .add(z.mul(b as tf.Tensor))
        .as1D(),
    ),
    prior: latentPrior(
      { kind: 'linear', leastSlope: null },
      factorGraph([], { factors: ['f'] }).adjacency,
      1,
    ),
  };
}

/** A trainee of these networks, whose variances are free. */
export function handMadeTrainee(config: DearConfigInput = {}): DearTrainee {
  return startDear(
    resolveDearConfig({
      latentWidth: 1,
      networks: { kind: 'mlp' },
      logVarianceLimit: null,
      ...config,
    }),
    handMade(),
    new RandomStream(5),
  );
}

/** Four observations, the last one without a label. */
export const X = [1, -2, 0.5, 3] as const;
export const LABELS = [0.9, 0.2, 0.6, NaN] as const;

/** They as a batch; the caller disposes of it. */
export function handMadeBatch(): DearBatch {
  const column = (values: readonly number[]) => tf.tensor2d([...values], [values.length, 1]);
  return {
    observations: column(X),
    labels: {
      values: column(LABELS.map((label) => (Number.isNaN(label) ? 0 : label))),
      present: column(LABELS.map((label) => Number(!Number.isNaN(label)))),
    },
  };
}

/** Disposes of all that a trainee holds. */
export function disposeTrainee({ groups, buffers }: DearTrainee): void {
  for (const group of Object.values(groups)) {
    group.dispose();
    group.used.dispose();
  }
  for (const buffer of Object.values(buffers)) buffer.dispose();
}

/** Everything that steps can move, as plain numbers. */
export async function snapshot({
  groups,
  buffers,
}: DearTrainee): Promise<Record<string, number[]>> {
  const found: Record<string, number[]> = {};
  for (const [name, { vector }] of Object.entries(groups)) {
    found[name] = Array.from(await vector.values.data());
  }
  for (const [name, { values }] of Object.entries(buffers)) {
    found[`${name}Buffers`] = Array.from(await values.data());
  }
  return found;
}
