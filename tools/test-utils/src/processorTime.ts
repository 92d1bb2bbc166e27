/**
 * The processor time that this process has used, for tests that bound it: other work on the machine does not count, as it would by the clock.
 *
 * @returns Milliseconds, of all threads.
 *
 * @example
 * ```ts
 * // in a test
 * const start = processorTime();
 * expect(() => read(damaged)).toThrow();
 * expect(processorTime() - start).toBeLessThan(1000);
 * ```
 */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
