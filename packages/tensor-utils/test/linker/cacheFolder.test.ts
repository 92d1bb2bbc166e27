import { cacheFolder, lockFileFor } from '../../linker/cacheFolder.mjs';

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
