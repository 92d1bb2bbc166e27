import { thrownCode } from '@causal-mechanisms/test-utils';
import {
  codeOf,
  codesOf,
  encodeSequences,
  sequencePacker,
} from '../../../src/sequence/own/encodeSequences.ts';
import { sequenceCoding } from '../../../src/sequence/own/sequenceCoding.ts';
import { sequenceTable } from '../../../src/sequence/own/sequenceTable.ts';

const words = sequenceCoding(sequenceTable(['banana']), { ask: 'next' });
const pairs = sequenceCoding(
  sequenceTable([
    [
      [1, 10],
      [3, 30],
    ],
  ]),
  { ask: 'next' },
);

it('packs tokens step by step, and pads shorter sequences with zeros', () => {
  expect(encodeSequences(words, ['ban', 'n'])).toEqual({
    steps: 3,
    size: 2,
    lengths: Int32Array.of(3, 1),
    inputs: { kind: 'tokens', tokens: Int32Array.of(1, 2, 0, 0, 2, 0) },
  });
});

it('takes mean and deviation off numbers', () => {
  // Means 2 and 20, deviations 1 and 10. Padding is 0, which is the mean.
  expect(
    encodeSequences(pairs, [
      [
        [4, 20],
        [2, 0],
      ],
      [[1, 30]],
    ]),
  ).toEqual({
    steps: 2,
    size: 2,
    lengths: Int32Array.of(2, 1),
    inputs: { kind: 'vectors', width: 2, values: Float32Array.of(2, 0, -1, 1, 0, -2, 0, 0) },
  });
});

it('has no lengths where all are alike', () => {
  expect(encodeSequences(words, ['ab', 'na'])).not.toHaveProperty('lengths');
});

it('takes tables as well, and numbers as tokens where the coding has tokens', () => {
  expect(encodeSequences(words, sequenceTable(['ab']))).toEqual(encodeSequences(words, ['ab']));
  const digits = sequenceCoding(sequenceTable([[1, 2]], { tokens: true }), { ask: 'next' });
  expect(encodeSequences(digits, [[2, 1]]).inputs).toEqual({
    kind: 'tokens',
    tokens: Int32Array.of(1, 0),
  });
});

it('packs the first steps alone where it is told how many', () => {
  const packed = sequencePacker(words)(sequenceTable(['ban', 'na']), Int32Array.of(1, 2));
  expect(packed.inputs).toEqual({ kind: 'tokens', tokens: Int32Array.of(1, 2, 0, 0) });
});

it('refuses what the coding does not know', () => {
  expect(() => encodeSequences(words, ['bax'])).toThrow(
    'sequence "1", step 3: "x" is not among the 3 that are known',
  );
  expect(thrownCode(() => encodeSequences(words, ['x']))).toBe('ERR_VALUES');
  expect(thrownCode(() => encodeSequences(pairs, [[1, 2]]))).toBe('ERR_ARGUMENT');
  expect(() => encodeSequences(pairs, ['ab'])).toThrow('expected 2 numbers per step, got tokens');
  expect(thrownCode(() => encodeSequences(words, sequenceTable([[1]])))).toBe('ERR_ARGUMENT');
});

it('names what is near', () => {
  expect(() => codeOf('hapy', codesOf(['happy', 'sad']), 'label')).toThrow('did you mean "happy"?');
  expect(codeOf('sad', codesOf(['happy', 'sad']), 'label')).toBe(1);
});
