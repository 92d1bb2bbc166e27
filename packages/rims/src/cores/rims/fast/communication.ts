import * as tf from '@tensorflow/tfjs';
import { splitInto, tensorTuple } from '@causal-mechanisms/tensor-utils';
import { product } from '../../shared/product.ts';
import type { RimsPassInput } from '../rimsPass.ts';
import { moduleAttention, moduleAttentionGradient } from './moduleAttention.ts';
import { stackSteps } from '../../shared/axes.ts';

/** The states that meet in the communication of a step. */
export interface Candidates {
  /** What every module would come to `[modules, batch, d]`. */
  readonly candidate: tf.Tensor3D;
  /** What it had before. */
  readonly held: tf.Tensor3D;
  /** 1 for active modules `[modules, batch, 1]`; absent when all are. */
  readonly active: tf.Tensor3D | undefined;
}

/** What communication adds to the candidates; the caller disposes of the tensors. */
export interface CommunicationStep {
  /** The candidates with what they read `[modules, batch, d]`. */
  readonly hidden: tf.Tensor3D;
  /** For the gradient. */
  readonly saved: readonly tf.Tensor[];
}

/** What one step of the communication sends back. */
export interface CommunicationStepGradient {
  /** For the candidates, past what was read included. */
  readonly candidate: tf.Tensor3D;
  /** For the states before, where inactive modules show those. */
  readonly held?: tf.Tensor3D;
  /** For `finish`. */
  readonly kept: readonly [projected: tf.Tensor3D, told: tf.Tensor3D];
}

/** Gradients of the parameters of the communication; the caller disposes of them. */
export interface CommunicationGradients {
  readonly communication: tf.Tensor3D;
  readonly readKernel: tf.Tensor2D;
  readonly readBias: tf.Tensor1D;
}

/** How modules read from each other during a pass. */
export interface Communication {
  step(t: number, states: Candidates): CommunicationStep;
  stepGradient(
    t: number,
    states: Candidates,
    hiddenGradient: tf.Tensor3D,
    saved: readonly tf.Tensor[],
  ): CommunicationStepGradient;
  finish(
    saved: readonly (readonly tf.Tensor[])[],
    kept: readonly CommunicationStepGradient['kept'][],
  ): CommunicationGradients;
}

/** Where a step saves what the products over all steps need; the rest is for its own gradient. */
const SOURCE = 0;
const READ = 1;

/**
 * @param pass - Parameters and masks.
 * @returns The communication, or nothing where it is switched off.
 */
export function communicationOf(pass: RimsPassInput): Communication | undefined {
  const { config, parameters, masks, sizes: sequence } = pass;
  const { communication, readKernel, readBias } = parameters;
  if (communication === undefined || readKernel === undefined || readBias === undefined) {
    return undefined;
  }
  const sizes = {
    heads: config.communicationHeads,
    key: config.communicationKeyWidth,
    value: config.communicationValueWidth,
  };
  const gated = config.communicationOutput === 'gated';
  const dropped = masks.read === undefined ? undefined : (tf.unstack(masks.read) as tf.Tensor3D[]);
  const { modules } = config;
  const { batch } = sequence;
  const rows = modules * batch;
  const drop = (content: tf.Tensor3D, t: number): tf.Tensor3D => {
    const mask = dropped?.[t];
    return mask === undefined ? content : content.mul(mask);
  };

  return {
    step(t, { candidate, held, active }) {
      const d = candidate.shape[2];
      const source =
        config.communicationSource === 'candidate' || active === undefined
          ? candidate
          : tf.where(active.cast('bool'), candidate, held);
      const { read, saved } = moduleAttention(product(source, communication), sizes);
      const told = product(read.reshape<tf.Tensor2D>([rows, -1]), readKernel)
        .add<tf.Tensor2D>(readBias)
        .reshape<tf.Tensor3D>([modules, batch, -1]);
      if (!gated) {
        return { hidden: candidate.add(drop(told, t)), saved: [source, read, ...saved] };
      }
      const [content, opening] = splitInto(told, [d, d], 2);
      const squashed = drop(content, t).tanh();
      const gate = opening.sigmoid();
      return {
        hidden: candidate.add(gate.mul(squashed)),
        saved: [source, read, squashed, gate, ...saved],
      };
    },

    stepGradient(t, { active }, hiddenGradient, saved) {
      const rest = saved.slice(2);
      let told: tf.Tensor3D;
      if (gated) {
        const [squashed, gate] = tensorTuple(rest.splice(0, 2), [3, 3]);
        const throughGate = hiddenGradient.mul<tf.Tensor3D>(gate);
        const toContent = throughGate.sub<tf.Tensor3D>(throughGate.mul(squashed.square()));
        const toGate = throughGate.sub(throughGate.mul(gate)).mul<tf.Tensor3D>(squashed);
        told = tf.concat([drop(toContent, t), toGate], 2);
      } else told = drop(hiddenGradient, t);
      const toRead = product(
        told.reshape<tf.Tensor2D>([rows, -1]),
        readKernel,
        'second',
      ).reshape<tf.Tensor3D>([modules, batch, -1]);
      const projected = moduleAttentionGradient(toRead, rest, sizes);
      const toSource = product(projected, communication, 'second');
      const kept = [projected, told] as const;
      if (active === undefined) return { candidate: hiddenGradient.add(toSource), kept };
      const ofActive = toSource.mul<tf.Tensor3D>(active);
      const fromCandidates = config.communicationSource === 'candidate';
      return {
        candidate: hiddenGradient.add(
          fromCandidates && !config.blockedGradients ? toSource : ofActive,
        ),
        ...(fromCandidates || config.blockedGradients ? {} : { held: toSource.sub(ofActive) }),
        kept,
      };
    },

    finish(saved, kept) {
      const source = stackSteps(saved.map((step) => step[SOURCE] as tf.Tensor3D));
      const read = stackSteps(saved.map((step) => step[READ] as tf.Tensor3D));
      const projected = stackSteps(kept.map(([first]) => first));
      const told = stackSteps(kept.map(([, second]) => second));
      const flat = (stacked: tf.Tensor3D): tf.Tensor2D => stacked.reshape([-1, stacked.shape[2]]);
      return {
        communication: product(source, projected, 'first'),
        readKernel: product(flat(read), flat(told), 'first'),
        readBias: flat(told).sum(0),
      };
    },
  };
}
