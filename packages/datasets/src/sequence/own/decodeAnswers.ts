import {
  checkCount,
  checkNumbers,
  checkOptions,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import type { SequenceCoding } from './sequenceTypes.ts';
import { checkSequenceCoding } from './tableChecks.ts';

/** What a model says at one step, in the user's words or units. */
export type SequenceAnswer =
  | {
      /** One of several tokens or labels. */
      readonly kind: 'name';
      /** The likeliest. */
      readonly best: string;
      /** Its share, 0 to 1. */
      readonly share: number;
      /** The share of each token or label, in the order of the coding; they sum to 1. */
      readonly shares: readonly number[];
    }
  | {
      /** Numbers. */
      readonly kind: 'numbers';
      /** One per column, in the user's units. */
      readonly values: readonly number[];
    };

/** What a model said about sequences: what `SequenceModel.predict` gives. */
export interface AnswersToDecode {
  /** How many answers there are per sequence: as many as steps, or 1. */
  readonly steps: number;
  /** Sequences. */
  readonly batch: number;
  /** The width of an answer. */
  readonly outputs: number;
  /** Logits or values `[steps, batch, outputs]`. */
  readonly answers: Float32Array;
}

/**
 * Turns what a model says into the user's words and units.
 *
 * @param coding - Of the model.
 * @param said - What `SequenceModel.predict` gave.
 * @param read - What the model read; tells where shorter sequences end.
 * @returns For each sequence its answers: one per step, of what comes next; or one, of the label.
 * @throws ShapeError when the answers are of another number or width than the coding has.
 *
 * @example
 * ```ts
 * import { decodeAnswers, sequenceCoding, sequenceTable } from '@causal-mechanisms/datasets';
 *
 * const coding = sequenceCoding(sequenceTable([[1, 3], [5, 3]]), { ask: 'next' });
 * const said = { steps: 1, batch: 1, outputs: 1, answers: Float32Array.of(0) };
 * console.log(decodeAnswers(coding, said)[0]?.[0]); // { kind: 'numbers', values: [ 3 ] }
 * ```
 */
export function decodeAnswers(
  coding: SequenceCoding,
  said: AnswersToDecode,
  read: { readonly lengths?: Int32Array } = {},
): SequenceAnswer[][] {
  checkSequenceCoding('decodeAnswers', coding);
  const { steps, batch, outputs, answers } = checkOptions('decodeAnswers', said, 'said');
  for (const [name, count] of Object.entries({ steps, batch, outputs })) {
    checkCount('decodeAnswers', `said.${name}`, count);
  }
  checkNumbers('decodeAnswers', 'said.answers', answers, { kinds: [Float32Array] });
  const { lengths } = checkOptions('decodeAnswers', read, 'read');
  if (lengths !== undefined) {
    checkNumbers('decodeAnswers', 'read.lengths', lengths, {
      kinds: [Int32Array],
      length: batch,
      least: 1,
    });
  }
  const { ask, inputs, labels = [] } = coding;
  const names = ask === 'label' ? labels : inputs.kind === 'tokens' ? inputs.vocabulary : undefined;
  const width = names?.length ?? (inputs.kind === 'numbers' ? inputs.columns.length : 0);
  if (outputs !== width || answers.length !== steps * batch * outputs) {
    throw new ShapeError(
      `decodeAnswers: expected answers of width ${width}, got ${answers.length} numbers for ${steps} answers of ${batch} sequences, of width ${outputs}`,
      { data: { width, outputs, steps, batch, answers: answers.length } },
    );
  }
  const decode = (row: Float32Array): SequenceAnswer => {
    if (names !== undefined) return named(row, names);
    const { means = [], deviations = [] } = inputs.kind === 'numbers' ? inputs : {};
    return {
      kind: 'numbers',
      values: Array.from(row, (value, i) => value * (deviations[i] ?? 1) + (means[i] ?? 0)),
    };
  };
  return Array.from({ length: batch }, (_, sequence) => {
    const own = ask === 'next' ? Math.min(steps, lengths?.[sequence] ?? steps) : 1;
    return Array.from({ length: own }, (__, t) => {
      const from = (t * batch + sequence) * outputs;
      return decode(answers.subarray(from, from + outputs));
    });
  });
}

function named(logits: Float32Array, names: readonly string[]): SequenceAnswer {
  const top = logits.reduce((most, logit) => Math.max(most, logit), -Infinity);
  const weights = Array.from(logits, (logit) => Math.exp(logit - top));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const shares = weights.map((weight) => weight / sum);
  const place = logits.indexOf(top);
  return { kind: 'name', best: names[place] ?? '', share: shares[place] ?? 0, shares };
}
