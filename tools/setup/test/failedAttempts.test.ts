import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recentFailure, recordFailure } from '../src/failedAttempts.mjs';
import { temporaryFolder } from './temporaryFolder.ts';

const hour = 3600_000;

describe('failedAttempts', () => {
  const root = temporaryFolder();
  beforeEach(() => {
    mkdirSync(join(root(), 'node_modules'));
  });

  it('remembers a failure per package and forgets it after a while', () => {
    recordFailure(root(), 'a', { key: 'tools', time: 1000, message: 'offline' });
    recordFailure(root(), 'b', { key: 'tools', time: 1000, message: 'no GPU' });
    expect(recentFailure(root(), 'a', 'tools', 1000 + hour)).toBe('offline');
    expect(recentFailure(root(), 'b', 'tools', 1000 + hour)).toBe('no GPU');
    expect(recentFailure(root(), 'a', 'tools', 1000 + 24 * hour)).toBe('');
  });

  it('forgets it when the tools change or the clock went back', () => {
    recordFailure(root(), 'a', { key: 'no compiler', time: 1000, message: 'offline' });
    expect(recentFailure(root(), 'a', 'a compiler', 2000)).toBe('');
    expect(recentFailure(root(), 'a', 'no compiler', 0)).toBe('');
  });

  it('takes a damaged record for none', () => {
    writeFileSync(join(root(), 'node_modules', '.causal-mechanisms-native.json'), '{');
    expect(recentFailure(root(), 'a', 'tools', 0)).toBe('');
  });
});
