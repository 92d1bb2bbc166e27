import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from './consumer.ts';

/** One address under which users import from our packages. */
export interface PublicEntry {
  /** The package's name without the scope. */
  readonly folder: string;
  /** The address, such as `@causal-mechanisms/datasets/node`. */
  readonly specifier: string;
  /** Whether it needs Node. */
  readonly needsNode: boolean;
  /** The source file of the entry. */
  readonly source: string;
}

/** The folders of the public packages, by name. */
export const PUBLIC_PACKAGES: readonly string[] = readdirSync(join(REPOSITORY, 'packages')).sort();

/** Every entry of every public package. */
export const PUBLIC_ENTRIES: readonly PublicEntry[] = PUBLIC_PACKAGES.flatMap((folder) => {
  const home = join(REPOSITORY, 'packages', folder);
  const manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
    name: string;
    exports: Record<string, string | Record<string, string>>;
  };
  return Object.entries(manifest.exports).flatMap(([key, target]) => {
    const source = typeof target === 'string' ? undefined : target['@causal-mechanisms/source'];
    if (source === undefined) return [];
    return {
      folder,
      specifier: manifest.name + key.slice(1),
      needsNode: key === './node',
      source: join(home, source),
    };
  });
});
