import { expectLeakFree, thrownCode } from '@causal-mechanisms/test-utils';
import {
  hasWholeSequence,
  wholeSequence,
  wholeSequenceGradient,
} from '@causal-mechanisms/tensor-utils/kernels';
import type { WholeSequenceTensors } from '@causal-mechanisms/tensor-utils/kernels';
import * as tf from '@tensorflow/tfjs';
import { useNativeKernels } from './native/useNativeKernels.ts';

const isBuilt = await useNativeKernels();

/** Two units, three slots of width one that hold 1, 2 and 3, one head that reads and one that writes; all weights are zero. */
function zeroMachine(steps = 1): WholeSequenceTensors {
  const memory = [1, 2, 3];
  return {
    driven: tf.zeros([1, 8]),
    rows: tf.zeros([steps, 1], 'int32'),
    recurrentKernel: tf.zeros([3, 8]),
    interfaceKernel: tf.zeros([2, 16]),
    interfaceBias: tf.zeros([16]),
    state: tf.tensor2d([[0, 0, 0, 0, 0, ...memory, 0, 0, 0, 0, 0, 0]]),
    sizes: tf.tensor1d([3, 1, 1, 1], 'int32'),
  };
}

function gradientTensors(tensors: WholeSequenceTensors, passed: readonly tf.Tensor[]) {
  const [outputs, state, kept] = passed as [tf.Tensor, tf.Tensor, tf.Tensor];
  return {
    recurrentKernel: tensors['recurrentKernel'] as tf.Tensor,
    interfaceKernel: tensors['interfaceKernel'] as tf.Tensor,
    kept,
    outputGradient: tf.onesLike(outputs),
    stateGradient: tf.zerosLike(state),
    sizes: tensors['sizes'] as tf.Tensor,
  };
}

(isBuilt ? describe : describe.skip)('wholeSequence', () => {
  it('is there', () => {
    for (const model of ['ntm', 'dnc', 'entnet', 'rmc'] as const) {
      expect(hasWholeSequence(model)).toBe(true);
    }
  });

  it('computes a Turing machine without weights as by hand', async () => {
    const [outputs, state] = wholeSequence('ntm', zeroMachine());
    // Nothing tells slots apart, so a third of each is read and half of a third erased.
    const found = await outputs?.data();
    expect(found?.[2]).toBeCloseTo(2, 5);
    const last = Array.from((await state?.data()) ?? []);
    const kept = 1 - 0.5 / 3;
    const expected = [0, 0, 2, 0, 0, kept, 2 * kept, 3 * kept, ...Array<number>(6).fill(1 / 3)];
    for (const [i, value] of expected.entries()) expect(last[i]).toBeCloseTo(value, 5);
  });

  it('gives the gradient of what was read to the slots, as by hand', async () => {
    const tensors = zeroMachine();
    const passed = wholeSequence('ntm', tensors);
    const [, told, start] = wholeSequenceGradient('ntm', gradientTensors(tensors, passed));
    const slots = Array.from((await start?.data()) ?? []).slice(5, 8);
    for (const slot of slots) expect(slot).toBeCloseTo(1 / 3, 5);
    // Of the shifts of the first head: each moves equal weights, so none matters.
    for (const one of Array.from((await told?.data()) ?? []).slice(4, 7))
      expect(one).toBeCloseTo(0);
  });

  it('keeps nothing where it is told so', () => {
    const [, , kept] = wholeSequence('ntm', zeroMachine(), { keep: false });
    expect(kept?.size).toBe(0);
  });

  it.each<[string, Record<string, tf.Tensor>]>([
    ['a row that the table lacks', { rows: tf.ones([1, 1], 'int32') }],
    ['a state of another width', { state: tf.zeros([1, 13]) }],
    ['a kernel that does not fit', { recurrentKernel: tf.zeros([2, 8]) }],
    ['an interface that does not fit', { interfaceKernel: tf.zeros([2, 15]) }],
    ['too few sizes', { sizes: tf.tensor1d([3, 1, 1], 'int32') }],
    ['a size of zero', { sizes: tf.tensor1d([0, 1, 1, 1], 'int32') }],
    ['no step', { rows: tf.zeros([0, 1], 'int32') }],
  ])('refuses %s, and leaves no tensor', (_, wrong) => {
    const tensors = { ...zeroMachine(), ...wrong };
    const before = tf.memory().numTensors;
    expect(thrownCode(() => wholeSequence('ntm', tensors))).toBe('ERR_VALUES');
    expect(tf.memory().numTensors).toBe(before);
  });

  it('computes an entity network without weights as by hand', async () => {
    const { rows } = zeroMachine(2);
    const [outputs] = wholeSequence('entnet', {
      driven: tf.zeros([1, 5]),
      rows: rows as tf.Tensor,
      kernel: tf.zeros([2, 2]),
      fromKeys: tf.tensor2d([[3, -4]]),
      slope: tf.tensor1d([0.5, 0.5]),
      state: tf.tensor2d([[0, 1]]),
    });
    // Half of (3, -2) is added, then the length is brought to one: (1.5, 0), and after it (2.5, -1).
    const found = Array.from((await outputs?.data()) ?? []);
    const expected = [1, 0, 2.5 / Math.hypot(2.5, 1), -1 / Math.hypot(2.5, 1)];
    for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, 5);
  });

  it('refuses what does not fit an entity network or a relational memory', () => {
    const { rows = tf.scalar(0) } = zeroMachine();
    const network = {
      ...{ driven: tf.zeros([1, 5]), rows, kernel: tf.zeros([2, 2]), fromKeys: tf.zeros([1, 2]) },
      ...{ slope: tf.zeros([2]), state: tf.zeros([1, 2]) },
    };
    for (const wrong of [
      { driven: tf.zeros([1, 4]) },
      { kernel: tf.zeros([2, 3]) },
      { fromKeys: tf.zeros([0, 2]) },
      { slope: tf.zeros([3]) },
      { state: tf.zeros([1, 3]) },
      { rows: tf.ones([1, 1], 'int32') },
    ]) {
      const given = { ...network, ...wrong };
      expect(thrownCode(() => wholeSequence('entnet', given))).toBe('ERR_VALUES');
    }
    const memory = {
      ...{ driven: tf.zeros([1, 5]), rows, attentionKernel: tf.zeros([1, 3]) },
      ...{ layerKernels: tf.zeros([1, 1]), gateKernel: tf.zeros([1, 2]), vectors: tf.zeros([14]) },
      ...{ state: tf.zeros([1, 2]), sizes: tf.tensor1d([2, 1, 1, 1, 1, 1], 'int32') },
    };
    tf.dispose(wholeSequence('rmc', memory));
    for (const wrong of [
      { driven: tf.zeros([1, 4]) },
      { attentionKernel: tf.zeros([1, 4]) },
      { layerKernels: tf.zeros([2, 1]) },
      { gateKernel: tf.zeros([1, 1]) },
      { vectors: tf.zeros([13]) },
      { state: tf.zeros([1, 1]) },
      { sizes: tf.tensor1d([2, 1, 1, 1, 17, 1], 'int32') },
      { sizes: tf.tensor1d([2, 1, 1, 1, 1, 2], 'int32') },
    ]) {
      expect(thrownCode(() => wholeSequence('rmc', { ...memory, ...wrong }))).toBe('ERR_VALUES');
    }
  });

  it('refuses what another pass kept, and gradients of other shapes', () => {
    const tensors = zeroMachine(2);
    const given = gradientTensors(tensors, wholeSequence('ntm', tensors));
    for (const wrong of [
      { kept: tf.zeros([5]) },
      { outputGradient: tf.zeros([2, 1, 4]) },
      { outputGradient: tf.zeros([1, 1, 3]) },
      { stateGradient: tf.zeros([1, 13]) },
    ]) {
      expect(thrownCode(() => wholeSequenceGradient('ntm', { ...given, ...wrong }))).toBe(
        'ERR_VALUES',
      );
    }
  });

  it('leaves nothing behind', async () => {
    const tensors = zeroMachine(3);
    await expectLeakFree(() => {
      const passed = wholeSequence('ntm', tensors);
      const given = gradientTensors(tensors, passed);
      const { outputGradient, stateGradient } = given;
      tf.dispose([wholeSequenceGradient('ntm', given), passed, outputGradient, stateGradient]);
    });
  });
});

describe('wholeSequence everywhere', () => {
  it('refuses an unknown model and missing or wrong tensors', () => {
    expect(thrownCode(() => hasWholeSequence('gru' as never))).toBe('ERR_ARGUMENT');
    expect(thrownCode(() => wholeSequence('gru' as never, {}))).toBe('ERR_ARGUMENT');
    expect(thrownCode(() => wholeSequence('ntm', {}))).toBe('ERR_ARGUMENT');
    const rows = tf.zeros([1, 1]);
    expect(thrownCode(() => wholeSequence('ntm', { ...zeroMachine(), rows }))).toBe('ERR_ARGUMENT');
    expect(thrownCode(() => wholeSequenceGradient('ntm', {}))).toBe('ERR_ARGUMENT');
  });

  it('names a tensor of another rank', () => {
    expect(() => wholeSequence('dnc', { ...zeroMachine(), state: tf.zeros([14]) })).toThrow(
      'wholeSequence: tensors.state must have 2 axes, got [14]',
    );
  });

  it('says so where the backend has no such op', () => {
    if (hasWholeSequence('ntm')) return;
    expect(() => wholeSequence('ntm', zeroMachine())).toThrow(/ask hasWholeSequence first/);
  });
});
