import { useBackend } from '@causal-mechanisms/tensor-utils';
import { jest } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';

const environment = {}; // not the one the tests run in
const missing = (name: string) => Promise.reject(new Error(`${name}: not installed`));

describe('the fall to the cpu rung', () => {
  const flags = ['IS_TEST', 'PROD', 'IS_BROWSER'];
  let before: readonly boolean[];
  let lines: string[];

  beforeEach(() => {
    before = flags.map((flag) => tf.env().getBool(flag));
    tf.env().set('IS_TEST', false);
    lines = [];
    jest.spyOn(console, 'warn').mockImplementation((...line: unknown[]) => {
      lines.push(line.join(' '));
    });
  });

  afterEach(() => {
    flags.forEach((flag, at) => tf.env().set(flag, before[at] === true));
    jest.restoreAllMocks();
  });

  // One test: the warning is given once in a process.
  it('is told once: not where it was asked for, nor in production, nor to a log', async () => {
    await useBackend({ backend: 'cpu', environment });
    const told: string[] = [];
    await useBackend({ environment, importModule: missing, log: (line) => told.push(line) });
    expect(told[0]).toBe(
      'warning: the pure JavaScript backend is hundreds of times slower; use it for tiny work',
    );
    expect(lines).toEqual([]);

    const report = await useBackend({ environment, importModule: missing });
    expect(report.rung).toBe('cpu');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('hundreds of times slower');
    expect(lines[0]).toContain('Install @tensorflow/tfjs-backend-wasm or @tensorflow/tfjs-node.');
    expect(lines[0]).toContain('wasm: @tensorflow/tfjs-backend-wasm: not installed');

    await useBackend({ environment, importModule: missing });
    expect(lines).toHaveLength(1);
  });
});
