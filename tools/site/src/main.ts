import { fileURLToPath } from 'node:url';
import { buildPlayground } from './buildPlayground.ts';
import { buildSite } from './buildSite.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
// TypeDoc finds options and packages from the working directory.
process.chdir(root);
const note = (line: string) => process.stderr.write(`${line}\n`);
const made = buildPlayground(root) && (await buildSite(root, note));
process.exitCode = made ? 0 : 1;
