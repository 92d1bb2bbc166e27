/** Plain facts about an error, for programs: what was expected, what came, where. */
export type ErrorData = Readonly<Record<string, unknown>>;

/** Options shared by every typed error. */
export interface ErrorOptions {
  /** Facts for programs. Default: none. */
  readonly data?: ErrorData;
  /** The error that led to this one. */
  readonly cause?: unknown;
}

/**
 * The base of every error that these packages throw on purpose.
 *
 * @example
 * ```ts
 * import { CausalMechanismsError, RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * try {
 *   new RandomStream(0.5);
 * } catch (error) {
 *   if (error instanceof CausalMechanismsError) console.log(error.code); // ERR_ARGUMENT
 * }
 * ```
 */
export class CausalMechanismsError extends Error {
  /** The name of the class. */
  override readonly name: string = 'CausalMechanismsError';
  /** A stable name for the kind of failure, such as `ERR_SHAPE`. */
  readonly code: string;
  /** Facts for programs. */
  readonly data: ErrorData;

  /**
   * @param code - A stable name for the kind of failure.
   * @param message - Names the function, the argument, what was expected and what came.
   * @param options - Facts and cause.
   */
  constructor(code: string, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.data = options.data ?? {};
  }
}

/** An argument has an impossible value (`ERR_ARGUMENT`). */
export class ArgumentError extends CausalMechanismsError {
  /** The name of the class. */
  override readonly name = 'ArgumentError';
  /**
   * @param message - What was expected and what came.
   * @param options - Facts and cause.
   */
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_ARGUMENT', message, options);
  }
}

/** A tensor or array has the wrong shape (`ERR_SHAPE`). */
export class ShapeError extends CausalMechanismsError {
  /** The name of the class. */
  override readonly name = 'ShapeError';
  /**
   * @param message - What was expected and what came.
   * @param options - Facts and cause.
   */
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_SHAPE', message, options);
  }
}

/** Data hold values that they must not hold, such as NaN or pixels outside [0, 1] (`ERR_VALUES`). */
export class ValuesError extends CausalMechanismsError {
  /** The name of the class. */
  override readonly name = 'ValuesError';
  /**
   * @param message - What was expected and what came.
   * @param options - Facts and cause.
   */
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_VALUES', message, options);
  }
}

/** A configuration has unknown keys or impossible values (`ERR_CONFIG`). */
export class ConfigError extends CausalMechanismsError {
  /** The name of the class. */
  override readonly name = 'ConfigError';
  /**
   * @param message - The path of each issue and what was expected there.
   * @param options - Facts and cause.
   */
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_CONFIG', message, options);
  }
}

/** A file is damaged, hostile or of another format (`ERR_FILE_FORMAT`). */
export class FileFormatError extends CausalMechanismsError {
  /** The name of the class. */
  override readonly name = 'FileFormatError';
  /**
   * @param message - The file, what was expected and what came.
   * @param options - Facts and cause.
   */
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_FILE_FORMAT', message, options);
  }
}

/** A file or folder could not be read or written (`ERR_FILE_ACCESS`). */
export class FileAccessError extends CausalMechanismsError {
  /** The name of the class. */
  override readonly name = 'FileAccessError';
  /**
   * @param message - The path and what was attempted.
   * @param options - Facts and cause.
   */
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_FILE_ACCESS', message, options);
  }
}

/** No usable backend, or the one that was asked for failed to start (`ERR_BACKEND`). */
export class BackendError extends CausalMechanismsError {
  /** The name of the class. */
  override readonly name = 'BackendError';
  /**
   * @param message - Which backend and why.
   * @param options - Facts and cause.
   */
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_BACKEND', message, options);
  }
}

/** A checkpoint does not fit what it should continue, or none is usable (`ERR_CHECKPOINT`). */
export class CheckpointError extends CausalMechanismsError {
  /** The name of the class. */
  override readonly name = 'CheckpointError';
  /**
   * @param message - Which checkpoint and why.
   * @param options - Facts and cause.
   */
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_CHECKPOINT', message, options);
  }
}

/** A method was called on an object that was disposed before (`ERR_DISPOSED`). */
export class DisposedError extends CausalMechanismsError {
  /** The name of the class. */
  override readonly name = 'DisposedError';
  /**
   * @param message - Which object.
   * @param options - Facts and cause.
   */
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_DISPOSED', message, options);
  }
}
