import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import { jest } from '@jest/globals';
import { runMeasuredProcess } from '../../src/measure/measuredProcess.ts';

/** What a process writes, and its exit code. */
async function written(backend: string | undefined, fails?: Error) {
  const [out, err] = [[] as string[], [] as string[]];
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0),
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0),
  ];
  const before = process.exitCode;
  try {
    await runMeasuredProcess(backend, () =>
      fails === undefined
        ? Promise.resolve({
            times: { seconds: [0.5, 0.25, 2], cpuSeconds: 3 },
            extras: { loss: 0.125 },
          })
        : Promise.reject(fails),
    );
    return { out: out.join(''), err: err.join(''), code: process.exitCode };
  } finally {
    process.exitCode = before;
    for (const spy of spies) spy.mockRestore();
  }
}

describe('runMeasuredProcess', () => {
  it('ends with a line of JSON: the backend, the times and what else was measured', async () => {
    const { out } = await written('cpu');
    expect(JSON.parse(out.trimEnd().split('\n').at(-1) ?? '')).toEqual({
      peer: 'causal-mechanisms on cpu',
      median_s: 0.5,
      min_s: 0.25,
      max_s: 2,
      cpu_s: 3,
      loss: 0.125,
    });
  });

  it('prints the message of a typed error and ends with 1', async () => {
    const { out, err, code } = await written('cpu', new ArgumentError('no such size'));
    expect(out).not.toContain('median_s');
    expect(err).toContain('no such size\n');
    expect(code).toBe(1);
  });

  it('refuses a backend that there is not', async () => {
    const { err, code } = await written('elephant');
    expect(err).toContain('elephant');
    expect(code).toBe(1);
  });

  it('passes on what is a mistake of the program', async () => {
    await expect(written('cpu', new TypeError('a mistake'))).rejects.toThrow(TypeError);
  });
});
