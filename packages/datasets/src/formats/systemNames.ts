/** What systems and programs leave in folders and archives, in lower case. */
const SYSTEM_NAMES: ReadonlySet<string> = new Set([
  '__macosx',
  '@eadir',
  '$recycle.bin',
  'system volume information',
  'thumbs.db',
  'desktop.ini',
  'lost+found',
]);

/**
 * Whether a file or folder is hidden or the system's own: a name that begins with a dot, such as `.ipynb_checkpoints` and `._1.png`, or
 * one of the names that systems give, such as `__MACOSX`.
 *
 * @param name - The last part of a path.
 * @returns Whether it is none of the user's data.
 */
export function isSystemName(name: string): boolean {
  return name.startsWith('.') || SYSTEM_NAMES.has(name.toLowerCase());
}
