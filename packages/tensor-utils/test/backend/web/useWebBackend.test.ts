import { ArgumentError, BackendError } from '@causal-mechanisms/tensor-utils';
import { useWebBackend } from '@causal-mechanisms/tensor-utils/web';
import * as tf from '@tensorflow/tfjs';

describe('useWebBackend', () => {
  it('takes WASM where there is no GPU, and says why', async () => {
    const lines: string[] = [];
    const report = await useWebBackend({ log: (line) => lines.push(line) });
    expect(report).toMatchObject({ rung: 'wasm', backend: 'wasm', kernels: 'own', usesGpu: false });
    expect(tf.getBackend()).toBe('wasm');
    expect(report.failures.map(({ rung }) => rung)).toEqual(['webgpu', 'webgl']);
    expect(lines).toEqual([`backend wasm: ${report.reason}`]);
  });

  it('uses the rung that is asked for or fails', async () => {
    expect(await useWebBackend({ backend: 'cpu' })).toMatchObject({
      rung: 'cpu',
      kernels: 'stock',
    });
    const failure = useWebBackend({ backend: 'webgpu' });
    await expect(failure).rejects.toBeInstanceOf(BackendError);
    await expect(failure).rejects.toThrow(
      'useWebBackend: "webgpu", asked for by the backend option',
    );
  });

  it('refuses a name that is no rung', async () => {
    const failure = useWebBackend({ backend: 'webgl2' as 'webgl' });
    await expect(failure).rejects.toBeInstanceOf(ArgumentError);
    await expect(failure).rejects.toThrow('did you mean "webgl"?');
  });
});
