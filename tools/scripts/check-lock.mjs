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
const resolved = Object.entries(lock.packages)
  .filter(([, entry]) => entry.resolved && !/^(https:\/\/registry\.npmjs\.org\/|packages\/|tools\/)/.test(entry.resolved))
  .map(([path, entry]) => `${path} comes from ${entry.resolved}`);
const problems = [...missing, ...resolved];
if (problems.length > 0) {
  console.error(`package-lock.json: ${problems.length} problem(s)\n  ${problems.join('\n  ')}`);
  process.exit(1);
}
console.log(`package-lock.json: ${installed.size} packages, none missing`);
