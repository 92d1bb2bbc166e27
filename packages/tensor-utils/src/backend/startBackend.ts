import * as tf from '@tensorflow/tfjs';
import { BackendError } from '../errors.ts';

/**
 * @param backend - The name that tfjs gives it.
 * @returns Whether tfjs knows the backend.
 */
export function isRegistered(backend: string): boolean {
  return backend in tf.engine().registryFactory;
}

/**
 * Checks that a package which was loaded made its backend known to this copy of tfjs.
 *
 * @param backend - The name that tfjs gives it.
 * @param name - The package.
 * @throws BackendError when there are two copies.
 */
export function checkCopy(backend: string, name: string): void {
  if (isRegistered(backend)) return;
  throw new BackendError(
    `${name} is loaded, but its backend "${backend}" is not known to this copy of @tensorflow/tfjs: ` +
      'there are two copies of @tensorflow/tfjs-core; see "npm ls @tensorflow/tfjs-core"',
    { data: { package: name, backend } },
  );
}

/**
 * Makes a backend the current one.
 *
 * @param backend - The name that tfjs gives it.
 * @throws BackendError when it does not start; whatever the backend throws.
 */
export async function start(backend: string): Promise<void> {
  if (!(await tf.setBackend(backend))) {
    throw new BackendError(`the backend "${backend}" did not start`, { data: { backend } });
  }
  await tf.ready();
}

/**
 * Keeps tfjs's warnings and advertisements off the console meanwhile; failures are thrown all the same.
 *
 * @param body - What to do.
 */
export async function quietly(body: () => Promise<void>): Promise<void> {
  const before = tf.env().getBool('PROD');
  tf.env().set('PROD', true);
  try {
    await body();
  } finally {
    tf.env().set('PROD', before);
  }
}
