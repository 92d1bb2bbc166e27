import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPackages } from '../src/buildPackages.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'causal-mechanisms-site-'));
  const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url));
  symlinkSync(modules, join(root, 'node_modules'));
  put('package.json', '{ "name": "root", "type": "module" }');
  put('packages/notes.md', 'No package.');
  for (const [name, references] of [
    ['one', []],
    ['two', [{ path: '../one/tsconfig.lib.json' }]],
  ] as const) {
    put(
      `packages/${name}/tsconfig.lib.json`,
      JSON.stringify({
        compilerOptions: {
          ...{ composite: true, types: [], module: 'nodenext', target: 'es2022', lib: ['es5'] },
          ...{ rootDir: '.', outDir: 'dist', skipLibCheck: true },
        },
        files: ['index.ts'],
        references,
      }),
    );
  }
  put('packages/one/index.ts', 'export const one = 1;\n');
  put('packages/two/index.ts', "export { one as two } from '../one/index.js';\n");
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const types = () => readFileSync(join(root, 'packages/one/dist/index.d.ts'), 'utf8');

describe('buildPackages', () => {
  it('makes the types that other packages are read with, also anew', () => {
    expect(buildPackages(root)).toBe(true);
    expect(types()).toContain('one = 1');
    put('packages/one/index.ts', 'export const one = 2;\n');
    expect(buildPackages(root)).toBe(true);
    expect(types()).toContain('one = 2');
  });

  it('says that it failed', () => {
    put('packages/one/index.ts', "export const one: number = 'one';\n");
    expect(buildPackages(root)).toBe(false);
  });
});
