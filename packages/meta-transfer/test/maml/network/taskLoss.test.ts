import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { taskLoss, TASK_LOSSES } from '../../../src/maml/network/taskLoss.ts';

beforeAll(() => useBackend());

/** Two tasks of two points. */
const ANSWERS = [1, -1, 0.5, 2, 0, 0.3, -2, 1];
const TARGETS = [1, 0, 0.25, 0.75, 0.5, 0.5, 0, 1];
const shape: [number, number, number] = [2, 2, 2];

describe('taskLoss', () => {
  it('has the values computed by hand', async () => {
    const [answers, targets] = [tf.tensor3d(ANSWERS, shape), tf.tensor3d(TARGETS, shape)];
    const squared = await taskLoss('meanSquared').values(answers, targets).data();
    // (0 + 1 + 0.0625 + 1.5625) / 4 and (0.25 + 0.04 + 4 + 0) / 4
    expect(squared[0]).toBeCloseTo(0.65625, 6);
    expect(squared[1]).toBeCloseTo(1.0725, 6);
    const cross = await taskLoss('crossEntropy').values(answers, targets).data();
    const norm = (a: number, b: number) => Math.log(Math.exp(a) + Math.exp(b));
    expect(cross[0]).toBeCloseTo((norm(1, -1) - 1 + norm(0.5, 2) - 1.625) / 2, 5);
    expect(cross[1]).toBeCloseTo((norm(0, 0.3) - 0.15 + norm(-2, 1) - 1) / 2, 5);
    tf.dispose([answers, targets]);
  });

  it.each(TASK_LOSSES)('%s: gradient and tangent are what differences say', async (name) => {
    const loss = taskLoss(name);
    const targets = tf.tensor3d(TARGETS, shape);
    const along = [0.3, -0.2, 1, 0.4, -0.5, 0.1, 0.7, -1];
    const at = (h: number) =>
      tf.tensor3d(
        ANSWERS.map((a, i) => a + h * (along[i] ?? 0)),
        shape,
      );
    const h = 0.01;
    const found = tf.tidy(() => {
      const gradient = loss.gradient(at(0), targets, 2);
      const slope = tf.sum(tf.mul(gradient, tf.tensor3d(along, shape)), [1, 2]);
      const rise = tf.mul(tf.sub(loss.values(at(h), targets), loss.values(at(-h), targets)), 1 / h);
      const moved = tf.sub(loss.gradient(at(h), targets, 2), loss.gradient(at(-h), targets, 2));
      const tangent = loss.tangent(at(0), tf.tensor3d(along, shape), 2);
      return [slope, rise, tangent, tf.mul(moved, 0.5 / h)] as const;
    });
    const [slope, rise, tangent, moved] = await Promise.all(found.map((tensor) => tensor.data()));
    for (const [i, value] of rise?.entries() ?? []) expect(slope?.[i]).toBeCloseTo(value, 3);
    for (const [i, value] of moved?.entries() ?? []) expect(tangent?.[i]).toBeCloseTo(value, 3);
    tf.dispose([...found, targets]);
  });
});
