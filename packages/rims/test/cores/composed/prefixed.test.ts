import * as tf from '@tensorflow/tfjs';
import { thrownCode } from '@causal-mechanisms/test-utils';
import {
  partConfig,
  prefixedSpecs,
  prefixedState,
  statesOf,
} from '../../../src/cores/composed/prefixed.ts';
import { lstmCore } from '../../../src/cores/lstm/lstmCore.ts';

const core = lstmCore({ inputWidth: 2, units: 3 });

it('names parameters and configuration of a part', () => {
  expect(prefixedSpecs('layer1', core).map(({ name }) => name)).toEqual([
    'layer1/kernel',
    'layer1/recurrentKernel',
    'layer1/bias',
  ]);
  expect(partConfig(core)).toEqual({ kind: 'lstm', units: 3, forgetBias: 0 });
});

it('takes states apart again', () => {
  const [a, b] = [tf.scalar(1), tf.scalar(2)];
  // The name of one part begins like that of another.
  const whole = {
    ...prefixedState('layer1', { cell: a }),
    ...prefixedState('layer10', { cell: b }),
  };
  expect(Object.keys(whole)).toEqual(['layer1/cell', 'layer10/cell']);
  const parts = ['layer0', 'layer1', 'layer10'];
  expect(statesOf('test', whole, parts)).toEqual([{}, { cell: a }, { cell: b }]);
  expect(thrownCode(() => statesOf('test', whole, ['layer1']))).toBe('ERR_SHAPE');
});
