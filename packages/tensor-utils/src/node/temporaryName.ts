import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileSystem } from './fileSystem.ts';
import { isRunning, ownIdentity } from './processIdentity.ts';

let made = 0;

/** @internal A name for something unfinished that tells who is at work on it: `.tmp-<what>-<pid>-<began>-<count>`. */
export async function temporaryName(what: string): Promise<string> {
  const { pid, began } = await ownIdentity();
  made += 1;
  return `.tmp-${what}-${pid}-${began}-${made}`;
}

/** @internal Removes the unfinished things in a folder whose makers are gone. */
export async function removeAbandoned(fileSystem: FileSystem, folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (await isAbandoned(name)) await fileSystem.remove(join(folder, name));
  }
}

async function isAbandoned(name: string): Promise<boolean> {
  const [, pid, began] = /^\.tmp-.+-(\d+)-([0-9a-f]{12}|unknown)-\d+(?:\.new)?$/.exec(name) ?? [];
  if (pid === undefined || began === undefined) return false;
  return !(await isRunning(Number(pid), began));
}
