import type { MethodEntry, MethodSettings } from './methodSettings.ts';

/**
 * @param results - The rows of a table.
 * @param figure - What is compared, more is better.
 * @returns The best row of each kind, in the order in which the kinds come first.
 */
export function bestOfKinds<Result extends { readonly entry: MethodEntry }>(
  results: readonly Result[],
  figure: (result: Result) => number,
): Result[] {
  const best = new Map<MethodSettings['kind'], Result>();
  for (const result of results) {
    const { kind } = result.entry.own;
    const before = best.get(kind);
    if (before === undefined || figure(result) > figure(before)) best.set(kind, result);
  }
  return [...best.values()];
}
