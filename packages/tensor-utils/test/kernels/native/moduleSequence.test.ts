import { execFileSync } from 'node:child_process';
import { kernelFiles } from '../../../linker/kernels/kernelFiles.mjs';
import {
  moduleSequencePass,
  moduleSequencePassGradient,
} from '../../../src/kernels/native/moduleSequence.ts';
import { useNativeKernels } from './useNativeKernels.ts';

const isBuilt = await useNativeKernels();

(isBuilt ? describe : describe.skip)('the ops of a sequence', () => {
  it.each([
    ['small', '3,6,5,70,4,24'],
    ['so large that one thread takes more at once', '2,260,2,70,4,24'],
  ])('gives the same bits on one thread and on two: %s', (_, sizes) => {
    const script = `
      const util = require('node:util'); // as useBackend does it: tfjs-node calls what Node 23 has removed
      Object.assign(util, { isArray: Array.isArray, isNullOrUndefined: (value) => value == null });
      const tf = require('@tensorflow/tfjs-node');
      process.dlopen({ exports: {} }, process.argv[1]);
      const backend = tf.backend();
      const [k, d, L, B, M, W] = process.argv[2].split(",").map(Number);
      const draw = (...shape) => tf.randomNormal(shape, 0, 0.5, 'float32', shape.length + shape[0]);
      const settings = (keep) => Object.entries({ active: 2, heads: 2, key: 4, value: 4, gated: 1, held: 0, keep, blocked: 0 })
        .map(([name, value]) => ({ name, value, type: backend.binding.TF_ATTR_INT }));
      const none = tf.tensor1d([]), lookUp = draw(k, M, d), driven = draw(k, M, 4 * d);
      const rows = tf.range(0, L * B, 1, 'int32').mod(tf.scalar(M, 'int32')).reshape([L, B]);
      const kernel = draw(k, d, 4 * d), talk = draw(k, d, W), hear = draw(8, 2 * d);
      const pass = backend.executeMultipleOutputs('CausalModuleSequence', settings(1), [lookUp, driven, rows, kernel,
        draw(k, 1, 4 * d), talk, hear, draw(2 * d), draw(k, B, d), draw(k, B, d), none], 8);
      const gradient = backend.executeMultipleOutputs('CausalModuleSequenceGrad', settings(1), [lookUp, driven, rows, kernel,
        talk, hear, none, pass[4], pass[2], pass[7], draw(k, L, B, d), none], 6);
      const hash = require('crypto').createHash('sha256');
      for (const tensor of [...pass, ...gradient]) hash.update(Buffer.from(tensor.dataSync().slice().buffer));
      console.log('hash ' + hash.digest('hex'));
    `;
    const run = (threads: number) =>
      /hash \w{64}/.exec(
        execFileSync(process.execPath, ['-e', script, kernelFiles().addon, sizes], {
          encoding: 'utf8',
          env: {
            ...process.env,
            TF_NUM_INTRAOP_THREADS: String(threads),
            TF_CPP_MIN_LOG_LEVEL: '2',
          },
          stdio: ['ignore', 'pipe', 'ignore'],
        }),
      )?.[0];
    const [one, two] = [run(1), run(2)];
    expect(one).toBeDefined();
    expect(two).toBe(one);
  });
});

describe('the kernels of a sequence', () => {
  /** What a kernel asks of the backend. */
  function asked(kernel: typeof moduleSequencePass, names: readonly string[]) {
    const calls: unknown[] = [];
    const backend = {
      binding: { TF_ATTR_INT: 9 },
      executeMultipleOutputs: (...call: readonly unknown[]) => {
        calls.push(call);
        return [];
      },
    };
    // The order of the names is not that of the op.
    const inputs = Object.fromEntries(
      names
        .toSorted()
        .map((name) => [name, { dataId: { name }, shape: [], dtype: 'float32' as const }]),
    );
    const attrs = {
      ...{ active: 2, heads: 3, key: 4, value: 5 },
      ...{ gated: true, held: false, keep: true, blocked: false },
    };
    kernel({ inputs, backend, attrs });
    const [[op, attributes, tensors, outputs]] = calls as [
      [
        string,
        { name: string; type: number; value: number }[],
        { dataId: { name: string } }[],
        number,
      ],
    ];
    expect(attributes.every(({ type }) => type === 9)).toBe(true);
    return {
      op,
      attributes: Object.fromEntries(attributes.map(({ name, value }) => [name, value])),
      inputs: tensors.map(({ dataId }) => dataId.name),
      outputs,
    };
  }

  const attributes = {
    ...{ active: 2, heads: 3, key: 4, value: 5 },
    ...{ gated: 1, held: 0, keep: 1, blocked: 0 },
  };

  it('hand inputs on in the order of the op, and truth values as numbers', () => {
    const names = [
      ...['lookUp', 'driven', 'rows', 'recurrentKernel', 'bias', 'communication'],
      ...['readKernel', 'readBias', 'hidden', 'cell', 'readMask'],
    ];
    expect(asked(moduleSequencePass, names)).toEqual({
      ...{ op: 'CausalModuleSequence', attributes, inputs: names, outputs: 8 },
    });
  });

  it('do so backwards', () => {
    const names = [
      ...['lookUp', 'driven', 'rows', 'recurrentKernel', 'communication', 'readKernel'],
      ...['readMask', 'attention', 'active', 'kept', 'hiddenGradient', 'cellGradient'],
    ];
    expect(asked(moduleSequencePassGradient, names)).toEqual({
      ...{ op: 'CausalModuleSequenceGrad', attributes, inputs: names, outputs: 6 },
    });
  });

  it('insist on every input', () => {
    expect(() => asked(moduleSequencePass, ['driven'])).toThrow('input lookUp is missing');
  });
});
