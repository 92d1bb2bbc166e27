import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import type { ErrorOptions } from '@causal-mechanisms/tensor-utils';

/** A program that was to be timed could not be, or did not say how long it took (`ERR_BENCH`). */
export class BenchError extends CausalMechanismsError {
  override readonly name = 'BenchError';
  /**
   * @param message - Which program, and what happened.
   * @param options - Facts and cause.
   */
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_BENCH', message, options);
  }
}
