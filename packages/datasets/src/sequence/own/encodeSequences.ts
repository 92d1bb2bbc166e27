import {
  ArgumentError,
  checkArray,
  nearestName,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import type { SequenceBatch } from '../sequenceTask.ts';
import { lengthsOf } from './selectSequences.ts';
import { sequenceTable } from './sequenceTable.ts';
import { checkSequenceCoding, checkSequenceTable } from './tableChecks.ts';
import type { SequenceCoding, SequenceRecord, SequenceTable } from './sequenceTypes.ts';

/** Sequences as a model reads them: plain arrays, time-major, padded at the end. */
export type EncodedSequences = Pick<SequenceBatch, 'steps' | 'size' | 'inputs' | 'lengths'>;

/**
 * Turns a user's sequences into what a model reads, by the coding that was kept with the model.
 *
 * @param coding - Of the model.
 * @param sequences - Records as `sequenceTable` takes them, or a table.
 * @returns Arrays for `SequenceModel.predict`; shorter sequences are padded with zeros, and `lengths` says which.
 * @throws ValuesError for a token that is not in the vocabulary, numbers that are not finite, and what else `sequenceTable` refuses; ArgumentError
 *   when the sequences are of another kind or width.
 *
 * @example
 * ```ts
 * import { encodeSequences, sequenceCoding, sequenceTable } from '@causal-mechanisms/datasets';
 *
 * const coding = sequenceCoding(sequenceTable(['banana']), { ask: 'next' });
 * const { inputs, lengths } = encodeSequences(coding, ['ban', 'a']);
 * // Step by step: b a, a and padding, n and padding.
 * if (inputs.kind === 'tokens') console.log(inputs.tokens.join(' '), lengths?.join(' ')); // 1 0 0 0 2 0 3 1
 * ```
 */
export function encodeSequences(
  coding: SequenceCoding,
  sequences: readonly SequenceRecord[] | SequenceTable,
): EncodedSequences {
  checkSequenceCoding('encodeSequences', coding);
  if (isTable(sequences)) checkSequenceTable('encodeSequences', sequences, 'sequences');
  else checkArray<unknown>('encodeSequences', 'sequences', sequences);
  const table = isTable(sequences) ? sequences : readRecords(coding, sequences);
  return sequencePacker(coding)(table, lengthsOf(table));
}

function isTable(given: readonly SequenceRecord[] | SequenceTable): given is SequenceTable {
  return typeof given === 'object' && !Array.isArray(given);
}

function readRecords(
  { inputs }: SequenceCoding,
  records: readonly SequenceRecord[],
): SequenceTable {
  return inputs.kind === 'tokens'
    ? sequenceTable(records, { tokens: true })
    : sequenceTable(records);
}

/**
 * @param coding - How sequences become numbers.
 * @returns A function that packs the first steps of sequences, given how many of each, at least 1.
 * @throws ValuesError, ArgumentError as {@link encodeSequences}.
 */
export function sequencePacker(
  coding: SequenceCoding,
): (table: SequenceTable, lengths: Int32Array) => EncodedSequences {
  const { inputs } = coding;
  const codes = codesOf(inputs.kind === 'tokens' ? inputs.vocabulary : []);
  return (table, lengths) => {
    const size = lengths.length;
    const steps = lengths.reduce((most, length) => Math.max(most, length), 0);
    const packed = {
      steps,
      size,
      ...(lengths.some((length) => length !== steps) ? { lengths } : {}),
    };
    if (table.kind === 'tokens' && inputs.kind === 'tokens') {
      const tokens = new Int32Array(steps * size);
      table.sequences.forEach(({ id, tokens: given }, i) => {
        for (let t = 0; t < (lengths[i] ?? 0); t++) {
          tokens[t * size + i] = codeOf(given[t] ?? '', codes, `sequence "${id}", step ${t + 1}`);
        }
      });
      return { ...packed, inputs: { kind: 'tokens', tokens } };
    }
    if (
      table.kind !== 'numbers' ||
      inputs.kind !== 'numbers' ||
      inputs.columns.length !== table.columns.length
    ) {
      throw new ArgumentError(
        `encodeSequences: expected ${inWords(inputs)}, got ${inWords(table)}`,
        {
          data: { expected: inputs.kind, actual: table.kind },
        },
      );
    }
    const width = inputs.columns.length;
    const values = new Float32Array(steps * size * width);
    table.sequences.forEach(({ values: given }, i) => {
      for (let t = 0; t < (lengths[i] ?? 0); t++) {
        for (let column = 0; column < width; column++) {
          const centred = (given[t * width + column] ?? 0) - (inputs.means[column] ?? 0);
          values[(t * size + i) * width + column] = centred / (inputs.deviations[column] ?? 1);
        }
      }
    });
    return { ...packed, inputs: { kind: 'vectors', width, values } };
  };
}

function inWords(given: { readonly kind: string; readonly columns?: readonly string[] }): string {
  return given.kind === 'tokens' ? 'tokens' : `${given.columns?.length ?? 0} numbers per step`;
}

/**
 * @param names - Different texts.
 * @returns The place of each.
 */
export function codesOf(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name, code) => [name, code]));
}

/**
 * @param name - A token or a label.
 * @param codes - Those that are known.
 * @param where - Opens the message.
 * @returns Its place.
 * @throws ValuesError when it is not known.
 */
export function codeOf(name: string, codes: ReadonlyMap<string, number>, where: string): number {
  const code = codes.get(name);
  if (code !== undefined) return code;
  const near = nearestName(name, [...codes.keys()]);
  throw new ValuesError(
    `${where}: "${name}" is not among the ${codes.size} that are known${near === undefined ? '' : `; did you mean "${near}"?`}`,
    { data: { name, known: codes.size } },
  );
}
