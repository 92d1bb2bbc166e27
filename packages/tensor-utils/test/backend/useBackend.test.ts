import { ArgumentError, BackendError, useBackend } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';

const environment = {}; // not the one the tests run in
const missing = (name: string) => Promise.reject(new Error(`${name}: no addon\nsecond line`));
const onlyWasm = (name: string): Promise<unknown> =>
  name.endsWith('wasm') ? import(name) : missing(name);

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('useBackend', () => {
  it('takes the first rung that loads and keeps the errors of those above', async () => {
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    const report = await useBackend({ environment, importModule: onlyWasm, log });
    expect(report).toMatchObject({ rung: 'wasm', backend: 'wasm', usesGpu: false });
    expect(tf.getBackend()).toBe('wasm');
    expect(report.failures.map(({ rung, message }) => [rung, message])).toEqual([
      ['node-gpu', '@tensorflow/tfjs-node-gpu: no addon'],
      ['node', '@tensorflow/tfjs-node: no addon'],
    ]);
    expect(report.failures[0]?.error).toBeInstanceOf(Error);
    expect(report.reason).toContain('node: @tensorflow/tfjs-node: no addon');
    expect(report.versions['tfjs']).toMatch(/^4\./);
    expect(lines).toEqual([`backend wasm: ${report.reason}`]);
  });

  it('can train a convolution on wasm', async () => {
    await useBackend({ backend: 'wasm', environment });
    const gradient = tf.tidy(() =>
      tf.grad((filter: tf.Tensor) =>
        tf.conv2d(tf.ones<tf.Rank.R4>([1, 3, 3, 1]), filter as tf.Tensor4D, 1, 'valid'),
      )(tf.zeros([2, 2, 1, 1])),
    );
    expect([...(await gradient.data())]).toEqual([4, 4, 4, 4]);
    gradient.dispose();
  });

  it('finds some rung with the packages that are installed', async () => {
    const { backend, rung, versions } = await useBackend({ environment });
    expect(tf.getBackend()).toBe(backend);
    expect(backend === 'tensorflow').toBe(rung.startsWith('node'));
    expect('tensorflow' in versions).toBe(backend === 'tensorflow');
  });

  it('obeys CAUSAL_MECHANISMS_BACKEND, and warns of the cpu backend', async () => {
    const lines: string[] = [];
    const report = await useBackend({
      environment: { CAUSAL_MECHANISMS_BACKEND: 'cpu' },
      log: (line) => lines.push(line),
    });
    expect(report).toMatchObject({ rung: 'cpu', backend: 'cpu', failures: [] });
    expect(report.reason).toBe('asked for by CAUSAL_MECHANISMS_BACKEND');
    expect(lines[0]).toMatch(/^warning: /);
  });

  it('prefers its option, and takes an empty variable for none', async () => {
    const forced = { CAUSAL_MECHANISMS_BACKEND: 'cpu' };
    const report = await useBackend({ backend: 'wasm', environment: forced });
    expect(report).toMatchObject({ rung: 'wasm', reason: 'asked for by the backend option' });
    const empty = { CAUSAL_MECHANISMS_BACKEND: '' };
    expect((await useBackend({ environment: empty, importModule: onlyWasm })).rung).toBe('wasm');
  });

  it('does not replace a forced rung that fails', async () => {
    const error = await failureOf(
      useBackend({ backend: 'node-gpu', environment, importModule: missing }),
    );
    expect(error).toBeInstanceOf(BackendError);
    expect(error).toMatchObject({
      code: 'ERR_BACKEND',
      message: expect.stringContaining('"node-gpu", asked for by the backend option') as string,
      cause: { message: expect.stringContaining('no addon') as string },
    });
  });

  it('refuses a name that is no rung and suggests the nearest', async () => {
    const error = await failureOf(
      useBackend({ environment: { CAUSAL_MECHANISMS_BACKEND: 'wsam' } }),
    );
    expect(error).toBeInstanceOf(ArgumentError);
    expect(error).toMatchObject({
      code: 'ERR_ARGUMENT',
      message: expect.stringMatching(/CAUSAL_MECHANISMS_BACKEND is "wsam".*"wasm"\?/) as string,
      data: { nearest: 'wasm' },
    });
  });

  it('leaves the PROD flag of tfjs as it was', async () => {
    tf.env().set('PROD', false);
    await useBackend({ backend: 'wasm', environment });
    expect(tf.env().getBool('PROD')).toBe(false);
  });
});
