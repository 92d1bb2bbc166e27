/** @returns An error as the packages throw them. */
export function typed(message: string, code = 'ERR_ARGUMENT'): Error {
  return Object.assign(new Error(message), { code });
}
