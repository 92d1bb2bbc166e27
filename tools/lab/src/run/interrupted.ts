import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';

/** A run stopped because it was asked to; it can be resumed (`ERR_INTERRUPTED`). */
export class InterruptedError extends CausalMechanismsError {
  override readonly name = 'InterruptedError';
  constructor() {
    super('ERR_INTERRUPTED', 'the run was interrupted');
  }
}

/**
 * @param signal - The request to stop.
 * @throws InterruptedError when it was made.
 */
export function stopIfInterrupted(signal: AbortSignal): void {
  if (signal.aborted) throw new InterruptedError();
}
