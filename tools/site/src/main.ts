import { fileURLToPath } from 'node:url';
import { buildPackages } from './buildPackages.ts';
import { buildPlayground } from './buildPlayground.ts';
import { buildSite } from './buildSite.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
// TypeDoc finds options and packages from the working directory.
process.chdir(root);
const note = (line: string) => process.stderr.write(`${line}\n`);
const made = buildPackages(root) && buildPlayground(root) && (await buildSite(root, note));
process.exitCode = made ? 0 : 1;
