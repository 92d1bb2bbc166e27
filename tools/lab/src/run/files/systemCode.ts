/**
 * @param error - Anything that was thrown.
 * @returns The code of an error of the operating system, such as `ENOENT`; `undefined` for any other.
 */
export function systemCode(error: unknown): string | undefined {
  // By shape: an error of Node itself is no instance of another realm's Error.
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
