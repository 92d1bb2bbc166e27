import { registerWasmTrainingKernels } from '@causal-mechanisms/tensor-utils/kernels';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { gradientCases } from '../gradientCases.ts';
import { differences, evaluate } from '../gradientCheck.ts';

// What a browser without SIMD gets: the scalar build of the backend and kernels composed of its own.
tf.env().set('WASM_HAS_SIMD_SUPPORT', false);
tf.env().set('IS_TEST', false); // see gradients.test.ts
tf.env().set('PROD', true);
const names = await registerWasmTrainingKernels();

describe('WASM training kernels without SIMD', () => {
  it('leave out what only SIMD code can do', () => {
    expect(names).toContain('Conv2DBackpropFilter');
    expect(names).not.toContain('BatchMatMul');
    expect(tf.getKernel('CausalBatchNormTrain', 'wasm')).toBeUndefined();
  });

  it.each(gradientCases)('agree with the cpu backend: $name', async (gradientCase) => {
    const found = await differences(gradientCase, 'wasm');
    expect(found).toHaveLength(gradientCase.shapes.length + 1);
    expect(Math.max(...found)).toBeLessThanOrEqual(2e-4);
  });

  it('leave nothing behind', async () => {
    await tf.setBackend('wasm');
    for (const gradientCase of gradientCases) await expectLeakFree(() => evaluate(gradientCase));
  });
});
