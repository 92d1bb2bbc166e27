import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, lockFileFor, lockFolder } from '../../linker/cacheFolder.mjs';
import { temporaryFolder } from './temporaryFolder.ts';
import { withCode } from './withCode.ts';

describe('cacheFolder', () => {
  it.each<[Record<string, string>, string]>([
    [{}, '/home/a/.cache/causal-mechanisms'],
    [{ XDG_CACHE_HOME: '/x' }, '/x/causal-mechanisms'],
    [{ XDG_CACHE_HOME: 'relative' }, '/home/a/.cache/causal-mechanisms'],
    [{ XDG_CACHE_HOME: '' }, '/home/a/.cache/causal-mechanisms'],
  ])('%j', (env, expected) => {
    expect(cacheFolder(env, '/home/a')).toBe(expected);
  });
});

describe('lockFileFor', () => {
  it('gives each folder its own file outside of it', () => {
    const [a, b] = [lockFileFor('/cache', '/a'), lockFileFor('/cache', '/b')];
    expect(a).not.toBe(b);
    expect(a).toMatch(/^\/cache\/locks\/[0-9a-f]{16}\.lock$/);
    expect(lockFileFor('/cache', '/a')).toBe(a);
  });
});

describe('lockFolder', () => {
  const folder = temporaryFolder();
  const user = process.getuid?.();
  const places = (env: Record<string, string> = {}) => ({
    env,
    home: join(folder(), 'home'),
    temporary: join(folder(), 'tmp'),
    ...(user === undefined ? {} : { user }),
  });
  const block = (name: string): void => {
    writeFileSync(join(folder(), name), '');
  };

  it('is the cache of the user, not what all users share', () => {
    const found = lockFolder(places());
    expect(found).toBe(join(folder(), 'home/.cache/causal-mechanisms'));
    expect(statSync(join(found, 'locks')).isDirectory()).toBe(true);
  });

  it('is the run folder of the session where the cache cannot be made', () => {
    block('home');
    expect(lockFolder(places({ XDG_RUNTIME_DIR: join(folder(), 'run') }))).toBe(
      join(folder(), 'run/causal-mechanisms'),
    );
  });

  it('is below the temporary folder at last, under the number of the user', () => {
    block('home');
    const found = lockFolder(places({ XDG_RUNTIME_DIR: 'relative' }));
    expect(found).toBe(join(folder(), `tmp/causal-mechanisms-${user ?? 'user'}`));
    expect(statSync(found).mode & 0o077).toBe(0);
  });

  it("does not take another user's folder, and says what it has tried", () => {
    block('home');
    const other = join(folder(), 'tmp/causal-mechanisms-4294967');
    mkdirSync(other, { recursive: true });
    const attempt = () => lockFolder({ ...places(), user: 4294967 });
    expect(attempt).toThrow(withCode('ERR_NATIVE_LOCK'));
    expect(attempt).toThrow(`${other} is another user's`);
    expect(attempt).toThrow(join(folder(), 'home'));
  });
});
