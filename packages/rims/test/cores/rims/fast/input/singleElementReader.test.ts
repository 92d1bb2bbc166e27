import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { singleElementReader } from '../../../../../src/cores/rims/fast/input/singleElementReader.ts';
import { selectModules } from '../../../../../src/cores/rims/selectModules.ts';
import type { RimsConfigInput } from '../../../../../src/cores/rims/rimsConfig.ts';
import type { RimsPassInput } from '../../../../../src/cores/rims/rimsPass.ts';
import { difference } from '../../forms.ts';
import { drawPass } from '../passes.ts';
import type { InputKind } from '../passes.ts';
import { elementsAt, expectReaderGradients, hiddenStates, maskAt } from './readers.ts';

beforeAll(() => useBackend());

const VARIANTS: readonly [string, InputKind, Partial<RimsConfigInput>, boolean][] = [
  ['vectors', 'dense', {}, false],
  ['rows of a table', 'indexed', {}, false],
  ['vectors, dropped', 'dense', {}, true],
  ['rows of a table, dropped', 'indexed', {}, true],
  ['no attention', 'dense', { inputAttention: false, activeModules: 4 }, false],
  ['rows of a table, no attention', 'indexed', { inputAttention: false, activeModules: 4 }, false],
  [
    'rows of a table, no attention, dropped',
    'indexed',
    { inputAttention: false, activeModules: 4 },
    true,
  ],
];

/** Scores of the modules and, times the value, what drives the gates. */
function scoresAt(pass: RimsPassInput, t: number, hidden: tf.Tensor3D): tf.Tensor2D | undefined {
  const { inputQuery, inputKey } = pass.parameters;
  if (inputQuery === undefined || inputKey === undefined) return undefined;
  const x = elementsAt(pass, t).squeeze<tf.Tensor2D>([1]);
  const keys = x.matMul<tf.Tensor2D>(inputKey.squeeze([0])).expandDims<tf.Tensor3D>(0);
  return tf
    .matMul<tf.Tensor3D>(hidden, inputQuery)
    .mul(keys)
    .sum<tf.Tensor2D>(2)
    .div<tf.Tensor2D>(Math.sqrt(pass.config.inputKeyWidth));
}

function drive(pass: RimsPassInput, t: number, hidden: tf.Tensor3D): tf.Tensor3D {
  const x = elementsAt(pass, t).squeeze<tf.Tensor2D>([1]);
  const value = x.matMul<tf.Tensor2D>(pass.parameters.inputValue.squeeze([0]));
  const read = value.expandDims(0).tile([4, 1, 1]).mul(maskAt(pass, t));
  const full = tf.matMul<tf.Tensor3D>(read, pass.parameters.inputKernel);
  const scores = scoresAt(pass, t, hidden);
  return scores === undefined ? full : full.mul(scores.sigmoid().expandDims(2));
}

describe.each(VARIANTS)('%s', (_, kind, config, dropped) => {
  it('drives the gates by sigmoid(query . key / sqrt(width)) times the value', async () => {
    const pass = drawPass(config, { kind, dropped });
    const reader = singleElementReader(pass);
    for (const [t, hidden] of hiddenStates(pass).entries()) {
      const expected = drive(pass, t, hidden);
      const step = reader.step(t, hidden);
      expect(await difference(expected, step.drive)).toBeLessThan(1e-5);
      const scores = scoresAt(pass, t, hidden);
      const chosen = scores === undefined ? undefined : selectModules(scores, 2);
      expect(await step.active?.array()).toEqual(await chosen?.array());
    }
  });

  it('sends back what the tape sends', () =>
    expectReaderGradients(singleElementReader, drawPass(config, { kind, dropped }), drive));
});

it('does not choose where all modules are active', () => {
  const pass = drawPass({ activeModules: 4 });
  expect(singleElementReader(pass).step(0, pass.state.hidden).active).toBeUndefined();
});
