import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What earlier runs found out, by the hash of what it depends on. */
export interface ResultCache {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  /** Writes the file. */
  save(): void;
}

/**
 * Opens the file of earlier results.
 *
 * @param path - The file; one that is not there, or damaged, is an empty one.
 * @param forget - Whether to begin anew.
 * @returns The results.
 */
export function openCache(path: string, forget = false): ResultCache {
  const entries = new Map(forget ? [] : readEntries(path));
  const set = (key: string, value: unknown) => {
    // What was used last stands last.
    entries.delete(key);
    entries.set(key, value);
  };
  return {
    get(key) {
      const value = entries.get(key);
      if (value !== undefined) set(key, value);
      return value;
    },
    set,
    save() {
      mkdirSync(dirname(path), { recursive: true });
      const next = `${path}.${process.pid}`;
      writeFileSync(next, JSON.stringify([...entries].slice(-largest)));
      renameSync(next, path);
    },
  };
}

/** The file holds so many results at most; those not used for longest go first. */
const largest = 50_000;

/**
 * A key for everything that a result depends on.
 *
 * @param parts - Texts and numbers.
 * @returns The hash.
 */
export function keyOf(...parts: readonly (string | number)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${String(part).length}:${part}`);
  return hash.digest('hex').slice(0, 32);
}

function readEntries(path: string): [string, unknown][] {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as [string, unknown][];
  } catch {
    return [];
  }
}
