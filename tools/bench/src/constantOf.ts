import { BenchError } from './benchError.ts';

/**
 * The one value of figures that must not change.
 *
 * @param name - What the figures are, for the message.
 * @param values - One per iteration.
 * @returns The value.
 * @throws BenchError when there is none, or not the same one everywhere.
 */
export function constantOf(name: string, values: readonly number[]): number {
  const [first] = values;
  const changed = values.findIndex((value) => value !== first);
  if (first !== undefined && changed === -1) return first;
  throw new BenchError(
    first === undefined
      ? `${name}: there was no iteration`
      : `${name}: ${first} after the first timed iteration, ${values[changed] ?? 0} after number ${changed + 1}`,
    { data: { name, values } },
  );
}
