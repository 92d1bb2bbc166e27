import * as tf from '@tensorflow/tfjs';
import { splitInto, useBackend } from '@causal-mechanisms/tensor-utils';
import { communicationOf } from '../../../../src/cores/rims/fast/communication.ts';
import type { Candidates, Communication } from '../../../../src/cores/rims/fast/communication.ts';
import { moduleAttention } from '../../../../src/cores/rims/fast/moduleAttention.ts';
import type { RimsConfigInput } from '../../../../src/cores/rims/rimsConfig.ts';
import type { RimsPassInput } from '../../../../src/cores/rims/rimsPass.ts';
import { normals } from '../../coreChecks.ts';
import { difference } from '../forms.ts';
import { BATCH, drawPass, expectGradients } from './passes.ts';

beforeAll(() => useBackend());

const [MODULES, D] = [4, 3];
/** Two of four modules are active, other ones in every sequence. */
const active = () =>
  tf.tensor3d([1, 0, 1, /**/ 0, 1, 1, /**/ 1, 1, 0, /**/ 0, 0, 0], [MODULES, BATCH, 1]);
const states = (): Candidates => ({
  candidate: normals<tf.Rank.R3>([MODULES, BATCH, D], 1),
  held: normals<tf.Rank.R3>([MODULES, BATCH, D], 2),
  active: active(),
});
const of = (pass: RimsPassInput) => communicationOf(pass) as Communication;

/** What the communication adds, with queries, keys and values of the shown states. */
function expectedHidden(
  { config, parameters, masks }: RimsPassInput,
  { candidate, held, active: chosen }: Candidates,
  t: number,
): tf.Tensor {
  const { communication, readKernel, readBias } = parameters;
  const sizes = {
    heads: config.communicationHeads,
    key: config.communicationKeyWidth,
    value: config.communicationValueWidth,
  };
  const mask = chosen ?? tf.onesLike(candidate);
  const shown =
    config.communicationSource === 'candidate'
      ? candidate
      : candidate.mul<tf.Tensor3D>(mask).add<tf.Tensor3D>(held.mul(tf.sub(1, mask)));
  const { read } = moduleAttention(tf.matMul(shown, communication as tf.Tensor3D), sizes);
  const told = read
    .reshape<tf.Tensor2D>([MODULES * BATCH, -1])
    .matMul(readKernel as tf.Tensor2D)
    .add(readBias as tf.Tensor1D)
    .reshape<tf.Tensor3D>([MODULES, BATCH, -1]);
  const dropped =
    masks.read === undefined ? tf.scalar(1) : (tf.unstack(masks.read)[t] as tf.Tensor);
  if (config.communicationOutput === 'plain') return candidate.add(told.mul(dropped));
  const [content, gate] = splitInto(told, 2, 2);
  return candidate.add(gate.sigmoid().mul(content.mul(dropped).tanh()));
}

const VARIANTS: readonly [string, Partial<RimsConfigInput>, boolean][] = [
  ['gated, candidates', {}, false],
  ['gated, held', { communicationSource: 'held' }, false],
  ['plain, candidates', { communicationOutput: 'plain' }, false],
  ['plain, held', { communicationOutput: 'plain', communicationSource: 'held' }, false],
  ['gated, dropped', {}, true],
  ['plain, dropped', { communicationOutput: 'plain' }, true],
];

it('is not there where it is switched off', () => {
  expect(communicationOf(drawPass({ communication: false }))).toBeUndefined();
});

it.each(VARIANTS)(
  'adds what modules read from the shown states: %s',
  async (_, config, dropped) => {
    const pass = drawPass(config, { dropped });
    for (const t of [0, 3]) {
      const { hidden } = of(pass).step(t, states());
      expect(await difference(expectedHidden(pass, states(), t), hidden)).toBeLessThan(1e-5);
    }
  },
);

describe.each(VARIANTS)('the gradient, %s', (_, config, dropped) => {
  it('is that of the tape where it is open', async () => {
    const pass = drawPass({ ...config, blockedGradients: false }, { dropped });
    await expectStepGradient(pass, states(), 2);
  });

  it('is that of the tape where all modules are active', async () => {
    const pass = drawPass(config, { dropped });
    const { candidate, held } = states();
    await expectStepGradient(pass, { candidate, held, active: undefined }, 2);
  });

  it('gives nothing to the shown states of inactive modules where it is blocked', async () => {
    const [open, blocked] = [false, true].map((blockedGradients) => {
      const communication = of(drawPass({ ...config, blockedGradients }, { dropped }));
      const { saved } = communication.step(2, states());
      const dy = normals<tf.Rank.R3>([MODULES, BATCH, D], 5);
      return { dy, ...communication.stepGradient(2, states(), dy, saved) };
    });
    const { dy } = open as { dy: tf.Tensor };
    const mask = active();
    // Past what was read the gradient goes on as it came; through it, to active modules alone.
    const through = (part: typeof open) => part?.candidate.sub(dy) as tf.Tensor;
    const ofActive = through(open).mul(mask);
    expect(await difference(ofActive, through(blocked).mul(mask))).toBeLessThan(1e-6);
    const ofInactive = await through(blocked).mul(tf.sub(1, mask)).abs().max().data();
    expect(ofInactive[0]).toBe(0);
    expect(blocked?.held).toBeUndefined();
  });
});

/** Compares a step, and the gradients of the parameters over two steps, with the tape. */
async function expectStepGradient(
  pass: RimsPassInput,
  { candidate, held, active: chosen }: Candidates,
  t: number,
): Promise<void> {
  const dy = normals<tf.Rank.R3>([MODULES, BATCH, D], 5);
  const communication = of(pass);
  const step = (given: Candidates, using = communication) => using.step(t, given);
  const [toCandidate, toHeld] = tf.grads((c, h) => {
    const given = { candidate: c as tf.Tensor3D, held: h as tf.Tensor3D, active: chosen };
    // The held state is read where inactive modules show it, and nowhere else.
    return step(given).hidden.mul(dy).sum<tf.Scalar>().add(h.sum().mul(0));
  })([candidate, held]) as [tf.Tensor, tf.Tensor];
  const { saved } = step({ candidate, held, active: chosen });
  const found = communication.stepGradient(t, { candidate, held, active: chosen }, dy, saved);
  await expectGradients([toCandidate], [found.candidate]);
  const ofHeld = found.held ?? tf.zerosLike(held);
  expect((await toHeld.sub(ofHeld).abs().max().data())[0]).toBeLessThan(1e-5);

  const { communication: kernel, readKernel, readBias } = pass.parameters;
  const parameters = [kernel, readKernel, readBias] as tf.Tensor[];
  const expected = tf.grads((w, k, b) => {
    const using = of({
      ...pass,
      parameters: {
        ...pass.parameters,
        communication: w as tf.Tensor3D,
        readKernel: k as tf.Tensor2D,
        readBias: b as tf.Tensor1D,
      },
    });
    const { hidden } = step({ candidate, held, active: chosen }, using);
    const other = step({ candidate: held, held: candidate, active: chosen }, using);
    return hidden.mul(dy).sum<tf.Scalar>().add(other.hidden.mul(dy).sum());
  })(parameters);
  const second = { candidate: held, held: candidate, active: chosen };
  const later = step(second);
  const kept = communication.stepGradient(t, second, dy, later.saved);
  const gradients = communication.finish([saved, later.saved], [found.kept, kept.kept]);
  await expectGradients(expected, [
    gradients.communication,
    gradients.readKernel,
    gradients.readBias,
  ]);
}
