import * as tf from '@tensorflow/tfjs';
import { BackendError } from '../../errors.ts';
import type { NativeBackend, NativeKernel } from './nativeBackend.ts';

/** The name under which tfjs knows the node backend. */
const BACKEND = 'tensorflow';

/**
 * @param caller - The function that needs it; opens the message.
 * @returns Whether the node backend computes on the processor, which is what kernels are replaced for.
 * @throws BackendError when it is not loaded.
 */
export function isOnProcessor(caller: string): boolean {
  const backend: unknown = tf.findBackend(BACKEND);
  if (typeof backend !== 'object' || backend === null) {
    throw new BackendError(
      `${caller}: the node backend is not loaded; import @tensorflow/tfjs-node first`,
    );
  }
  return (backend as NativeBackend).isUsingGpuDevice !== true;
}

/** The kernel of the node backend that is in the registry now. */
export function findKernel(name: string): NativeKernel | undefined {
  return tf.getKernelsForBackend(BACKEND).find(({ kernelName }) => kernelName === name)?.kernelFunc;
}

/** Calls the kernel that is in the registry at that time. */
export function kernelOf(name: string): NativeKernel {
  return (call) => (findKernel(name) ?? refuse)(call);
}

/** Puts a kernel into the registry of the node backend, in the place of one that is there. */
export function replaceKernel(kernelName: string, kernelFunc: NativeKernel): void {
  if (findKernel(kernelName) !== undefined) tf.unregisterKernel(kernelName, BACKEND);
  tf.registerKernel({ kernelName, backendName: BACKEND, kernelFunc });
}

/** Stands where a kernel is missing. */
export const refuse: NativeKernel = () => {
  throw new TypeError('the node backend has no such kernel');
};
