/**
 * The code of the error that a function throws, for `expect(thrownCode(...)).toBe('ERR_SHAPE')`.
 *
 * @param body - Should throw.
 * @returns The `code` of the error, or `undefined` when nothing was thrown.
 * @throws Whatever the body throws when it has no code: an error nobody planned.
 *
 * @example
 * ```ts
 * import { thrownCode } from '@causal-mechanisms/test-utils';
 *
 * console.log(thrownCode(() => new URL('nonsense'))); // ERR_INVALID_URL
 * ```
 */
export function thrownCode(body: () => unknown): string | undefined {
  try {
    body();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code);
    throw error;
  }
  return undefined;
}
