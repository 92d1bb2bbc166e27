import * as tf from '@tensorflow/tfjs';
import { tidyAll } from '@causal-mechanisms/tensor-utils';
import type { ModuleState, RimsPassInput } from '../rimsPass.ts';
import { attendingReader } from './input/attendingReader.ts';
import { batchedGradient } from './batchedGradient.ts';
import { communicationOf } from './communication.ts';
import { dynamicsOf } from './dynamics.ts';
import type { EnginePass } from './enginePass.ts';
import type { InputReader } from './input/inputReader.ts';
import { byBatch, byModules } from '../../shared/axes.ts';
import { singleElementReader } from './input/singleElementReader.ts';
import { packTrace } from './trace.ts';
import type { StepTrace } from './trace.ts';

/**
 * Goes through a sequence by a few batched ops per step: on any backend, with every switch.
 *
 * @param pass - Parameters, input, state, masks; not disposed.
 * @param keep - Whether a gradient will be asked for.
 * @returns The states, and their gradient.
 */
export function batchedEngine(pass: RimsPassInput, keep: boolean): EnginePass {
  const { steps, batch } = pass.sizes;
  const { modules } = pass.config;
  const { made, hidden, cell, active, trace } = goThrough(pass, keep);
  const packed = packTrace(trace);
  return {
    outputs: byBatch(tf.stack(hidden) as tf.Tensor4D),
    cell,
    activation:
      active.length === 0
        ? tf.ones([steps, modules, batch])
        : tf.stack(active).reshape([steps, modules, batch]),
    kept: keep ? [...made, ...packed.tensors] : [],
    gradient: (again, kept, outputs, ofCell) =>
      batchedGradient(again, {
        reader: readerOf(again, kept.slice(0, made.length)),
        trace: packed.unpack(kept.slice(made.length)),
        outputs: tf.unstack(byModules(outputs, modules)) as tf.Tensor3D[],
        cell: ofCell,
      }),
  };
}

/** The reader that fits a configuration. */
function readerOf(pass: RimsPassInput, made?: readonly tf.Tensor[]): InputReader {
  const { elements, inputHeads } = pass.config;
  return elements === 1 && inputHeads === 1
    ? singleElementReader(pass, made)
    : attendingReader(pass, made);
}

/** All steps, one after the other. */
function goThrough(pass: RimsPassInput, keep: boolean) {
  const reader = readerOf(pass);
  const dynamics = dynamicsOf(pass.parameters);
  const communication = communicationOf(pass);
  let state = pass.state;
  const hidden: tf.Tensor3D[] = [];
  const active: tf.Tensor3D[] = [];
  const trace: StepTrace[] = [];
  for (let t = 0; t < pass.sizes.steps; t++) {
    const before = state;
    const step = tidyAll(() => {
      const read = reader.step(t, before.hidden);
      const moved = dynamics.step(read.drive, before);
      const states = { candidate: moved.next.hidden, held: before.hidden, active: read.active };
      const told = communication?.step(t, states);
      const candidate: ModuleState =
        told === undefined ? moved.next : { ...moved.next, hidden: told.hidden };
      return {
        state: hold(candidate, before, read.active),
        active: read.active === undefined ? [] : [read.active],
        saved: keep
          ? { read: read.saved, gates: moved.saved, told: told?.saved ?? [] }
          : { read: [], gates: [], told: [] },
      };
    });
    if (keep) {
      const { cell } = before;
      trace.push({ hidden: before.hidden, cell, active: step.active[0], ...step.saved });
    } else if (t > 0) before.cell?.dispose();
    state = step.state;
    hidden.push(state.hidden);
    active.push(...step.active);
  }
  return { made: keep ? reader.made : [], hidden, cell: state.cell, active, trace };
}

/** Inactive modules keep hidden state and cell to the last bit. */
function hold(
  next: ModuleState,
  before: ModuleState,
  active: tf.Tensor3D | undefined,
): ModuleState {
  if (active === undefined) return next;
  const chosen = active.cast('bool');
  const hidden = tf.where(chosen, next.hidden, before.hidden);
  if (next.cell === undefined || before.cell === undefined) return { hidden };
  return { hidden, cell: tf.where(chosen, next.cell, before.cell) };
}
