import { chmodSync, existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  dependenciesMatch,
  ensureDependencies,
  installedMatches,
  npmCommand,
} from '../src/dependencies.mjs';
import { temporaryFolder } from './temporaryFolder.ts';

const workspaces = { '': {}, 'packages/own': { version: '0.1.0' } };
const ordinary = {
  'node_modules/own': { link: true },
  'node_modules/a': { version: '1.0.0' },
  'node_modules/a/node_modules/b': { version: '2.0.0' },
};
const native = { 'node_modules/@tensorflow/tfjs-node': { version: '4.22.0', optional: true } };
const foreign = { 'node_modules/for-windows': { version: '3.0.0', optional: true } };
const wanted = { ...workspaces, ...ordinary, ...native, ...foreign };
const installed = { ...ordinary, ...native };

describe('installedMatches', () => {
  it('accepts what npm installs, without the packages of other platforms', () => {
    expect(installedMatches(wanted, installed)).toBe(true);
  });

  it.each([
    ['another version', { ...installed, 'node_modules/a': { version: '1.0.1' } }],
    ['a copy in place of a workspace', { ...installed, 'node_modules/own': { version: '0.1.0' } }],
    ['a missing package', { 'node_modules/own': { link: true } }],
  ])('refuses %s', (_what, other) => {
    expect(installedMatches(wanted, other)).toBe(false);
  });

  it('refuses an installation that has left tfjs-node out', () => {
    expect(installedMatches(wanted, ordinary)).toBe(false);
  });
});

describe('dependenciesMatch', () => {
  const root = temporaryFolder();
  const note = (): string => join(root(), 'node_modules', '.package-lock.json');
  const write = (file: string, packages: object): void => {
    writeFileSync(file, JSON.stringify({ packages }));
  };

  it('accepts a plain npm ci, and notices when either side changes', () => {
    write(join(root(), 'package-lock.json'), wanted);
    expect(dependenciesMatch(root())).toBe(false);
    mkdirSync(join(root(), 'node_modules'));
    write(note(), installed);
    expect(dependenciesMatch(root())).toBe(true);
    expect(dependenciesMatch(root())).toBe(true);
    write(note(), { ...installed, 'node_modules/a': { version: '9.0.0' } });
    expect(dependenciesMatch(root())).toBe(false);
    write(note(), installed);
    write(join(root(), 'package-lock.json'), { ...wanted, 'node_modules/c': { version: '1.0.0' } });
    expect(dependenciesMatch(root())).toBe(false);
  });

  it('does not install when npm has only touched its note', () => {
    write(join(root(), 'package-lock.json'), wanted);
    mkdirSync(join(root(), 'node_modules'));
    write(note(), installed);
    expect(dependenciesMatch(root())).toBe(true);
    utimesSync(note(), new Date(0), new Date(0));
    expect(dependenciesMatch(root())).toBe(true);
  });
});

describe('ensureDependencies', () => {
  const root = temporaryFolder();
  const before = process.env['npm_execpath'];
  afterEach(() => {
    if (before === undefined) delete process.env['npm_execpath'];
    else process.env['npm_execpath'] = before;
  });

  function fakeNpm(body: string): void {
    const script = join(root(), 'npm-cli.js');
    writeFileSync(script, `const fs = require('node:fs');\n${body}`);
    chmodSync(script, 0o755);
    process.env['npm_execpath'] = script;
    writeFileSync(join(root(), 'package-lock.json'), JSON.stringify({ packages: wanted }));
  }

  it('runs npm ci once for two callers, without scripts', async () => {
    fakeNpm(`
      fs.appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n');
      fs.mkdirSync('node_modules', { recursive: true });
      fs.writeFileSync('node_modules/.package-lock.json', '{"packages":{}}');
    `);
    const say = (): void => undefined;
    const results = await Promise.all([
      ensureDependencies(root(), say),
      ensureDependencies(root(), say),
    ]);
    expect(results.map(({ installed: done }) => done).sort()).toEqual([false, true]);
    expect(readFileSync(join(root(), 'calls'), 'utf8')).toBe(
      'ci --ignore-scripts --no-audit --no-fund\n',
    );
  });

  it("passes npm's words on when it fails, and leaves no stamp", async () => {
    fakeNpm("console.error('npm error no network'); process.exit(1);");
    const { failure } = await ensureDependencies(root(), () => undefined);
    expect(failure).toContain('no network');
    expect(existsSync(join(root(), 'node_modules', '.causal-mechanisms-lock'))).toBe(false);
  });
});

describe('npmCommand', () => {
  it('ignores other package managers', () => {
    expect(npmCommand({ npm_execpath: '/usr/lib/yarn.js' }).first).not.toContain(
      '/usr/lib/yarn.js',
    );
  });
});
