import * as tf from '@tensorflow/tfjs';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { ShapeError, useBackend } from '../../src/index.ts';
import { expectShape, hasKernel } from '../../src/kernels/kernelChecks.ts';

beforeAll(() => useBackend());

describe('hasKernel', () => {
  it('finds the kernels of the current backend and no others', () => {
    expect(hasKernel('Add')).toBe(true);
    expect(hasKernel('CausalNoSuchKernel')).toBe(false);
  });

  it('asks the backend that is in use now', async () => {
    tf.registerKernel({
      kernelName: 'CausalOnlyOnCpu',
      backendName: 'cpu',
      kernelFunc: ({ inputs }) => inputs['x'] ?? [],
    });
    const before = tf.getBackend();
    try {
      await tf.setBackend('cpu');
      expect(hasKernel('CausalOnlyOnCpu')).toBe(true);
      await tf.setBackend(before);
      expect(hasKernel('CausalOnlyOnCpu')).toBe(before === 'cpu');
    } finally {
      await tf.setBackend(before);
      tf.unregisterKernel('CausalOnlyOnCpu', 'cpu');
    }
  });
});

describe('expectShape', () => {
  it('lets a tensor of the shape and type through', () => {
    tf.tidy(() => {
      expectShape('owner', 'x', tf.zeros([2, 3]), [2, 3]);
      expectShape('owner', 'x', tf.scalar(1), []);
      expectShape('owner', 'x', tf.zeros([2], 'int32'), [2], 'int32');
    });
  });

  it('names both shapes of one that does not fit', () => {
    tf.tidy(() => {
      const attempt = () => expectShape('owner', 'x', tf.zeros([2, 3]), [3, 2]);
      expect(attempt).toThrow(ShapeError);
      expect(attempt).toThrow('owner: x must have the shape [3, 2], got [2, 3]');
      expect(thrownCode(() => expectShape('owner', 'x', tf.zeros([2]), [2, 1]))).toBe('ERR_SHAPE');
    });
  });

  it('refuses another type', () => {
    tf.tidy(() => {
      const attempt = () => expectShape('owner', 'x', tf.zeros([2], 'int32'), [2]);
      expect(attempt).toThrow('owner: x must be a tensor of type float32, got');
      expect(thrownCode(attempt)).toBe('ERR_ARGUMENT');
      expect(thrownCode(() => expectShape('owner', 'x', tf.zeros([2]), [2], 'int32'))).toBe(
        'ERR_ARGUMENT',
      );
    });
  });
});
