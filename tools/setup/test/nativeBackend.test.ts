import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordFailure } from '../src/failedAttempts.mjs';
import { ensureNativeBackend } from '../src/nativeBackend.mjs';
import { temporaryFolder } from './temporaryFolder.ts';

describe('ensureNativeBackend', () => {
  const root = temporaryFolder();
  const step = (env: Record<string, string>) => ({
    root: root(),
    env: { PATH: '', ...env },
    retry: false,
    now: () => 1000,
    say: () => undefined,
  });

  it.each(['wasm', 'cpu'])('does nothing when %s is forced', async (backend) => {
    expect(await ensureNativeBackend(step({ CAUSAL_MECHANISMS_BACKEND: backend }))).toBe(
      `native backend: not needed (CAUSAL_MECHANISMS_BACKEND=${backend})`,
    );
  });

  it('falls back to WASM, with the reason, when the package is not there', async () => {
    const line = await ensureNativeBackend(step({}));
    expect(line).toContain('@tensorflow/tfjs-node is not installed');
    expect(line).toContain('WASM');
  });

  it('does not repeat a recent failure', async () => {
    const folder = join(root(), 'node_modules', '@tensorflow', 'tfjs-node');
    mkdirSync(folder, { recursive: true });
    const content = { name: '@tensorflow/tfjs-node', version: '4.22.0' };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(content));
    const key = [process.versions.node, '4.22.0', '', ''].join(' ');
    recordFailure(root(), '@tensorflow/tfjs-node', { key, time: 0, message: 'was offline' });
    expect(await ensureNativeBackend(step({}))).toContain('was offline');
  });
});
