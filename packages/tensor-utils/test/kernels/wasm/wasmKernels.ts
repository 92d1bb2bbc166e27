import { registerWasmTrainingKernels } from '@causal-mechanisms/tensor-utils/kernels';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';

/** Makes the WASM backend with our kernels the current one. */
export async function useWasmKernels(): Promise<void> {
  await registerWasmTrainingKernels();
  await tf.setBackend('wasm');
}

/** Runs a kernel with one output, and gives its shape and values; nothing stays alive. */
export async function runKernel(
  name: string,
  inputs: Readonly<Record<string, tf.Tensor>>,
  attributes: object = {},
): Promise<{ readonly shape: readonly number[]; readonly values: readonly number[] }> {
  const output = tf.engine().runKernel<tf.Tensor>(name, inputs, attributes as tf.NamedAttrMap);
  const { shape } = output;
  const values = Array.from(await output.data());
  tf.dispose([output, inputs]);
  return { shape, values };
}
