import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import {
  batchTensors,
  checkNumbers,
  checkPoints,
  pointTensors,
} from '../../src/maml/taskTensors.ts';
import type { PointShape } from '../../src/maml/taskTensors.ts';

beforeAll(() => useBackend());

const shape: PointShape & { readonly tasks: number } = {
  inputs: 1,
  outputs: 2,
  loss: 'meanSquared',
  tasks: 2,
};
const points = (shots: number, tasks = 2) => ({
  shots,
  x: Float32Array.from({ length: tasks * shots }, (_, i) => i),
  y: Float32Array.from({ length: tasks * shots * 2 }, (_, i) => -i),
});
const batch = { tasks: 2, support: points(3), query: points(1) };

describe('batchTensors', () => {
  it('makes tensors by task', () => {
    const { support, query } = batchTensors('owner', batch, shape);
    expect([support.x.shape, support.y.shape, query.y.shape]).toEqual([
      [2, 3, 1],
      [2, 3, 2],
      [2, 1, 2],
    ]);
    expect(support.x.arraySync()[1]?.[0]?.[0]).toBe(3);
    tf.dispose([{ ...support }, { ...query }]);
  });

  it.each([
    [{ ...batch, tasks: 0 }, 'ERR_ARGUMENT', 'owner: batch.tasks must be an integer'],
    [
      { ...batch, support: { ...batch.support, shots: 2 } },
      'ERR_SHAPE',
      'owner: support: x must have 2 x 2 x 1 numbers, got 6',
    ],
    [
      { ...batch, query: { ...batch.query, y: new Float32Array(3) } },
      'ERR_SHAPE',
      'owner: query: y must have 2 x 1 x 2 numbers, got 3',
    ],
    [
      { ...batch, query: { ...batch.query, x: Float32Array.of(0, NaN) } },
      'ERR_VALUES',
      'owner: query: x must be finite, got NaN at 1',
    ],
  ])('refuses what does not fit, and leaves no tensor', (wrong, code, message) => {
    const before = tf.memory().numTensors;
    expect(() => batchTensors('owner', wrong, shape)).toThrow(
      expect.objectContaining({
        code,
        message: expect.stringContaining(message) as string,
      }) as Error,
    );
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('checkPoints', () => {
  it.each([[[0.5, 0.4]], [[1.5, -0.5]]])(
    'wants probabilities for the cross entropy, not %j',
    (y) => {
      const classes = { shots: 1, x: Float32Array.of(1), y: Float32Array.from(y) };
      const asked = { ...shape, loss: 'crossEntropy', tasks: 1 } as const;
      expect(() => {
        checkPoints('owner', classes, asked);
      }).toThrow('probabilities that add up to 1');
      expect(() => {
        checkPoints('owner', { ...classes, y: Float32Array.of(0, 1) }, asked);
      }).not.toThrow();
    },
  );

  it('wants at least one point', () => {
    expect(() => {
      checkPoints('owner', points(0), { ...shape, tasks: 2 });
    }).toThrow('owner: shots must be an integer of at least 1, got 0');
  });
});

describe('pointTensors', () => {
  it('makes both tensors', () => {
    const { x, y } = pointTensors(points(2), { ...shape, tasks: 2 });
    expect([x.shape, y.shape]).toEqual([
      [2, 2, 1],
      [2, 2, 2],
    ]);
    tf.dispose([x, y]);
  });
});

describe('a batch of another number of tasks', () => {
  it('is refused', () => {
    expect(() => batchTensors('owner', batch, { ...shape, tasks: 3 })).toThrow(
      'owner: asked for 3 tasks, got a batch of 2',
    );
  });
});

describe('checkNumbers', () => {
  it('names what it refuses', () => {
    expect(() => {
      checkNumbers('owner', 'x', Float32Array.of(1, Infinity), [2]);
    }).toThrow('owner: x must be finite, got Infinity at 1');
  });
});
