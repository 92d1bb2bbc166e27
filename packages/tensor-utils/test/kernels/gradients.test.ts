import { availableBackends, expectLeakFree } from '@causal-mechanisms/test-utils';
import { registerWasmTrainingKernels } from '@causal-mechanisms/tensor-utils/kernels';
import * as tf from '@tensorflow/tfjs';
import { mendConvolutions } from '../../src/kernels/native/mendConvolutions.ts';
import { gradientCases } from './gradientCases.ts';
import { differences, evaluate } from './gradientCheck.ts';

// With IS_TEST tfjs counts values around every op, and counts the ones that custom gradients save as lost, even on the
// cpu backend. The leak test below counts for itself.
tf.env().set('IS_TEST', false);
tf.env().set('PROD', true);

const backends = await availableBackends();
if (backends.includes('tensorflow')) mendConvolutions();
await registerWasmTrainingKernels();

describe.each(backends.filter((backend) => backend !== 'cpu'))('gradients on %s', (backend) => {
  // tfjs-node knows 'same' and 'valid' only.
  const refused = (numericPadding: boolean) => numericPadding && backend === 'tensorflow';
  const usable = gradientCases.filter(({ numericPadding }) => !refused(numericPadding));

  it.each(usable)('agree with the cpu backend: $name', async (gradientCase) => {
    const found = await differences(gradientCase, backend);
    expect(found).toHaveLength(gradientCase.shapes.length + 1);
    expect(Math.max(...found)).toBeLessThanOrEqual(2e-4);
  });

  it('of a padded average divide by the number of pixels under the window', async () => {
    await tf.setBackend(backend);
    const gradient = tf.tidy(() =>
      tf.grad((x: tf.Tensor) => tf.avgPool(x as tf.Tensor4D, 3, 1, 'same'))(tf.zeros([1, 2, 3, 1])),
    );
    // Windows hold 2x2, 2x3, 2x2 pixels in both rows; the middle column is under all of them.
    const side = 2 / 4 + 2 / 6;
    const middle = 2 / 4 + 2 / 6 + 2 / 4;
    const values = await gradient.data();
    [side, middle, side, side, middle, side].forEach((value, i) =>
      expect(values[i]).toBeCloseTo(value, 6),
    );
    gradient.dispose();
  });

  it('leave nothing behind', async () => {
    await tf.setBackend(backend);
    for (const gradientCase of usable) {
      await expectLeakFree(() => evaluate(gradientCase));
    }
  });
});

describe.each(backends)('the limit of tfjs-core on %s', (backend) => {
  it.each([
    ['squaredDifference', tf.squaredDifference],
    ['maximum', tf.maximum],
    ['minimum', tf.minimum],
  ] as const)('%s refuses to differentiate a broadcast operand', async (_, op) => {
    await tf.setBackend(backend);
    const gradient = () =>
      tf.tidy(() => tf.grads((a, b) => op(a, b))([tf.ones([4, 8]), tf.zeros([4, 1])]));
    expect(gradient).toThrow(/has shape '4,8', which does not match the shape of the input '4,1'/);
  });
});
