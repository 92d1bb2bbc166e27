import { availableBackends } from '@causal-mechanisms/test-utils';
import { useBackend } from '@causal-mechanisms/tensor-utils';

/** Makes the native backend the current one where it is there, and tells whether it has our kernels. */
export async function useNativeKernels(): Promise<boolean> {
  const hasAddon = (await availableBackends()).includes('tensorflow');
  const { kernels } = await useBackend(hasAddon ? { backend: 'node', environment: {} } : {});
  return hasAddon && kernels === 'own';
}
