/** Matches any error that carries a code, for `toThrow`. */
export function withCode(code: string): Error {
  return expect.objectContaining({ code }) as Error;
}
