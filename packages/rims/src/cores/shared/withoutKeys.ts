/**
 * @param value - An object; not changed.
 * @param keys - Which of its keys to leave out.
 * @returns A copy without them.
 */
export function withoutKeys<T extends object, K extends keyof T>(
  value: T,
  ...keys: readonly K[]
): Omit<T, K> {
  const left = Object.entries(value).filter(([key]) => !keys.includes(key as K));
  return Object.fromEntries(left) as unknown as Omit<T, K>;
}
