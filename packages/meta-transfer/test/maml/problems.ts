import * as tf from '@tensorflow/tfjs';
import { ParameterVector, RandomStream } from '@causal-mechanisms/tensor-utils';
import type { BatchTensors, MetaGradientOptions } from '../../src/maml/metaGradient.ts';
import type { PointTensors } from '../../src/maml/innerStep.ts';
import type { ActivationName } from '../../src/maml/network/activation.ts';
import { mlp } from '../../src/maml/network/mlp.ts';
import type { MlpConfig } from '../../src/maml/network/mlp.ts';
import { taskLoss } from '../../src/maml/network/taskLoss.ts';
import type { TaskLossName } from '../../src/maml/network/taskLoss.ts';

/** A small network with parameters and a batch of three tasks; `dispose` frees them all. */
export interface Problem {
  readonly config: MlpConfig;
  readonly parameters: ParameterVector;
  readonly batch: BatchTensors;
  readonly options: MetaGradientOptions;
  readonly dispose: () => void;
}

const TASKS = 3;

/** Other numbers of points in support and query, two hidden layers, two inputs and outputs. */
export function problem({
  activation,
  loss,
  order = 'second',
  steps = 1,
  hidden = [5, 4],
  seed = 1,
}: {
  activation: ActivationName;
  loss: TaskLossName;
  order?: 'first' | 'second';
  steps?: number;
  hidden?: readonly number[];
  seed?: number;
}): Problem {
  const stream = new RandomStream(seed);
  const config = { inputs: 2, hidden, outputs: 2, activation };
  const network = mlp(config);
  const parameters = new ParameterVector(
    network.layout,
    tf.tensor1d(stream.normals(network.layout.length, 0, 0.7)),
  );
  const points = (shots: number): PointTensors => {
    const y = tf.tidy(() => {
      const drawn = tf.tensor3d(stream.normals(TASKS * shots * 2), [TASKS, shots, 2]);
      return loss === 'crossEntropy' ? tf.softmax(drawn) : drawn;
    });
    return { x: tf.tensor3d(stream.normals(TASKS * shots * 2), [TASKS, shots, 2]), y };
  };
  const batch = { support: points(4), query: points(3) };
  return {
    config,
    parameters,
    batch,
    options: { network, loss: taskLoss(loss), rate: 0.1, order, steps },
    dispose() {
      parameters.dispose();
      tf.dispose([{ ...batch.support }, { ...batch.query }]);
    },
  };
}

/** The mean loss after adaptation in double precision, by loops over plain arrays: nothing in common with the package. */
export async function plainLoss(
  { config, batch, options }: Problem,
  values: Float64Array,
  lossName: TaskLossName,
): Promise<number> {
  const [sx, sy] = [await batch.support.x.array(), await batch.support.y.array()];
  const [qx, qy] = [await batch.query.x.array(), await batch.query.y.array()];
  let total = 0;
  for (let task = 0; task < TASKS; task++) {
    let own = values;
    for (let s = 0; s < options.steps; s++) {
      // A gradient by central differences, in double precision.
      const at = (point: Float64Array) =>
        pointLoss(config, point, { x: sx[task] ?? [], y: sy[task] ?? [] }, lossName);
      const gradient = differences(at, own, 1e-4);
      own = own.map((value, i) => value - options.rate * (gradient[i] ?? NaN));
    }
    total += pointLoss(config, own, { x: qx[task] ?? [], y: qy[task] ?? [] }, lossName);
  }
  return total / TASKS;
}

/** Central differences of a function. */
export function differences(
  f: (point: Float64Array) => number,
  at: Float64Array,
  h: number,
): Float64Array {
  return at.map((value, i) => {
    const [up, down] = [at.slice(), at.slice()];
    up[i] = value + h;
    down[i] = value - h;
    return (f(up) - f(down)) / (2 * h);
  });
}

const SQUASH: Readonly<Record<ActivationName, (value: number) => number>> = {
  relu: (value) => Math.max(value, 0),
  tanh: Math.tanh,
  softplus: (value) => Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value))),
};

function pointLoss(
  { hidden, outputs, inputs, activation }: MlpConfig,
  values: Float64Array,
  { x, y }: { x: readonly number[][]; y: readonly number[][] },
  lossName: TaskLossName,
): number {
  const widths = [inputs, ...hidden, outputs];
  let total = 0;
  for (const [k, row] of x.entries()) {
    let value: number[] = [...row];
    let start = 0;
    for (let layer = 1; layer < widths.length; layer++) {
      const [from, to] = [widths[layer - 1] ?? 0, widths[layer] ?? 0];
      const last = layer === widths.length - 1;
      value = Array.from({ length: to }, (_, j) => {
        let sum = values[start + from * to + j] ?? NaN;
        for (let i = 0; i < from; i++) sum += (value[i] ?? NaN) * (values[start + i * to + j] ?? 0);
        return last ? sum : SQUASH[activation](sum);
      });
      start += from * to + to;
    }
    const target = y[k] ?? [];
    if (lossName === 'meanSquared') {
      total += value.reduce((sum, a, j) => sum + (a - (target[j] ?? NaN)) ** 2, 0) / outputs;
    } else {
      const norm = Math.log(value.reduce((sum, a) => sum + Math.exp(a), 0));
      total += value.reduce((sum, a, j) => sum - (target[j] ?? NaN) * (a - norm), 0);
    }
  }
  return total / x.length;
}
