import * as tf from '@tensorflow/tfjs';
import {
  RandomStream,
  ShapeError,
  useBackend,
  withoutLeaks,
} from '@causal-mechanisms/tensor-utils';
import {
  mixtureNetworkDataGradient,
  mixtureNetworkGradient,
  mixtureNetworkLosses,
} from '../../../src/continuous/network/mixtureNetworkGradient.ts';
import type { NetworkBatch } from '../../../src/continuous/network/mixtureNetworkGradient.ts';
import { initialMixtureNetwork } from '../../../src/continuous/network/mixtureNetworkLayout.ts';

beforeAll(() => useBackend());

const sizes = { hidden: 4, components: 3 };
const NETWORKS = 2;
const SAMPLES = 5;

function drawnBatch(): NetworkBatch & { dispose(): void } {
  const stream = new RandomStream(1);
  const rows = Array.from({ length: NETWORKS }, (_, i) =>
    initialMixtureNetwork(stream.split(String(i)), sizes),
  );
  const length = rows[0]?.length ?? 0;
  const parameters = tf.tensor2d(
    rows.flatMap((row) => Array.from(row)),
    [NETWORKS, length],
  );
  const x = tf.tensor2d(stream.normals(NETWORKS * SAMPLES), [NETWORKS, SAMPLES]);
  const y = tf.tensor2d(stream.normals(NETWORKS * SAMPLES, 0, 2), [NETWORKS, SAMPLES]);
  return { parameters, x, y, dispose: () => tf.dispose([parameters, x, y]) };
}

/** The loss of one network in double precision, sample by sample. */
function plainLoss(values: ArrayLike<number>, x: ArrayLike<number>, y: ArrayLike<number>): number {
  const { hidden, components } = sizes;
  const at = (i: number) => values[i] ?? NaN;
  let total = 0;
  for (let n = 0; n < x.length; n++) {
    const units = Array.from({ length: hidden }, (_, j) =>
      Math.tanh(at(j) * (x[n] ?? NaN) + at(hidden + j)),
    );
    const head = (o: number) =>
      units.reduce(
        (sum, unit, j) => sum + unit * at(2 * hidden + j * 3 * components + o),
        at(2 * hidden + hidden * 3 * components + o),
      );
    let weights = 0;
    let density = 0;
    for (let k = 0; k < components; k++) {
      const weight = Math.exp(head(k));
      const deviation = Math.exp(Math.max(head(2 * components + k), -7));
      const z = ((y[n] ?? NaN) - head(components + k)) / deviation;
      weights += weight;
      density += (weight * Math.exp(-0.5 * z * z)) / (deviation * Math.sqrt(2 * Math.PI));
    }
    total -= Math.log(density / weights) / x.length;
  }
  return total;
}

describe('mixtureNetworkGradient', () => {
  it('has the loss of every network', async () => {
    const batch = drawnBatch();
    const { losses, gradient } = mixtureNetworkGradient(batch, sizes);
    const alone = mixtureNetworkLosses(batch, sizes);
    const [parameters, x, y] = await Promise.all([
      batch.parameters.array(),
      batch.x.array(),
      batch.y.array(),
    ]);
    const found = await losses.data();
    expect(Array.from(await alone.data())).toEqual(Array.from(found));
    for (let i = 0; i < NETWORKS; i++) {
      expect(found[i]).toBeCloseTo(plainLoss(parameters[i] ?? [], x[i] ?? [], y[i] ?? []), 5);
    }
    tf.dispose([losses, gradient, alone]);
    batch.dispose();
  });

  it('agrees with finite differences in double precision, by parameters, inputs and targets', async () => {
    const batch = drawnBatch();
    const found = mixtureNetworkDataGradient(batch, sizes);
    const plain = mixtureNetworkGradient(batch, sizes);
    const [parameters, x, y] = (
      await Promise.all([batch.parameters.array(), batch.x.array(), batch.y.array()])
    ).map((rows) => rows.map((row) => Float64Array.from(row)));
    const gradients = await Promise.all([
      found.gradient.array(),
      found.inputGradient.array(),
      found.targetGradient.array(),
    ]);
    expect(await plain.gradient.array()).toEqual(gradients[0]);
    const step = 1e-5;
    for (let i = 0; i < NETWORKS; i++) {
      const own = [parameters?.[i], x?.[i], y?.[i]].map((row) => row ?? new Float64Array(0));
      const loss = () => plainLoss(...(own as [Float64Array, Float64Array, Float64Array]));
      own.forEach((row, which) => {
        row.forEach((value, j) => {
          row[j] = value + step;
          const above = loss();
          row[j] = value - step;
          const below = loss();
          row[j] = value;
          expect(gradients[which]?.[i]?.[j]).toBeCloseTo((above - below) / (2 * step), 5);
        });
      });
    }
    tf.dispose([{ ...found }, { ...plain }]);
    batch.dispose();
  });

  it('agrees with the tape', async () => {
    const batch = drawnBatch();
    const { losses, gradient, inputGradient, targetGradient } = mixtureNetworkDataGradient(
      batch,
      sizes,
    );
    const taped = tf.grads((parameters, x, y) =>
      mixtureNetworkLosses(
        { parameters: parameters as tf.Tensor2D, x: x as tf.Tensor2D, y: y as tf.Tensor2D },
        sizes,
      ).sum(),
    )([batch.parameters, batch.x, batch.y]);
    for (const [i, hand] of [gradient, inputGradient, targetGradient].entries()) {
      const expected = await (taped[i] ?? tf.scalar(NaN)).data();
      (await hand.data()).forEach((value, j) => expect(value).toBeCloseTo(expected[j] ?? NaN, 5));
    }
    tf.dispose([taped, losses, gradient, inputGradient, targetGradient]);
    batch.dispose();
  });

  it('keeps deviations above their floor, where they have no gradient', async () => {
    const small = { hidden: 1, components: 1 };
    // Nothing but the bias of the log deviation: -100 counts as -7.
    const parameters = tf.tensor2d([0, 0, 0, 0, 0, 0, 0, -100], [1, 8]);
    const [x, y] = [tf.zeros<tf.Rank.R2>([1, 1]), tf.tensor2d([0.001], [1, 1])];
    const { losses, gradient } = mixtureNetworkGradient({ parameters, x, y }, small);
    const z = 0.001 * Math.exp(7);
    expect((await losses.data())[0]).toBeCloseTo(0.5 * z * z - 7 + 0.5 * Math.log(2 * Math.PI), 4);
    const found = await gradient.data();
    expect(found[7]).toBeCloseTo(0, 12);
    expect((found[6] ?? NaN) / (-z * Math.exp(7))).toBeCloseTo(1, 5);
    tf.dispose([parameters, x, y, losses, gradient]);
  });

  it('stays finite far away', async () => {
    const parameters = tf.zeros<tf.Rank.R2>([1, 1054]);
    const [x, y] = [tf.fill<tf.Rank.R2>([1, 2], 1e4), tf.fill<tf.Rank.R2>([1, 2], -1e4)];
    const { losses, gradient } = mixtureNetworkGradient({ parameters, x, y });
    expect((await losses.data())[0]).toBeCloseTo(0.5e8, -3);
    expect((await gradient.data()).every(Number.isFinite)).toBe(true);
    tf.dispose([parameters, x, y, losses, gradient]);
  });

  it('leaves nothing behind', async () => {
    const batch = drawnBatch();
    await withoutLeaks('mixture networks', () => {
      const one = mixtureNetworkGradient(batch, sizes);
      const two = mixtureNetworkDataGradient(batch, sizes);
      tf.dispose([{ ...one }, { ...two }, mixtureNetworkLosses(batch, sizes)]);
      return Promise.resolve();
    });
    batch.dispose();
  });

  it('refuses shapes that do not fit', () => {
    const batch = drawnBatch();
    const before = tf.memory().numTensors;
    expect(() => mixtureNetworkGradient(batch)).toThrow(ShapeError);
    const wrong = tf.zeros<tf.Rank.R2>([NETWORKS, SAMPLES + 1]);
    expect(() => mixtureNetworkGradient({ ...batch, x: wrong }, sizes)).toThrow(
      'mixtureNetworkGradient: x and y must have the shape [2, samples], got [2,6] and [2,5]',
    );
    const other = tf.zeros<tf.Rank.R2>([1, SAMPLES]);
    expect(() => mixtureNetworkLosses({ ...batch, x: other, y: other }, sizes)).toThrow(ShapeError);
    tf.dispose([wrong, other]);
    expect(tf.memory().numTensors).toBe(before);
    batch.dispose();
  });
});
