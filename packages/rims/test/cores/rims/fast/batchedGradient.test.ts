import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { batchedGradient } from '../../../../src/cores/rims/fast/batchedGradient.ts';
import { communicationOf } from '../../../../src/cores/rims/fast/communication.ts';
import { dynamicsOf } from '../../../../src/cores/rims/fast/dynamics.ts';
import { attendingReader } from '../../../../src/cores/rims/fast/input/attendingReader.ts';
import { singleElementReader } from '../../../../src/cores/rims/fast/input/singleElementReader.ts';
import type { StepTrace } from '../../../../src/cores/rims/fast/trace.ts';
import type { ModuleState, RimsPassInput } from '../../../../src/cores/rims/rimsPass.ts';
import { byModules } from '../../../../src/cores/shared/axes.ts';
import { arriving, drawPass, expectGradients, inOrder, plainGradients, STEPS } from './passes.ts';
import { NATIVE_VARIANTS, OTHER_VARIANTS } from './variants.ts';

beforeAll(() => useBackend());

/** The steps one after the other, with what each leaves behind. */
function traceOf(pass: RimsPassInput) {
  const { elements, inputHeads } = pass.config;
  const make = elements === 1 && inputHeads === 1 ? singleElementReader : attendingReader;
  const reader = make(pass);
  const [dynamics, communication] = [dynamicsOf(pass.parameters), communicationOf(pass)];
  let state: ModuleState = pass.state;
  const trace: StepTrace[] = [];
  for (let t = 0; t < STEPS; t++) {
    const { hidden, cell } = state;
    const read = reader.step(t, hidden);
    const { next, saved } = dynamics.step(read.drive, state);
    const meeting = { candidate: next.hidden, held: hidden, active: read.active };
    const told = communication?.step(t, meeting);
    trace.push({
      hidden,
      cell,
      active: read.active,
      read: read.saved,
      gates: saved,
      told: told?.saved ?? [],
    });
    const held = (after: tf.Tensor3D, before: tf.Tensor3D) =>
      read.active === undefined ? after : tf.where(read.active.cast('bool'), after, before);
    state = {
      hidden: held(told?.hidden ?? next.hidden, hidden),
      ...(next.cell === undefined || cell === undefined ? {} : { cell: held(next.cell, cell) }),
    };
  }
  return { reader: make(pass, reader.made), trace };
}

it.each([...NATIVE_VARIANTS, ...OTHER_VARIANTS])(
  'goes back through the steps as the tape does through the plain form: %s',
  async (_, kind, config, dropped) => {
    const pass = drawPass(config, { kind, dropped });
    const { outputs, cell } = arriving(pass);
    const found = batchedGradient(pass, {
      ...traceOf(pass),
      outputs: tf.unstack(byModules(outputs, pass.config.modules)) as tf.Tensor3D[],
      cell,
    });
    await expectGradients(plainGradients(pass), inOrder(pass, found));
  },
);

it('keeps no tensor but the gradients', () => {
  const pass = drawPass();
  const { outputs, cell } = arriving(pass);
  const given = {
    ...traceOf(pass),
    outputs: tf.unstack(byModules(outputs, pass.config.modules)) as tf.Tensor3D[],
    cell,
  };
  const before = tf.memory().numTensors;
  const kept = tf.tidy(() => {
    const found = inOrder(pass, batchedGradient(pass, given));
    return found.filter((gradient) => gradient !== undefined);
  });
  expect(tf.memory().numTensors).toBe(before + kept.length);
  tf.dispose(kept);
});
