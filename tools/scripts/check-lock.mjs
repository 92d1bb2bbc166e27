// Fails when the lock file lacks an entry for a declared optional dependency: `npm ci` would refuse such a lock.
import { readFileSync } from 'node:fs';

const lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'));
const installed = new Set(
  Object.keys(lock.packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)),
);
const missing = Object.entries(lock.packages).flatMap(([path, entry]) =>
  Object.keys(entry.optionalDependencies ?? {})
    .filter((name) => !installed.has(name))
    .map((name) => `${path || 'the root'} wants ${name}`),
);
if (missing.length > 0) {
  console.error(`package-lock.json: ${missing.length} missing\n  ${missing.join('\n  ')}`);
  process.exit(1);
}
console.log(`package-lock.json: ${installed.size} packages, none missing`);
