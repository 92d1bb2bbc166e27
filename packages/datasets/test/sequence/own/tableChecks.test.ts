import { thrownCode } from '@causal-mechanisms/test-utils';
import { sequenceCoding } from '../../../src/sequence/own/sequenceCoding.ts';
import { sequenceTable } from '../../../src/sequence/own/sequenceTable.ts';
import { checkSequenceCoding, checkSequenceTable } from '../../../src/sequence/own/tableChecks.ts';

const words = sequenceTable(['ab', 'a']);
const pairs = sequenceTable([[[1, 2]]]);

it('lets tables and codings through', () => {
  const codeOf = (check: () => void) => thrownCode(check);
  for (const table of [words, pairs]) {
    expect(
      codeOf(() => {
        checkSequenceTable('f', table);
      }),
    ).toBeUndefined();
    const coding = sequenceCoding(table, { ask: 'next' });
    expect(
      codeOf(() => {
        checkSequenceCoding('f', coding);
      }),
    ).toBeUndefined();
  }
});

it.each<[unknown, string, string]>([
  [null, 'ERR_ARGUMENT', 'f: table'],
  [{ ...words, kind: 'texts' }, 'ERR_ARGUMENT', 'f: table.kind must be tokens or numbers'],
  [{ ...words, name: 7 }, 'ERR_ARGUMENT', 'f: table.name'],
  [{ ...words, sequences: [] }, 'ERR_ARGUMENT', 'f: table.sequences must hold at least one'],
  [{ ...words, sequences: [null] }, 'ERR_ARGUMENT', 'f: table.sequences[0]'],
  [{ ...words, sequences: [{ id: 1, tokens: ['a'] }] }, 'ERR_ARGUMENT', 'sequences[0].id'],
  [{ ...words, sequences: [{ id: 'a' }] }, 'ERR_ARGUMENT', 'sequences[0].tokens'],
  [
    { ...words, sequences: [{ id: 'a', tokens: [] }] },
    'ERR_ARGUMENT',
    'tokens must hold at least one',
  ],
  [
    { ...words, sequences: [{ id: 'a', tokens: ['a', 2] }] },
    'ERR_ARGUMENT',
    'tokens[1] must be a text',
  ],
  [{ ...words, sequences: [{ id: 'a', tokens: ['a'], label: 1 }] }, 'ERR_ARGUMENT', 'label'],
  [{ ...pairs, columns: [] }, 'ERR_ARGUMENT', 'f: table.columns must hold at least one'],
  [{ ...pairs, columns: ['a'], sequences: [{ id: 'a' }] }, 'ERR_ARGUMENT', 'sequences[0].values'],
  [{ ...pairs, columns: ['a', 'b', 'c'] }, 'ERR_SHAPE', 'must hold 3 numbers per step, got 2'],
  [
    { ...pairs, sequences: [{ id: 'a', values: Float64Array.of(1, NaN) }] },
    'ERR_VALUES',
    'sequences[0].values',
  ],
])('refuses the table %j', (table, code, message) => {
  const check = () => {
    checkSequenceTable('f', table as never);
  };
  expect(check).toThrow(message);
  expect(thrownCode(check)).toBe(code);
});

it.each<[unknown, string, string]>([
  [undefined, 'ERR_ARGUMENT', 'f: coding'],
  [{ ask: 'all' }, 'ERR_ARGUMENT', 'f: coding.ask'],
  [{ ask: 'next', inputs: null }, 'ERR_ARGUMENT', 'f: coding.inputs'],
  [{ ask: 'next', inputs: { kind: 'x' } }, 'ERR_ARGUMENT', 'f: coding.inputs.kind'],
  [{ ask: 'next', inputs: { kind: 'tokens' } }, 'ERR_ARGUMENT', 'f: coding.inputs.vocabulary'],
  [
    { ask: 'label', inputs: { kind: 'tokens', vocabulary: ['a'] } },
    'ERR_ARGUMENT',
    'f: coding.labels',
  ],
  [
    { ask: 'next', inputs: { kind: 'numbers', columns: ['a'], means: [1, 2], deviations: [1] } },
    'ERR_SHAPE',
    'f: coding.inputs.means',
  ],
  [
    { ask: 'next', inputs: { kind: 'numbers', columns: ['a'], means: [1], deviations: ['x'] } },
    'ERR_VALUES',
    'f: coding.inputs.deviations',
  ],
])('refuses the coding %j', (coding, code, message) => {
  const check = () => {
    checkSequenceCoding('f', coding as never);
  };
  expect(check).toThrow(message);
  expect(thrownCode(check)).toBe(code);
});
