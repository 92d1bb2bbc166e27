import { availableBackends } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { kernelOf, replaceKernel } from '../../src/kernels/native/nativeRegistry.ts';
import { BackendError } from '../../src/index.ts';
import { BACKEND_RUNGS, currentProcess, loadRung } from '../../src/backend/backendRungs.ts';

const WASM: string = '@tensorflow/tfjs-backend-wasm';

describe('the rungs', () => {
  it('go from the fastest to the one that is always there', () => {
    expect(BACKEND_RUNGS).toEqual(['node-gpu', 'node', 'wasm', 'cpu']);
  });
});

describe('loadRung', () => {
  it('loads no package for the cpu backend', async () => {
    const importModule = (name: string) => Promise.reject(new Error(name));
    await loadRung('cpu', importModule);
    expect(tf.getBackend()).toBe('cpu');
  });

  it('loads the package of WASM once, and registers our kernels', async () => {
    const asked: string[] = [];
    const importModule = (name: string) => {
      asked.push(name);
      return import(name) as Promise<unknown>;
    };
    await loadRung('wasm', importModule);
    await loadRung('wasm', importModule);
    expect(asked).toEqual([WASM]);
    expect(tf.getBackend()).toBe('wasm');
    const names = tf.getKernelsForBackend('wasm').map(({ kernelName }) => kernelName);
    expect(names).toContain('Conv2DBackpropFilter');
  });

  it.each([
    ['node', '@tensorflow/tfjs-node'],
    ['node-gpu', '@tensorflow/tfjs-node-gpu'],
  ] as const)(
    'asks for the package of %s, and says when it is another copy',
    async (rung, name) => {
      const asked: string[] = [];
      const importModule = (module: string) => Promise.resolve(asked.push(module));
      const failure = loadRung(rung, importModule);
      await expect(failure).rejects.toBeInstanceOf(BackendError);
      await expect(failure).rejects.toThrow(`${name} is loaded, but its backend "tensorflow"`);
      expect(asked).toEqual([name]);
    },
  );

  it('keeps TensorFlow from printing, unless the user has asked for it', async () => {
    const environment = currentProcess()?.env ?? {};
    const before = environment['TF_CPP_MIN_LOG_LEVEL'];
    try {
      delete environment['TF_CPP_MIN_LOG_LEVEL'];
      const importModule = () => Promise.reject(new Error('no addon'));
      await expect(loadRung('node', importModule)).rejects.toThrow('no addon');
      expect(environment['TF_CPP_MIN_LOG_LEVEL']).toBe('2');
      environment['TF_CPP_MIN_LOG_LEVEL'] = '0';
      await expect(loadRung('node', importModule)).rejects.toThrow('no addon');
      expect(environment['TF_CPP_MIN_LOG_LEVEL']).toBe('0');
    } finally {
      if (before === undefined) delete environment['TF_CPP_MIN_LOG_LEVEL'];
      else environment['TF_CPP_MIN_LOG_LEVEL'] = before;
    }
  });

  it('puts the PROD flag back, when loading fails too', async () => {
    for (const flag of [true, false]) {
      tf.env().set('PROD', flag);
      const importModule = () => Promise.reject(new Error(String(tf.env().getBool('PROD'))));
      await expect(loadRung('node', importModule)).rejects.toThrow('true');
      expect(tf.env().getBool('PROD')).toBe(flag);
    }
  });

  it('refuses a native backend that computes wrong gradients', async () => {
    if (!(await availableBackends()).includes('tensorflow')) return;
    const load = () => loadRung('node', (name) => import(name));
    await load();
    const elu = tf.getKernel('EluGrad', 'tensorflow');
    const multiply = kernelOf('Multiply');
    replaceKernel('EluGrad', ({ inputs: { dy, y }, backend }) =>
      multiply({ inputs: { a: dy, b: y }, backend }),
    );
    try {
      await expect(load()).rejects.toThrow('tensorflow computes the gradient of elu as');
    } finally {
      replaceKernel('EluGrad', elu.kernelFunc);
    }
  });

  it('says when a backend does not start', async () => {
    await tf.setBackend('cpu');
    tf.removeBackend('wasm');
    tf.registerBackend('wasm', () => Promise.reject(new Error('broken')));
    await expect(loadRung('wasm', () => Promise.resolve())).rejects.toThrow(
      'the backend "wasm" did not start',
    );
  });
});
