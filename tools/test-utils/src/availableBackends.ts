import * as tf from '@tensorflow/tfjs';

/** A backend by the name that tfjs gives it. */
export type TestBackend = 'tensorflow' | 'wasm' | 'cpu';

/** Held as plain strings, so that neither compiler nor bundler asks for packages that may be absent. */
const PACKAGES: Readonly<Record<Exclude<TestBackend, 'cpu'>, string>> = {
  tensorflow: '@tensorflow/tfjs-node',
  wasm: '@tensorflow/tfjs-backend-wasm',
};

/**
 * Finds the backends that load in this process and registers them, without choosing one: the backend that is current
 * before is current afterwards.
 *
 * @returns Their names, fastest first; always with `cpu` at the end.
 *
 * @example
 * ```ts
 * import { availableBackends } from '@causal-mechanisms/test-utils';
 *
 * console.log(await availableBackends()); // for instance [ 'tensorflow', 'wasm', 'cpu' ]
 * ```
 */
export async function availableBackends(): Promise<readonly TestBackend[]> {
  await tf.ready();
  const before = tf.getBackend();
  const found: TestBackend[] = [];
  for (const backend of ['tensorflow', 'wasm'] as const) {
    try {
      await import(PACKAGES[backend]);
    } catch {
      continue; // not installed, or without its addon: exactly what the caller wants to know
    }
    if (await tf.setBackend(backend)) found.push(backend);
  }
  await tf.setBackend(before);
  return [...found, 'cpu'];
}
