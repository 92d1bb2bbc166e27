// Builds src/kernels/wasm/simd/simdModule.ts from the C files beside this script. Needs clang and wasm-ld (Debian: clang lld).
// `--check` only says whether the C files are those that the committed module was built from.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const target = join(here, '../../src/kernels/wasm/simd/simdModule.ts');
const units = ['winograd.c', 'thin.c', 'matMul.c', 'batchNorm.c', 'elementwise.c'];
const flags = [
  '--target=wasm32',
  '-O2',
  '-msimd128',
  '-mbulk-memory',
  '-mmutable-globals',
  '-ffreestanding',
  '-fno-math-errno',
  '-ffp-contract=off',
  '-nostdlib',
  '-Wall',
  '-Werror',
  '-Wl,--no-entry',
  '-Wl,--import-memory',
  '-Wl,--export=__stack_pointer',
  '-Wl,--strip-all',
];

/** Changes with the sources and the flags, not with the compiler's version. */
function fingerprint() {
  const hash = createHash('sha256').update(flags.join(' '));
  for (const name of ['common.h', ...units]) hash.update(readFileSync(join(here, name)));
  return hash.digest('hex');
}

if (process.argv.includes('--check')) {
  const fresh = readFileSync(target, 'utf8').includes(fingerprint());
  console.log(
    fresh ? 'simdModule.ts is up to date' : 'simdModule.ts is stale: run kernels/wasm/build.mjs',
  );
  process.exit(fresh ? 0 : 1);
}

const folder = mkdtempSync(join(tmpdir(), 'simd-'));
try {
  const out = join(folder, 'kernels.wasm');
  execFileSync('clang', [...flags, '-o', out, ...units.map((name) => join(here, name))], {
    stdio: 'inherit',
  });
  const base64 = readFileSync(out).toString('base64');
  const lines = (base64.match(/.{1,140}/g) ?? []).map((line) => `  '${line}',`);
  const text = `/* Built from the C files in kernels/wasm/ by its build.mjs; do not edit. SHA-256 of these files and the compiler's flags:
   ${fingerprint()} */

/** The SIMD kernels as a base64 WebAssembly module. */
export const SIMD_MODULE = [
${lines.join('\n')}
].join('');
`;
  writeFileSync(target, text);
  console.log(`simdModule.ts: ${Buffer.from(base64, 'base64').length} bytes of WebAssembly`);
} finally {
  rmSync(folder, { recursive: true });
}
