import { checkCount, checkNumbers } from '@causal-mechanisms/tensor-utils';
import type { SequenceTable } from './sequenceTypes.ts';
import { checkSequenceTable } from './tableChecks.ts';

/**
 * @param table - The sequences.
 * @returns How many steps each of them has.
 *
 * @example
 * ```ts
 * import { sequenceLengths, sequenceTable } from '@causal-mechanisms/datasets';
 *
 * console.log(sequenceLengths(sequenceTable(['abc', 'a'])).join(' ')); // 3 1
 * ```
 */
export function sequenceLengths(table: SequenceTable): Int32Array {
  checkSequenceTable('sequenceLengths', table);
  return lengthsOf(table);
}

/** @returns The same of a table that was checked. */
export function lengthsOf(table: SequenceTable): Int32Array {
  return table.kind === 'tokens'
    ? Int32Array.from(table.sequences, ({ tokens }) => tokens.length)
    : Int32Array.from(table.sequences, ({ values }) => values.length / table.columns.length);
}

/**
 * @param table - The sequences.
 * @param indices - Which ones.
 * @returns These, in the order of the indices; an index that is not there gives none.
 *
 * @example
 * ```ts
 * import { selectSequences, sequenceTable } from '@causal-mechanisms/datasets';
 *
 * const chosen = selectSequences(sequenceTable(['abc', 'a', 'ab']), [2, 0]);
 * console.log(chosen.sequences.map(({ id }) => id)); // [ '3', '1' ]
 * ```
 */
export function selectSequences(table: SequenceTable, indices: readonly number[]): SequenceTable {
  checkSequenceTable('selectSequences', table);
  checkNumbers('selectSequences', 'indices', indices, { least: 0, whole: true });
  return takeSequences(table, indices);
}

/** @returns The same of a table that was checked. */
export function takeSequences(table: SequenceTable, indices: readonly number[]): SequenceTable {
  const taken = <T>(all: readonly T[]): T[] =>
    indices.flatMap((index) => all.slice(index, index + 1));
  return table.kind === 'tokens'
    ? { ...table, sequences: taken(table.sequences) }
    : { ...table, sequences: taken(table.sequences) };
}

/**
 * Cuts long sequences into pieces that follow each other without overlap.
 *
 * @param table - The sequences.
 * @param steps - The most steps of a piece, at least 1.
 * @returns Pieces in order, called `ID#1`, `ID#2` and so on; shorter sequences stay as they are.
 * @throws ArgumentError when the number of steps is no positive integer.
 *
 * @example
 * ```ts
 * import { cutSequences, sequenceTable } from '@causal-mechanisms/datasets';
 *
 * const table = cutSequences(sequenceTable(['abcde', 'xy']), 2);
 * console.log(table.sequences.map(({ id }) => id)); // [ '1#1', '1#2', '1#3', '2' ]
 * ```
 */
export function cutSequences(table: SequenceTable, steps: number): SequenceTable {
  checkSequenceTable('cutSequences', table);
  checkCount('cutSequences', 'steps', steps);
  const lengths = lengthsOf(table);
  const pieces = (index: number): { from: number; to: number }[] => {
    const length = lengths[index] ?? 0;
    return Array.from({ length: Math.ceil(length / steps) }, (_, piece) => ({
      from: piece * steps,
      to: Math.min(length, (piece + 1) * steps),
    }));
  };
  const named = (id: string, piece: number, count: number) =>
    count === 1 ? id : `${id}#${piece + 1}`;
  if (table.kind === 'tokens') {
    return {
      ...table,
      sequences: table.sequences.flatMap((sequence, index) =>
        pieces(index).map(({ from, to }, piece, { length }) => ({
          ...sequence,
          id: named(sequence.id, piece, length),
          tokens: sequence.tokens.slice(from, to),
        })),
      ),
    };
  }
  const width = table.columns.length;
  return {
    ...table,
    sequences: table.sequences.flatMap((sequence, index) =>
      pieces(index).map(({ from, to }, piece, { length }) => ({
        ...sequence,
        id: named(sequence.id, piece, length),
        values: sequence.values.slice(from * width, to * width),
      })),
    ),
  };
}
