import * as tf from '@tensorflow/tfjs';
import { availableBackends, expectLeakFree } from '@causal-mechanisms/test-utils';

describe('expectLeakFree', () => {
  it('gives the result of a run that leaves nothing behind', async () => {
    await tf.setBackend('cpu');
    expect(await expectLeakFree(() => tf.tidy(() => tf.ones([3]).add(1).shape))).toEqual([3]);
  });

  it('names the number of tensors that are left', async () => {
    const kept: tf.Tensor[] = [];
    await expect(expectLeakFree(() => kept.push(tf.ones([2]), tf.ones([2])))).rejects.toThrow(
      'got 2 tensors',
    );
    tf.dispose(kept);
  });

  it('sees values that no tensor holds', async () => {
    const leak = () => {
      tf.engine().backend.write(new Float32Array(2), [2], 'float32');
    };
    await expect(expectLeakFree(leak)).rejects.toThrow('0 tensors and 1 values');
  });

  it('allows the first run to create what is kept', async () => {
    let cache: tf.Tensor | undefined;
    await expectLeakFree(() => {
      cache ??= tf.ones([2]);
    });
    expect(cache?.isDisposed).toBe(false);
    cache?.dispose();
  });
});

describe('availableBackends', () => {
  it('finds wasm and cpu everywhere and leaves the current backend alone', async () => {
    await tf.setBackend('cpu');
    const found = await availableBackends();
    expect(found.slice(-2)).toEqual(['wasm', 'cpu']);
    expect(tf.getBackend()).toBe('cpu');
    for (const backend of found) expect(await tf.setBackend(backend)).toBe(true);
  });
});
