import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPlayground } from '../src/buildPlayground.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'causal-mechanisms-site-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

/** A playground whose Vite is a line of shell. */
function playgroundWith(vite: string): void {
  const bin = join(root, 'tools/playground/node_modules/.bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(root, 'tools/playground/package.json'), '{ "name": "playground" }');
  writeFileSync(join(root, 'tools/playground/vite.config.mjs'), '');
  writeFileSync(join(bin, 'vite'), `#!/bin/sh\n${vite}\n`, { mode: 0o755 });
}

describe('buildPlayground', () => {
  it('has nothing to do where there is no playground', () => {
    expect(buildPlayground(root)).toBe(true);
  });

  it('runs Vite in its folder', () => {
    playgroundWith('[ "$1" = build ] && mkdir dist && touch dist/index.html');
    expect(buildPlayground(root)).toBe(true);
    expect(existsSync(join(root, 'tools/playground/dist/index.html'))).toBe(true);
  });

  it('says that it failed', () => {
    playgroundWith('exit 3');
    expect(buildPlayground(root)).toBe(false);
  });
});
