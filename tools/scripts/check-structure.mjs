// Fails when a folder or a file has grown too large, or when a file with logic has no test of its name.
import { fileURLToPath } from 'node:url';
import { structureFindings } from './src/structure.mjs';

const findings = structureFindings(fileURLToPath(new URL('../..', import.meta.url)));
if (findings.length > 0) {
  console.error(`structure: ${findings.length} to mend\n  ${findings.join('\n  ')}`);
  process.exit(1);
}
console.log('structure: folders and files are small, files with logic have tests');
