import {
  ArgumentError,
  checkArray,
  checkNumbers,
  checkOptions,
  checkText,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import type { SequenceCoding, SequenceTable } from './sequenceTypes.ts';

/**
 * @param owner - The function that asks; opens the message.
 * @param table - What the caller gave.
 * @param name - The argument.
 * @throws ArgumentError, ShapeError, ValuesError when it is no table of sequences.
 */
export function checkSequenceTable(owner: string, table: SequenceTable, name = 'table'): void {
  checkText(owner, `${name}.kind`, checkOptions(owner, table, name).kind, ['tokens', 'numbers']);
  checkText(owner, `${name}.name`, table.name);
  if (table.kind === 'numbers') checkTexts(owner, `${name}.columns`, table.columns);
  checkArray<unknown>(owner, `${name}.sequences`, table.sequences);
  if (table.sequences.length === 0) {
    throw new ArgumentError(`${owner}: ${name}.sequences must hold at least one`);
  }
  for (const [place, sequence] of table.sequences.entries()) {
    const at = `${name}.sequences[${place}]`;
    const { id, label } = checkOptions(owner, sequence, at);
    checkText(owner, `${at}.id`, id);
    if (label !== undefined) checkText(owner, `${at}.label`, label);
    if ('tokens' in sequence && table.kind === 'tokens') {
      checkTexts(owner, `${at}.tokens`, sequence.tokens);
    } else if (table.kind === 'numbers') {
      const { values } = sequence as { readonly values: Float64Array };
      checkNumbers(owner, `${at}.values`, values, { kinds: [Float64Array] });
      if (values.length === 0 || values.length % table.columns.length !== 0) {
        throw new ShapeError(
          `${owner}: ${at}.values must hold ${table.columns.length} numbers per step, got ${values.length} in all`,
          { data: { columns: table.columns.length, values: values.length } },
        );
      }
    } else throw new ArgumentError(`${owner}: ${at}.tokens must be texts, got none`);
  }
}

/**
 * @param owner - The function that asks; opens the message.
 * @param coding - What the caller gave.
 * @throws ArgumentError, ShapeError, ValuesError when it is no coding.
 */
export function checkSequenceCoding(owner: string, coding: SequenceCoding): void {
  const { ask, inputs, labels } = checkOptions(owner, coding, 'coding');
  checkText(owner, 'coding.ask', ask, ['next', 'label']);
  checkText(owner, 'coding.inputs.kind', checkOptions(owner, inputs, 'coding.inputs').kind, [
    'tokens',
    'numbers',
  ]);
  if (labels !== undefined || ask === 'label') {
    checkTexts(owner, 'coding.labels', labels as readonly string[]);
  }
  if (inputs.kind === 'tokens') {
    checkTexts(owner, 'coding.inputs.vocabulary', inputs.vocabulary);
    return;
  }
  checkTexts(owner, 'coding.inputs.columns', inputs.columns);
  const { length } = inputs.columns;
  checkNumbers(owner, 'coding.inputs.means', inputs.means, { length });
  checkNumbers(owner, 'coding.inputs.deviations', inputs.deviations, { length });
}

/**
 * @param owner - The function that asks; opens the message.
 * @param name - The argument.
 * @param given - What the caller gave.
 * @throws ArgumentError when it is no array of texts, or an empty one.
 */
export function checkTexts(owner: string, name: string, given: readonly string[]): void {
  checkArray<unknown>(owner, name, given);
  if (given.length === 0) throw new ArgumentError(`${owner}: ${name} must hold at least one`);
  const place = given.findIndex((text: unknown) => typeof text !== 'string' || text === '');
  if (place < 0) return;
  throw new ArgumentError(
    `${owner}: ${name}[${place}] must be a text, got ${String(given[place])}`,
  );
}
