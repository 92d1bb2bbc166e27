import { checkArray, checkOptions } from '@causal-mechanisms/tensor-utils';
import { RecordReader } from './recordReader.ts';
import type { SequenceRecord, SequenceTable, SequenceTableOptions } from './sequenceTypes.ts';

/**
 * Brings a user's own sequences into one form.
 *
 * @param records - One per sequence, at least one, all of the same kind and width; of any lengths.
 * @param options - Name, and how numbers are read.
 * @returns The table; the records are copied.
 * @throws ArgumentError when there is no record; ValuesError, with record and step, for a sequence without steps, a mixture of kinds or widths,
 *   and numbers that are not finite.
 *
 * @example
 * ```ts
 * import { sequenceTable } from '@causal-mechanisms/datasets';
 *
 * const table = sequenceTable([['up', 'up', 'down'], { id: 'b', tokens: ['down'], label: 'short' }]);
 * console.log(table.kind, table.sequences.map(({ id }) => id)); // tokens [ '1', 'b' ]
 * const measured = sequenceTable([[1, 2.5], [[4], [3], [2]]]);
 * console.log(measured.kind, measured.sequences[1]?.id); // numbers 2
 * ```
 */
export function sequenceTable(
  records: readonly SequenceRecord[],
  options: SequenceTableOptions = {},
): SequenceTable {
  checkOptions('sequenceTable', options);
  checkArray('sequenceTable', 'records', records);
  const reader = new RecordReader(options);
  records.forEach((record, place) => {
    reader.add(record, `sequenceTable: records[${place}]`);
  });
  return reader.finish();
}
