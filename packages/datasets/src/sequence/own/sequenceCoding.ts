import {
  ArgumentError,
  checkOptions,
  checkText,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { withoutLabel } from './splitSequences.ts';
import type { SequenceCoding, SequenceTable } from './sequenceTypes.ts';
import { checkSequenceTable } from './tableChecks.ts';

/** Options of {@link sequenceCoding}. */
export interface SequenceCodingOptions {
  /** What a model is to be asked: what comes next, at every step; or the label, after the last one. */
  readonly ask: 'next' | 'label';
  /** Sequences that are used for means and deviations alone, such as the part to train on. Default: all. */
  readonly scaleBy?: SequenceTable;
}

/**
 * Finds out how a user's sequences become numbers: the vocabulary, the labels, mean and deviation of each column.
 *
 * @param table - All sequences: a token or a label that it does not hold will be unknown.
 * @param options - What is asked, and what numbers are scaled by.
 * @returns The coding, plain JSON.
 * @throws ArgumentError when `ask` is neither; ValuesError when a sequence has no label although that is asked, or there is one label only.
 *
 * @example
 * ```ts
 * import { sequenceCoding, sequenceTable } from '@causal-mechanisms/datasets';
 *
 * const { inputs } = sequenceCoding(sequenceTable(['banana']), { ask: 'next' });
 * if (inputs.kind === 'tokens') console.log(inputs.vocabulary); // [ 'a', 'b', 'n' ]
 * ```
 */
export function sequenceCoding(
  table: SequenceTable,
  options: SequenceCodingOptions,
): SequenceCoding {
  checkSequenceTable('sequenceCoding', table);
  const { ask, scaleBy = table } = checkOptions('sequenceCoding', options);
  if (scaleBy !== table) checkSequenceTable('sequenceCoding', scaleBy, 'options.scaleBy');
  checkText('sequenceCoding', 'ask', ask, ['next', 'label']);
  return {
    ask,
    inputs:
      table.kind === 'tokens'
        ? {
            kind: 'tokens',
            vocabulary: names(table.sequences.flatMap(({ tokens }) => [...new Set(tokens)])),
          }
        : { kind: 'numbers', columns: table.columns, ...momentsOf(table.columns.length, scaleBy) },
    ...(ask === 'label' ? { labels: labelsOf(table) } : {}),
  };
}

/** Different texts in an order that does not depend on the order of the sequences. */
function names(all: readonly string[]): string[] {
  const different = [...new Set(all)];
  return different.every((name) => name.trim() !== '' && Number.isFinite(Number(name)))
    ? different.sort((a, b) => Number(a) - Number(b) || (a < b ? -1 : 1))
    : different.sort();
}

function labelsOf({ name, sequences }: SequenceTable): string[] {
  const labels = names(
    sequences.map(({ id, label }) => {
      if (label === undefined) throw withoutLabel(name, id);
      return label;
    }),
  );
  if (labels.length > 1) return labels;
  throw new ValuesError(`${name}: all sequences have the label "${labels[0] ?? ''}"`, {
    data: { labels },
  });
}

function momentsOf(
  width: number,
  table: SequenceTable,
): { readonly means: readonly number[]; readonly deviations: readonly number[] } {
  if (table.kind !== 'numbers' || table.columns.length !== width) {
    throw new ArgumentError('sequenceCoding: scaleBy must hold sequences of the same numbers', {
      data: { kind: table.kind, width },
    });
  }
  const sums = new Float64Array(width);
  const squares = new Float64Array(width);
  const each = (visit: (value: number, column: number) => void): void => {
    for (const { values } of table.sequences)
      values.forEach((value, i) => {
        visit(value, i % width);
      });
  };
  let count = 0;
  each((value, column) => {
    sums[column] = (sums[column] ?? 0) + value;
    count++;
  });
  const means = Array.from(sums, (sum) => sum / (count / width));
  each((value, column) => {
    squares[column] = (squares[column] ?? 0) + (value - (means[column] ?? 0)) ** 2;
  });
  const deviations = Array.from(squares, (square) => Math.sqrt(square / (count / width)) || 1);
  return { means, deviations };
}
