import { execFileSync } from 'node:child_process';
import { kernelFiles } from '../../../linker/kernels/kernelFiles.mjs';
import { wholeSequenceKernels } from '../../../src/kernels/native/wholeSequence.ts';
import { useNativeKernels } from './useNativeKernels.ts';

const isBuilt = await useNativeKernels();

/** Passes through all models on random numbers, forwards and backwards; prints a hash of all that they give. */
const script = `
  const util = require('node:util'); // as useBackend does it: tfjs-node calls what Node 23 has removed
  Object.assign(util, { isArray: Array.isArray, isNullOrUndefined: (value) => value == null });
  const tf = require('@tensorflow/tfjs-node');
  process.dlopen({ exports: {} }, process.argv[1]);
  const backend = tf.backend();
  const [L, B, U, N, W, R] = [4, 70, 6, 5, 3, 2];
  const draw = (...shape) => tf.randomNormal(shape, 0, 0.5, 'float32', shape.length + shape[0]);
  const keep = [{ name: 'keep', value: 1, type: backend.binding.TF_ATTR_INT }];
  const rows = tf.range(0, L * B, 1, 'int32').mod(tf.scalar(4, 'int32')).reshape([L, B]);
  const hash = require('crypto').createHash('sha256');
  for (const [op, told, state, sizes] of [
    ['CausalNtm', (R + 1) * (W + 6) + 2 * W, N * W + (R + 1) * N, [N, W, R, 1]],
    ['CausalDnc', R * (W + 5) + 3 * W + 3, N * W + 3 * N + N * N + R * N, [N, W, R]],
  ]) {
    const kernel = draw(U + R * W, 4 * U), telling = draw(U, told), of = tf.tensor1d(sizes, 'int32');
    const passed = backend.executeMultipleOutputs(op, keep, [draw(4, 4 * U), rows, kernel, telling, draw(told),
      draw(B, 2 * U + R * W + state).abs().mul(0.3), of], 3);
    const gradient = backend.executeMultipleOutputs(op + 'Grad', [], [kernel, telling, passed[2],
      draw(L, B, U + R * W), draw(B, 2 * U + R * W + state), of], 3);
    for (const tensor of [...passed, ...gradient]) hash.update(Buffer.from(tensor.dataSync().slice().buffer));
  }
  const add = (tensors) => { for (const tensor of tensors) hash.update(Buffer.from(tensor.dataSync().slice().buffer)); };
  const driven = draw(4, 2 * W + N), square = draw(W, W), keys = draw(N, W), slope = draw(W);
  const slots = backend.executeMultipleOutputs('CausalEntnet', keep, [driven, rows, square, keys, slope, draw(B, N * W)], 2);
  add([...slots, ...backend.executeMultipleOutputs('CausalEntnetGrad', [],
    [driven, rows, square, keys, slope, slots[1], draw(L, B, N * W)], 5)]);
  // Two heads of keys of 2 and values of 3, two layers, a gate per unit.
  const [D, P] = [6, 14], seen = draw(4, P + 2 * D), of = tf.tensor1d([N, 2, 2, 3, 2, D], 'int32');
  const kernels = [draw(D, P), draw(2 * D, D), draw(D, 2 * D), draw(3 * P + 6 * D)];
  const memory = backend.executeMultipleOutputs('CausalRmc', keep, [seen, rows, ...kernels, draw(B, N * D), of], 2);
  add([...memory, ...backend.executeMultipleOutputs('CausalRmcGrad', [],
    [seen, rows, ...kernels, of, memory[1], draw(L, B, N * D)], 9)]);
  console.log('hash ' + hash.digest('hex'));
`;

(isBuilt ? describe : describe.skip)('the ops of whole sequences', () => {
  it('give the same bits on one thread and on two', () => {
    const run = (threads: number) =>
      /hash \w{64}/.exec(
        execFileSync(process.execPath, ['-e', script, kernelFiles().addon], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
          env: { ...process.env, TF_NUM_INTRAOP_THREADS: String(threads) },
        }),
      )?.[0];
    const [one, two] = [run(1), run(2)];
    expect(one).toBeDefined();
    expect(two).toBe(one);
  });
});

it('has a kernel and its gradient for each model', () => {
  const names = wholeSequenceKernels().map(([name]) => name);
  expect(names.slice(0, 2)).toEqual(['CausalNtm', 'CausalNtmGrad']);
  expect(new Set(names).size).toBe(names.length);
});
