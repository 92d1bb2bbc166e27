import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod';

/** A name from a file that becomes a file's or a folder's: it must not lead elsewhere. */
export const plainName = z
  .string()
  .max(200)
  .regex(/^\w[\w.-]*$/, 'expected a name of letters, digits, ".", "_" and "-"');

/**
 * @param kind - What the name is of, such as `part`.
 * @param name - Becomes the name of a file or folder.
 * @throws ArgumentError when it cannot be one.
 */
export function expectPlainName(kind: string, name: string): void {
  if (plainName.safeParse(name).success) return;
  throw new ArgumentError(
    `${kind}: expected a name of letters, digits, ".", "_" and "-" such as "rims-6-2", got "${name}"`,
    { data: { name } },
  );
}
