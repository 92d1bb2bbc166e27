import * as tf from '@tensorflow/tfjs';
import { splitInto, tidyAll } from '@causal-mechanisms/tensor-utils';
import { product } from '../shared/product.ts';
import { denseInput, isIndexed } from '../sequenceInput.ts';
import type { SequenceInput, SequenceSizes } from '../sequenceInput.ts';
import { inputWants } from './inputWants.ts';
import { normaliseKeys } from './keyNorm.ts';
import type { RimsConfig } from './rimsConfig.ts';
import { unitsPerModule } from './rimsParameters.ts';
import type { RimsParameters } from './rimsParameters.ts';
import type { ModuleState, RimsPass, RimsPassInput } from './rimsPass.ts';
import { selectModules } from './selectModules.ts';
import { unstackSteps } from '../shared/axes.ts';

/** What a module reads from the input, and which modules are active. */
interface InputRead {
  /** `[modules, batch, value]` */
  readonly read: tf.Tensor3D;
  /** `[modules, batch, 1]` */
  readonly active: tf.Tensor3D;
}

/** Keys and values of the input elements of a step. */
interface ElementViews {
  /** `[batch, elements, heads * key]` */
  readonly keys?: tf.Tensor3D;
  /** `[batch, elements, value]` */
  readonly values: tf.Tensor3D;
}

/**
 * A pass written as the equations stand (section 2 and appendix C of the paper), for automatic differentiation: the null row, its
 * softmax, one step after the other. It runs on any backend and is what the fast form is held to.
 *
 * @param pass - Parameters, input, state, masks; not disposed.
 * @returns Outputs, state and activation.
 */
export function plainRims(pass: RimsPassInput): RimsPass {
  const { config, sizes, parameters, masks } = pass;
  return tidyAll(() => {
    const views = elementViews(config, parameters, pass.input, sizes);
    const inputMasks = masks.input === undefined ? [] : tf.unstack(masks.input);
    const readMasks = masks.read === undefined ? [] : tf.unstack(masks.read);
    let { hidden, cell } = pass.state;
    const outputs: tf.Tensor[] = [];
    const activation: tf.Tensor[] = [];
    for (const [t, elements] of views.entries()) {
      const { read, active } = readInput(config, parameters, hidden, elements);
      const mask = inputMasks[t] as tf.Tensor3D | undefined;
      const state = cell === undefined ? { hidden } : { hidden, cell };
      const candidate = moveOn(
        config,
        parameters,
        mask === undefined ? read : read.mul(mask),
        state,
      );
      const told = communicate(config, parameters, {
        candidate: candidate.hidden,
        held: hidden,
        active,
        mask: readMasks[t] as tf.Tensor3D | undefined,
      });
      // Not active * new + (1 - active) * old: what is held stays the same to the last bit.
      const chosen = active.cast('bool').broadcastTo<tf.Rank.R3>(hidden.shape);
      hidden = tf.where(chosen, told, hidden);
      if (cell !== undefined && candidate.cell !== undefined) {
        cell = tf.where(chosen, candidate.cell, cell);
      }
      outputs.push(hidden.transpose([1, 0, 2]).reshape([sizes.batch, config.units]));
      activation.push(active.squeeze([2]));
    }
    return {
      outputs: tf.stack(outputs) as tf.Tensor3D,
      state:
        cell === undefined
          ? { hidden: hidden.clone() }
          : { hidden: hidden.clone(), cell: cell.clone() },
      activation: tf.stack(activation) as tf.Tensor3D,
    };
  });
}

/** Keys and values of every step: `X W_e` and `X W_v`, where the row of zeros needs no product. */
function elementViews(
  config: RimsConfig,
  { inputKey, inputValue }: RimsParameters,
  input: SequenceInput,
  { steps, batch, elements, width }: SequenceSizes,
): ElementViews[] {
  const dense = isIndexed(input) || input.rank === 3 ? denseInput(input as tf.Tensor3D) : input;
  const rows = dense.reshape([steps * batch, elements, width]).transpose<tf.Tensor3D>([1, 0, 2]);
  const project = (kernel: tf.Tensor3D): tf.Tensor3D[] => {
    const shared = kernel.shape[0] === 1 && elements > 1;
    const each = shared ? kernel.tile([elements, 1, 1]) : kernel;
    const projected = product(rows, each).transpose([1, 0, 2]);
    return unstackSteps<tf.Tensor3D>(projected.reshape([steps, batch, elements, -1]));
  };
  const values = project(inputValue);
  const keys = inputKey === undefined ? [] : project(inputKey).map((key) => normed(config, key));
  return values.map((value, t) => ({
    values: value,
    ...(keys[t] === undefined ? {} : { keys: keys[t] }),
  }));
}

/** Keys as they are, or with the norm of each head. */
function normed({ inputKeyNorm, inputHeads }: RimsConfig, keys: tf.Tensor3D): tf.Tensor3D {
  if (inputKeyNorm !== true) return keys;
  const [batch, elements] = keys.shape;
  return normaliseKeys(keys.reshape([batch, elements, inputHeads, -1])).normed.reshape(keys.shape);
}

/** Steps 1 to 4 of the paper's section 2: queries, attention over elements and the null row, the choice of modules. */
function readInput(
  config: RimsConfig,
  { inputQuery }: RimsParameters,
  hidden: tf.Tensor3D,
  { keys, values }: ElementViews,
): InputRead {
  const { modules, inputHeads: heads, inputKeyWidth, activeModules } = config;
  const [batch, elements] = values.shape;
  if (inputQuery === undefined || keys === undefined) {
    const read = values
      .mean<tf.Tensor2D>(1)
      .expandDims<tf.Tensor3D>(0)
      .tile<tf.Tensor3D>([modules, 1, 1]);
    return { read, active: tf.ones<tf.Rank.R3>([modules, batch, 1]) };
  }
  const queries = product(hidden, inputQuery)
    .reshape([modules, batch, heads, inputKeyWidth])
    .transpose<tf.Tensor4D>([1, 2, 0, 3]);
  const byHead = keys
    .reshape([batch, elements, heads, inputKeyWidth])
    .transpose<tf.Tensor4D>([0, 2, 1, 3]);
  const scores = product(queries, byHead, 'second').div<tf.Tensor4D>(Math.sqrt(inputKeyWidth));
  const nullScores = tf.zeros([batch, heads, modules, 1]);
  const attention = tf.softmax(tf.concat([nullScores, scores], 3)) as tf.Tensor4D;
  const onElements = attention.slice([0, 0, 0, 1]);
  const wants = inputWants(scores, onElements);
  const valuesByHead = values
    .reshape([batch, elements, heads, -1])
    .transpose<tf.Tensor4D>([0, 2, 1, 3]);
  const read = product(onElements, valuesByHead)
    .transpose([2, 0, 1, 3])
    .reshape<tf.Tensor3D>([modules, batch, -1]);
  return { read, active: selectModules(wants, activeModules) };
}

/** Step 5: an LSTM or a GRU per module. */
function moveOn(
  config: RimsConfig,
  { inputKernel, recurrentKernel, bias, candidateBias }: RimsParameters,
  read: tf.Tensor3D,
  { hidden, cell }: ModuleState,
): ModuleState {
  const d = unitsPerModule(config);
  const fromInput = product(read, inputKernel).add<tf.Tensor3D>(bias);
  const fromState = product(hidden, recurrentKernel);
  if (cell !== undefined) {
    const [i, f, o, g] = splitInto(fromInput.add<tf.Tensor3D>(fromState), 4, 2);
    const kept = f.sigmoid().mul(cell);
    const next = kept.add<tf.Tensor3D>(i.sigmoid().mul(g.tanh()));
    return { hidden: o.sigmoid().mul(next.tanh()), cell: next };
  }
  const [inputGates, inputCandidate] = splitInto(fromInput, [2 * d, d], 2);
  const [stateGates, stateCandidate] = splitInto(fromState, [2 * d, d], 2);
  const [r, z] = splitInto(inputGates.add(stateGates).sigmoid(), 2, 2);
  const inner =
    candidateBias === undefined ? stateCandidate : stateCandidate.add<tf.Tensor3D>(candidateBias);
  const n = inputCandidate.add<tf.Tensor3D>(r.mul(inner)).tanh();
  return { hidden: n.add(z.mul(hidden.sub(n))) };
}

/** Step 6: what modules read from each other is added to the candidate states. */
function communicate(
  config: RimsConfig,
  { communication, readKernel, readBias }: RimsParameters,
  {
    candidate,
    held,
    active,
    mask,
  }: {
    readonly candidate: tf.Tensor3D;
    readonly held: tf.Tensor3D;
    readonly active: tf.Tensor3D;
    readonly mask: tf.Tensor3D | undefined;
  },
): tf.Tensor3D {
  if (communication === undefined || readKernel === undefined || readBias === undefined)
    return candidate;
  const {
    modules,
    communicationHeads: heads,
    communicationKeyWidth: key,
    communicationValueWidth: value,
  } = config;
  const [, batch, d] = candidate.shape;
  const seen =
    config.communicationSource === 'candidate'
      ? candidate
      : tf.where(active.cast('bool').broadcastTo<tf.Rank.R3>(held.shape), candidate, held);
  const source = config.blockedGradients ? blockInactive(seen, active) : seen;
  const byHead = (part: tf.Tensor3D): tf.Tensor4D =>
    part.reshape([modules, batch, heads, -1]).transpose([1, 2, 0, 3]);
  const sizes = [heads * key, heads * key, heads * value] as const;
  const [queries, keys, values] = splitInto(product(source, communication), sizes, 2);
  const scores = product(byHead(queries), byHead(keys), 'second').div(Math.sqrt(key));
  const merged = product(tf.softmax(scores), byHead(values))
    .transpose([2, 0, 1, 3])
    .reshape([modules * batch, -1]);
  const told = product(merged, readKernel)
    .add<tf.Tensor2D>(readBias)
    .reshape<tf.Tensor3D>([modules, batch, -1]);
  const drop = (content: tf.Tensor3D) =>
    mask === undefined ? content : content.mul<tf.Tensor3D>(mask);
  if (config.communicationOutput === 'plain') return candidate.add(drop(told));
  const [content, gate] = splitInto(told, [d, d], 2);
  return candidate.add(gate.sigmoid().mul(drop(content).tanh()));
}

/** The identity forwards; backwards nothing comes through for inactive modules. */
function blockInactive(source: tf.Tensor3D, active: tf.Tensor3D): tf.Tensor3D {
  const block = tf.customGrad((values, mask, save) => {
    (save as unknown as tf.GradSaveFunc)([mask as tf.Tensor]);
    return {
      value: (values as tf.Tensor).clone(),
      gradFunc: (dy, [saved]) => [dy.mul(saved as tf.Tensor), tf.zerosLike(saved as tf.Tensor)],
    };
  });
  return block(source, active) as tf.Tensor3D;
}
