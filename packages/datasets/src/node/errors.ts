import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import type { ErrorOptions } from '@causal-mechanisms/tensor-utils';

/**
 * A download failed: no network, or an answer that is of no use (`ERR_DOWNLOAD`).
 *
 * @example
 * ```ts
 * import { DownloadError } from '@causal-mechanisms/datasets/node';
 *
 * console.log(new DownloadError('no answer').code); // ERR_DOWNLOAD
 * ```
 */
export class DownloadError extends CausalMechanismsError {
  /** The name of the class. */
  override readonly name = 'DownloadError';
  /**
   * @param message - The address, what happened and what to do.
   * @param options - Facts and cause.
   */
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_DOWNLOAD', message, options);
  }
}

/**
 * An optional package is needed and not installed (`ERR_MISSING_DEPENDENCY`).
 *
 * @example
 * ```ts
 * import { MissingDependencyError } from '@causal-mechanisms/datasets/node';
 *
 * console.log(new MissingDependencyError('install sharp').code); // ERR_MISSING_DEPENDENCY
 * ```
 */
export class MissingDependencyError extends CausalMechanismsError {
  /** The name of the class. */
  override readonly name = 'MissingDependencyError';
  /**
   * @param message - The package, what it is for and how to install it.
   * @param options - Facts and cause.
   */
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_MISSING_DEPENDENCY', message, options);
  }
}
