import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import type { ErrorOptions } from '@causal-mechanisms/tensor-utils';

/** The queue cannot be reached or refuses (`ERR_QUEUE`). */
export class QueueError extends CausalMechanismsError {
  override readonly name = 'QueueError';
  /**
   * @param message - The queue without its password, what was tried and why it failed.
   * @param options - Facts and cause.
   */
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_QUEUE', message, options);
  }
}

/** A study is not there, is another one, or holds what it should not (`ERR_STUDY`). */
export class StudyError extends CausalMechanismsError {
  override readonly name = 'StudyError';
  /**
   * @param message - Which study and what is wrong.
   * @param options - Facts and cause.
   */
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_STUDY', message, options);
  }
}

/** A job that no worker can do: trying again does not help (`ERR_JOB`). */
export class JobError extends CausalMechanismsError {
  override readonly name = 'JobError';
  /**
   * @param message - What was expected of the job and what came.
   * @param options - Facts and cause.
   */
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_JOB', message, options);
  }
}

/** This worker should not do a job that others can do (`ERR_WORKER`): it hands the job back and ends. */
export class WorkerError extends CausalMechanismsError {
  override readonly name = 'WorkerError';
  /**
   * @param message - What the job needs and what this worker has.
   * @param options - Facts and cause.
   */
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_WORKER', message, options);
  }
}

/** A store cannot be reached, read or written (`ERR_STORE`). */
export class StoreError extends CausalMechanismsError {
  override readonly name = 'StoreError';
  /**
   * @param message - The store, what was tried and why it failed.
   * @param options - Facts and cause.
   */
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_STORE', message, options);
  }
}
