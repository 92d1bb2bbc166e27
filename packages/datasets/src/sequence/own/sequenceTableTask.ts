import {
  ArgumentError,
  checkCount,
  checkInstance,
  RandomStream,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { checkIndices } from '../../image/readChecks.ts';
import type { SequenceBatch, SequenceTargets, SequenceTask } from '../sequenceTask.ts';
import { codeOf, codesOf, sequencePacker } from './encodeSequences.ts';
import { lengthsOf, takeSequences } from './selectSequences.ts';
import type { SequenceCoding, SequenceTable } from './sequenceTypes.ts';
import { checkSequenceCoding, checkSequenceTable } from './tableChecks.ts';
import { withoutLabel } from './splitSequences.ts';

/** A user's own sequences as a task: also read by index. */
export interface SequenceTableTask extends SequenceTask {
  /** Number of sequences. */
  readonly length: number;
  /**
   * Draws distinct sequences.
   *
   * @param size - How many; at most `length`.
   * @param stream - Decides which.
   * @returns The batch, whose arrays are the caller's own.
   * @throws ArgumentError when there are fewer sequences than that.
   */
  sample(size: number, stream: RandomStream): SequenceBatch;
  /**
   * Reads chosen sequences.
   *
   * @param indices - Which ones, in [0, length), in any order; at least one.
   * @returns The batch, whose arrays are the caller's own.
   * @throws ArgumentError for an index that is not there, or none.
   */
  batch(indices: ArrayLike<number>): SequenceBatch;
}

/**
 * Makes a task of a user's own sequences: at every step, what comes next; or after the last one, the label.
 *
 * @param table - The sequences; at least two steps each where the next is asked.
 * @param coding - How they become numbers, and what is asked.
 * @returns The task. Sequences of unequal length are padded at the end; all answers are scored.
 * @throws ValuesError for a sequence that is too short or has no label, and for tokens and labels that the coding does not know; ArgumentError
 *   when table and coding are of different kinds or widths.
 *
 * @example
 * ```ts
 * import { sequenceCoding, sequenceTable, sequenceTableTask } from '@causal-mechanisms/datasets';
 *
 * const table = sequenceTable(['abab', 'ba']);
 * const task = sequenceTableTask(table, sequenceCoding(table, { ask: 'next' }));
 * const { steps, lengths, targets } = task.batch([0, 1]);
 * console.log(steps, lengths?.join(' ')); // 3 3 1
 * if (targets.kind === 'classes') console.log(targets.classes.join(' ')); // 1 0 0 0 1 0
 * ```
 */
export function sequenceTableTask(table: SequenceTable, coding: SequenceCoding): SequenceTableTask {
  checkSequenceTable('sequenceTableTask', table);
  checkSequenceCoding('sequenceTableTask', coding);
  const owner = `sequenceTableTask(${table.name})`;
  const { ask, inputs, labels = [] } = coding;
  const all = lengthsOf(table);
  const codes = codesOf(labels);
  const pack = sequencePacker(coding);
  const classes = table.sequences.map(({ id, label }, index) => {
    if (ask === 'label') {
      if (label === undefined) throw withoutLabel(table.name, id);
      return codeOf(label, codes, `${table.name}: label of sequence "${id}"`);
    }
    if ((all[index] ?? 0) >= 2) return 0;
    throw new ValuesError(
      `${table.name}: sequence "${id}" has one step; what comes next takes at least two`,
      { data: { id } },
    );
  });
  // All of them once: what cannot be coded is refused now, not in the middle of a training.
  const width = inputs.kind === 'tokens' ? inputs.vocabulary.length : inputs.columns.length;
  for (const index of all.keys()) {
    pack(takeSequences(table, [index]), all.subarray(index, index + 1));
  }
  const batch = (indices: ArrayLike<number>): SequenceBatch => {
    checkIndices(owner, indices, all.length, 'indices');
    checkCount(owner, 'the number of indices', indices.length);
    const chosen = Array.from(indices);
    const lengths = Int32Array.from(chosen, (index) => all[index] ?? 0);
    const taken = takeSequences(table, chosen);
    if (ask === 'label') {
      const wanted = Int32Array.from(chosen, (index) => classes[index] ?? 0);
      return {
        ...pack(taken, lengths),
        targets: { kind: 'classes', classes: wanted },
        targetAt: 'last',
        scored: 1,
      };
    }
    const whole = pack(taken, lengths).inputs;
    const read = pack(
      taken,
      lengths.map((length) => length - 1),
    );
    const { size, steps } = read;
    // What comes next are the same numbers, one step later.
    const targets: SequenceTargets =
      whole.kind === 'tokens'
        ? { kind: 'classes', classes: whole.tokens.slice(size) }
        : { kind: 'values', width, values: whole.values.slice(size * width) };
    return { ...read, targets, targetAt: 'every', scored: steps };
  };
  return {
    name: table.name,
    inputs:
      inputs.kind === 'tokens' ? { kind: 'tokens', vocabulary: width } : { kind: 'vectors', width },
    targets:
      ask === 'label'
        ? { kind: 'classes', classes: labels.length }
        : inputs.kind === 'tokens'
          ? { kind: 'classes', classes: width }
          : { kind: 'values', width },
    targetAt: ask === 'label' ? 'last' : 'every',
    length: all.length,
    batch,
    sample: (size, stream) => {
      checkCount(owner, 'size', size);
      if (size > all.length) {
        throw new ArgumentError(
          `${owner}: size must be at most the number of sequences; a batch of ${size} needs more than the ${all.length} sequences there are`,
          { data: { size, length: all.length } },
        );
      }
      checkInstance(owner, 'stream', stream, RandomStream);
      return batch(stream.sampleIndices(size, all.length));
    },
  };
}
