import { thrownCode } from '@causal-mechanisms/test-utils';
import type {
  ModuleSequenceInputs,
  ModuleSequenceSettings,
} from '@causal-mechanisms/tensor-utils/kernels';
import * as tf from '@tensorflow/tfjs';
import {
  checkModuleSequence,
  SEQUENCE_GRADIENT_KERNEL,
  SEQUENCE_KERNEL,
  sequenceAttributes,
} from '../../src/kernels/moduleSequenceChecks.ts';
import { plain, problemOf, settingsOf, tensorsOf } from './sequenceCases.ts';

/** Stands in for the kernels, which are only looked for. */
function register(...names: readonly string[]): void {
  for (const kernelName of names) {
    tf.registerKernel({ kernelName, backendName: 'cpu', kernelFunc: () => [] });
  }
}

/** Checks the plain case with some tensors and settings changed. */
function check(change: object = {}, settings: Partial<ModuleSequenceSettings> = {}) {
  const inputs = { ...tensorsOf(plain, problemOf(plain)), ...change };
  return checkModuleSequence('owner', inputs as unknown as ModuleSequenceInputs, {
    ...settingsOf(plain),
    ...settings,
  });
}

const code = (...call: Parameters<typeof check>) => tf.tidy(() => thrownCode(() => check(...call)));

describe('checkModuleSequence', () => {
  beforeAll(() => tf.setBackend('cpu'));
  afterEach(() => {
    for (const name of [SEQUENCE_KERNEL, SEQUENCE_GRADIENT_KERNEL]) {
      if (tf.getKernelsForBackend('cpu').some(({ kernelName }) => kernelName === name)) {
        tf.unregisterKernel(name, 'cpu');
      }
    }
  });

  it('asks for a backend that has both kernels', () => {
    expect(code()).toBe('ERR_ARGUMENT');
    register(SEQUENCE_KERNEL);
    expect(code()).toBe('ERR_ARGUMENT');
    register(SEQUENCE_GRADIENT_KERNEL);
    expect(code()).toBeUndefined();
  });

  it('tells the sizes', () => {
    register(SEQUENCE_KERNEL, SEQUENCE_GRADIENT_KERNEL);
    const none = { communication: undefined, readKernel: undefined, readBias: undefined };
    tf.tidy(() => {
      // Two heads with keys of 3 and values of 4; what is read makes a content and a gate for 5 units.
      const sizes = { modules: 4, units: 5, steps: 4, batch: 7, entries: 3 };
      expect(check()).toEqual({ ...sizes, projected: 20, read: 8, told: 10 });
      expect(check(none)).toEqual({ ...sizes, projected: 0, read: 0, told: 0 });
      const content = { readKernel: tf.zeros([8, 5]), readBias: tf.zeros([5]) };
      expect(check(content, { gated: false }).told).toBe(5);
    });
  });

  it('refuses tensors of another shape or type', () => {
    register(SEQUENCE_KERNEL, SEQUENCE_GRADIENT_KERNEL);
    tf.tidy(() => {
      for (const name of Object.keys(tensorsOf(plain, problemOf(plain)))) {
        if (name.startsWith('to')) continue; // gradients
        const longer = name === 'rows' ? tf.zeros([4, 8], 'int32') : tf.zeros([1, 2, 3]);
        expect([name, code({ [name]: longer })]).toEqual([name, 'ERR_SHAPE']);
      }
      expect(code({ rows: tf.zeros([4, 7]) })).toBe('ERR_ARGUMENT');
      expect(code({ bias: tf.zeros([4, 1, 20], 'int32') })).toBe('ERR_ARGUMENT');
      expect(code({ readMask: tf.zeros([4, 4, 7, 5]) })).toBeUndefined();
      expect(code({ readMask: tf.zeros([4, 4, 7, 4]) })).toBe('ERR_SHAPE');
    });
  });

  it('refuses a sequence without steps', () => {
    register(SEQUENCE_KERNEL, SEQUENCE_GRADIENT_KERNEL);
    expect(code({ rows: tf.zeros([0, 7], 'int32') })).toBe('ERR_SHAPE');
  });

  it('refuses a communication of which parts are missing', () => {
    register(SEQUENCE_KERNEL, SEQUENCE_GRADIENT_KERNEL);
    for (const name of ['communication', 'readKernel', 'readBias']) {
      expect([name, code({ [name]: undefined })]).toEqual([name, 'ERR_ARGUMENT']);
    }
    const none = { communication: undefined, readKernel: undefined, readBias: undefined };
    expect(code({ ...none, readMask: tf.zeros([4, 4, 7, 5]) })).toBe('ERR_ARGUMENT');
  });

  it.each<[string, object, Partial<ModuleSequenceSettings>, string | undefined]>([
    ['no active module', {}, { activeModules: 0 }, 'ERR_ARGUMENT'],
    ['all of them', {}, { activeModules: 4 }, undefined],
    ['more than there are', {}, { activeModules: 5 }, 'ERR_ARGUMENT'],
    ['a choice without scores', { lookUp: undefined }, { activeModules: 3 }, 'ERR_ARGUMENT'],
    ['no choice and no scores', { lookUp: undefined }, { activeModules: 4 }, undefined],
    ['half a module', {}, { activeModules: 1.5 }, 'ERR_ARGUMENT'],
    ['widths that do not add up', {}, { heads: 3 }, 'ERR_SHAPE'],
    ['no heads', {}, { heads: 0 }, 'ERR_ARGUMENT'],
    ['no width of keys', {}, { keyWidth: undefined }, 'ERR_ARGUMENT'],
    ['no width of values', {}, { valueWidth: undefined }, 'ERR_ARGUMENT'],
  ])('answers to %s', (_what, change, settings, expected) => {
    register(SEQUENCE_KERNEL, SEQUENCE_GRADIENT_KERNEL);
    expect(code(change, settings)).toBe(expected);
  });
});

describe('sequenceAttributes', () => {
  it('fills in what is not set', () => {
    expect(sequenceAttributes({ activeModules: 2 }, true)).toEqual({
      ...{ active: 2, heads: 0, key: 0, value: 0 },
      ...{ gated: true, held: false, keep: true, blocked: true },
    });
  });

  it('hands on what is', () => {
    const settings = { activeModules: 2, heads: 3, keyWidth: 4, valueWidth: 5 };
    const switches = { gated: false, held: true, keep: false };
    expect(sequenceAttributes({ ...settings, ...switches }, false)).toEqual({
      ...{ active: 2, heads: 3, key: 4, value: 5 },
      ...{ ...switches, blocked: false },
    });
  });
});
