/**
 * @typedef {'ERR_NATIVE_ARCHIVE' | 'ERR_NATIVE_BUILD' | 'ERR_NATIVE_CHECK' | 'ERR_NATIVE_DISK' |
 *   'ERR_NATIVE_DOWNLOAD' | 'ERR_NATIVE_HASH' | 'ERR_NATIVE_LOCK' | 'ERR_NATIVE_PACKAGE' |
 *   'ERR_NATIVE_PLATFORM' | 'ERR_NATIVE_TOOLS'} NativeErrorCode
 */

/** Why the native addon could not be linked; the message is one line for a person. */
export class NativeError extends Error {
  /**
   * @param {NativeErrorCode} code - A stable name for the kind of failure.
   * @param {string} message - What was attempted and what came.
   * @param {{ cause?: unknown, detail?: string }} [options] - The error behind it; output of the
   *   command that failed.
   */
  constructor(code, message, options = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'NativeError';
    /** A stable name for the kind of failure. */
    this.code = code;
    /** Output of the command that failed, or an empty string. */
    this.detail = options.detail ?? '';
  }
}
