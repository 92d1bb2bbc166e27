import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { attendingReader } from '../../../../../src/cores/rims/fast/input/attendingReader.ts';
import { selectModules } from '../../../../../src/cores/rims/selectModules.ts';
import type { RimsConfigInput } from '../../../../../src/cores/rims/rimsConfig.ts';
import type { RimsPassInput } from '../../../../../src/cores/rims/rimsPass.ts';
import { difference } from '../../forms.ts';
import { BATCH, drawPass } from '../passes.ts';
import type { InputKind } from '../passes.ts';
import { elementsAt, expectReaderGradients, hiddenStates, maskAt } from './readers.ts';

beforeAll(() => useBackend());

const none = { inputAttention: false, activeModules: 4 };
const VARIANTS: readonly [string, InputKind, Partial<RimsConfigInput>, boolean][] = [
  ['three elements', 'elements', { elements: 3 }, false],
  ['three elements, one matrix', 'elements', { elements: 3, inputProjection: 'shared' }, false],
  ['three elements, two heads', 'elements', { elements: 3, inputHeads: 2 }, false],
  ['two heads', 'dense', { inputHeads: 2 }, false],
  ['two heads, rows of a table', 'indexed', { inputHeads: 2 }, false],
  ['three elements, dropped', 'elements', { elements: 3 }, true],
  ['three elements, no attention', 'elements', { elements: 3, ...none }, false],
  ['three elements, no attention, dropped', 'elements', { elements: 3, ...none }, true],
];

/** `[batch, heads, elements, size]`, with a matrix per element or one for all. */
function project(pass: RimsPassInput, t: number, kernel: tf.Tensor3D): tf.Tensor4D {
  const heads = pass.config.inputHeads;
  const elements = elementsAt(pass, t);
  const rows = Array.from({ length: elements.shape[1] }, (_, e) => {
    const row = elements.slice([0, e, 0], [-1, 1, -1]).squeeze<tf.Tensor2D>([1]);
    const matrix = kernel.slice([kernel.shape[0] === 1 ? 0 : e, 0, 0], [1, -1, -1]);
    const projected = row.matMul<tf.Tensor2D>(matrix.squeeze([0]));
    return projected.reshape<tf.Tensor4D>([BATCH, heads, 1, kernel.shape[2] / heads]);
  });
  return tf.concat(rows, 2);
}

/** Softmax over the row of zeros and the elements `[batch, heads, modules, 1 + elements]`. */
function attentionAt(pass: RimsPassInput, t: number, hidden: tf.Tensor3D): tf.Tensor4D | undefined {
  const { inputQuery, inputKey } = pass.parameters;
  if (inputQuery === undefined || inputKey === undefined) return undefined;
  const { modules, inputHeads, inputKeyWidth } = pass.config;
  const queries = tf
    .matMul<tf.Tensor3D>(hidden, inputQuery)
    .reshape([modules, BATCH, inputHeads, inputKeyWidth])
    .transpose<tf.Tensor4D>([1, 2, 0, 3]);
  const scores = tf
    .matMul<tf.Tensor4D>(queries, project(pass, t, inputKey), false, true)
    .div<tf.Tensor4D>(Math.sqrt(inputKeyWidth));
  const nulls = tf.zeros<tf.Rank.R4>([BATCH, inputHeads, modules, 1]);
  return tf.softmax(tf.concat([nulls, scores], 3));
}

function drive(pass: RimsPassInput, t: number, hidden: tf.Tensor3D): tf.Tensor3D {
  const { modules, elements, inputHeads, inputValueWidth } = pass.config;
  const values = project(pass, t, pass.parameters.inputValue);
  const attention = attentionAt(pass, t, hidden)?.slice(
    [0, 0, 0, 1],
    [BATCH, inputHeads, modules, elements],
  );
  const weights = attention ?? tf.fill([BATCH, inputHeads, modules, elements], 1 / elements);
  const read = tf
    .matMul<tf.Tensor4D>(weights, values)
    .transpose([2, 0, 1, 3])
    .reshape([modules, BATCH, inputValueWidth])
    .mul<tf.Tensor3D>(maskAt(pass, t));
  return tf.matMul<tf.Tensor3D>(read, pass.parameters.inputKernel);
}

describe.each(VARIANTS)('%s', (_, kind, config, dropped) => {
  it('reads by a softmax over the elements and a row of zeros', async () => {
    const pass = drawPass(config, { kind, dropped });
    const reader = attendingReader(pass);
    for (const [t, hidden] of hiddenStates(pass).entries()) {
      const step = reader.step(t, hidden);
      expect(await difference(drive(pass, t, hidden), step.drive)).toBeLessThan(1e-5);
      // The modules that attend least to the row of zeros, on average over the heads.
      const onNull = attentionAt(pass, t, hidden)
        ?.slice([0, 0, 0, 0], [-1, -1, -1, 1])
        .mean(1)
        .squeeze<tf.Tensor2D>([2]);
      const chosen = onNull && selectModules(onNull.transpose<tf.Tensor2D>().neg(), 2);
      expect(await step.active?.array()).toEqual(await chosen?.array());
    }
  });

  it('sends back what the tape sends', () =>
    expectReaderGradients(attendingReader, drawPass(config, { kind, dropped }), drive));
});

it('stays finite where an element is wanted very much', async () => {
  const pass = drawPass({ elements: 3 }, { kind: 'elements' });
  const wanted = { ...pass, state: { hidden: pass.state.hidden.mul<tf.Tensor3D>(1e4) } };
  const { drive } = attendingReader(wanted).step(0, wanted.state.hidden);
  expect(Array.from(await drive.data()).every(Number.isFinite)).toBe(true);
});
