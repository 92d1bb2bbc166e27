import { FileFormatError } from '@causal-mechanisms/tensor-utils';

/** Goes up when files are written that older code would misread. The files of all models of this package have it in their description. */
export const SAVED_VERSION = 1;

/**
 * @param owner - The class that loads; opens the message.
 * @param saved - The description in a file.
 * @throws FileFormatError when it is of another version.
 */
export function checkVersion(owner: string, saved: Readonly<Record<string, unknown>>): void {
  const version = saved['version'];
  if (version === SAVED_VERSION) return;
  throw new FileFormatError(
    `${owner}.load: expected files of version ${SAVED_VERSION}, got ${String(version)}`,
    { data: { expected: SAVED_VERSION, actual: version } },
  );
}
