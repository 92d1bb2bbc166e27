import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readProvenance, showCommand, showCommit, versionText } from '../../src/run/provenance.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-provenance-'));
});
afterEach(() => rm(root, { recursive: true }));

describe('readProvenance', () => {
  it('knows the commit, and whether tracked files were changed since', async () => {
    const git = (...args: string[]): string =>
      execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
        encoding: 'utf8',
      }).trim();
    git('init', '-q');
    await writeFile(join(root, 'file'), 'one');
    git('add', '.');
    git('commit', '-q', '-m', 'one');
    const commit = git('rev-parse', 'HEAD');
    await writeFile(join(root, 'other'), 'not tracked');
    expect(await readProvenance(root)).toEqual({ commit, dirty: false });
    await writeFile(join(root, 'file'), 'two');
    expect(await readProvenance(root)).toEqual({ commit, dirty: true });
    expect(await versionText(root)).toMatch(
      /^causal-mechanisms lab \d+\.\d+\.\d+, commit [0-9a-f]{10} \(changed\), Node \d/,
    );
  });

  it('says so where there is no repository', async () => {
    expect(await readProvenance(join(root, 'nowhere'))).toEqual({
      commit: 'unknown',
      dirty: false,
    });
    expect(showCommit({ commit: 'unknown', dirty: false })).toBe('unknown');
  });
});

describe('showCommand', () => {
  it('can be typed as it stands', () => {
    expect(showCommand(['run', 'a/b', '--set', 'x=1'])).toBe('npm run lab -- run a/b --set x=1');
    expect(showCommand(['train', "it's", 'a b', ''])).toBe(
      `npm run lab -- train 'it'\\''s' 'a b' ''`,
    );
  });
});
