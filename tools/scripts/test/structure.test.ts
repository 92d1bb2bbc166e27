import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { structureFindings } from '../src/structure.mjs';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'causal-mechanisms-structure-'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(path: string, text = ''): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function fill(folder: string, count: number, extension = 'ts'): void {
  for (let i = 0; i < count; i++) write(`${folder}/file${i}.${extension}`);
}

describe('structureFindings', () => {
  it('finds nothing where there is nothing', () => {
    expect(structureFindings(root)).toEqual([]);
  });

  it('takes fifteen source files in a folder, and index files besides', () => {
    fill('packages/a/src/room', 15);
    write('packages/a/src/room/index.ts');
    write('packages/a/src/room/data.json');
    expect(structureFindings(root)).toEqual([]);
    write('packages/a/src/room/one.py');
    expect(structureFindings(root)).toEqual(['packages/a/src/room: 16 source files, more than 15']);
  });

  it('counts neither tests nor what is built', () => {
    for (const folder of ['test', 'test/room', 'dist', 'node_modules/x']) {
      fill(`tools/b/${folder}`, 16);
    }
    expect(structureFindings(root)).toEqual([]);
    fill('tools/b/testing', 16);
    expect(structureFindings(root)).toEqual(['tools/b/testing: 16 source files, more than 15']);
  });

  it('takes files of 400 lines, and longer ones that are generated', () => {
    write('packages/a/kernels/k.cpp', 'x\n'.repeat(400));
    write('packages/a/src/made.ts', `/* Built by a program; do not edit. */\n${'x\n'.repeat(400)}`);
    expect(structureFindings(root)).toEqual([]);
    write('packages/a/kernels/k.cpp', 'x\n'.repeat(401));
    write('packages/a/test/t.test.ts', 'x\n'.repeat(402));
    expect(structureFindings(root)).toEqual([
      'packages/a/kernels/k.cpp: 401 lines, more than 400',
      'packages/a/test/t.test.ts: 402 lines, more than 400',
    ]);
  });

  it.each([
    'export function f() {}',
    'export async function f() {}',
    'export class C {}',
    'export const f = () => 1;',
    'export const a = 1, f = function () {};',
  ])('wants a test of its name for "%s"', (code) => {
    write('packages/a/src/room/thing.ts', code);
    write('packages/a/linker/tool.mjs', code);
    write('packages/a/test/thing.test.ts');
    expect(structureFindings(root)).toEqual([
      'packages/a/linker/tool.mjs: no test packages/a/test/linker/tool.test.ts',
      'packages/a/src/room/thing.ts: no test packages/a/test/room/thing.test.ts',
    ]);
    write('packages/a/test/room/thing.test.ts');
    write('packages/a/test/linker/tool.test.ts');
    expect(structureFindings(root)).toEqual([]);
  });

  it.each([
    ['src/types.ts', 'export interface A {}\nexport type B = A;'],
    ['src/values.ts', 'export const a = [1, 2];\nconst hidden = () => a;\nhidden();'],
    ['src/index.ts', "export { f } from './f.ts';\nexport * from './g.ts';"],
    ['src/types.d.ts', 'export function f(): void;'],
    ['bin/program.mjs', 'export function f() {}'],
  ])('wants no test for %s', (path, code) => {
    write(`tools/b/${path}`, code);
    expect(structureFindings(root)).toEqual([]);
  });
});
