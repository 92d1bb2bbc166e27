import { announceKept, useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';

beforeAll(() => useBackend());

/** An op that keeps two tensors for its gradient and says that there are so many. */
const keepsTwo = (said: number) => {
  const op = tf.customGrad((x, save) => {
    const input = x as tf.Tensor;
    (save as unknown as tf.GradSaveFunc)([input.exp(), input.square()]);
    const value = input.neg();
    announceKept(said);
    return { value, gradFunc: (dy) => dy.neg() };
  });
  return () => tf.tidy(() => tf.grad((x) => op(x))(tf.ones([3])));
};

it('lets the leak check of the test mode count what an op keeps', () => {
  expect(tf.env().getBool('IS_TEST')).toBe(true);
  expect(keepsTwo(2)).not.toThrow();
  expect(keepsTwo(1)).toThrow(/memory leak \(1 data ids\)/);
  expect(keepsTwo(0)).toThrow(/memory leak \(2 data ids\)/);
});

it('does nothing where TensorFlow.js does not count', () => {
  const { numDataMovesStack } = tf.engine().state;
  const counting = numDataMovesStack.splice(0);
  announceKept(3);
  expect(numDataMovesStack).toEqual([]);
  numDataMovesStack.push(...counting);
});
