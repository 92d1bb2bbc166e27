// Packs the public packages into tarballs/ of the checkout, for projects that install them from there; see their READMEs.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packPackages } from '../integration-tests/consumer/packPackages.mjs';

const folder = join(fileURLToPath(new URL('../..', import.meta.url)), 'tarballs');
await rm(folder, { recursive: true, force: true }); // none of an earlier version
const packed = await packPackages(folder);
console.log(packed.map(({ tarball }) => tarball).join('\n'));
