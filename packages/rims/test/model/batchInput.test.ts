import { useBackend } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { checkSequences, sequenceTensor } from '../../src/model/batchInput.ts';
import type { SequenceArrays } from '../../src/model/batchInput.ts';
import type { SequenceModelConfig } from '../../src/model/sequenceModelConfig.ts';

beforeAll(() => useBackend());

const model = (input: SequenceModelConfig['input']): SequenceModelConfig => {
  return { core: { kind: 'lstm' }, input, outputs: 1, answers: 'last', dropout: 0 };
};
const ofTokens = model({ kind: 'tokens', vocabulary: 4, width: 7 });
const ofVectors = model({ kind: 'vectors', width: 2 });
const tokens = (...numbers: number[]): SequenceArrays => ({
  steps: 2,
  size: 2,
  inputs: { kind: 'tokens', tokens: Int32Array.from(numbers) },
});
const vectors = (width: number, ...numbers: number[]): SequenceArrays => ({
  steps: 2,
  size: 1,
  inputs: { kind: 'vectors', width, values: Float32Array.from(numbers) },
});
const check = (sequences: SequenceArrays, config: SequenceModelConfig) => () => {
  checkSequences('test', sequences, config);
};

it('takes what the model can read', () => {
  expect(thrownCode(check(tokens(0, 1, 2, 3), ofTokens))).toBeUndefined();
  expect(thrownCode(check(vectors(2, 1, -2, 3e38, 0), ofVectors))).toBeUndefined();
});

it.each<[string, SequenceArrays, SequenceModelConfig, string]>([
  ['a token too few', tokens(0, 1, 2), ofTokens, 'ERR_SHAPE'],
  ['a token too many', tokens(0, 1, 2, 3, 0), ofTokens, 'ERR_SHAPE'],
  ['no steps', { ...tokens(), steps: 0 }, ofTokens, 'ERR_SHAPE'],
  ['no sequences', { ...tokens(), size: 0 }, ofTokens, 'ERR_SHAPE'],
  ['tokens for vectors', tokens(0, 1, 2, 3), ofVectors, 'ERR_SHAPE'],
  ['vectors for tokens', vectors(2, 1, 2, 3, 4), ofTokens, 'ERR_SHAPE'],
  ['vectors of another width', vectors(3, 1, 2, 3, 4, 5, 6), ofVectors, 'ERR_SHAPE'],
  ['half a vector', vectors(2, 1, 2, 3), ofVectors, 'ERR_SHAPE'],
  ['a token that there is not', tokens(0, 1, 2, 4), ofTokens, 'ERR_VALUES'],
  ['a token below the first', tokens(0, -1, 2, 3), ofTokens, 'ERR_VALUES'],
  ['NaN', vectors(2, 1, 2, NaN, 4), ofVectors, 'ERR_VALUES'],
])('refuses %s', (_, sequences, config, code) => {
  expect(thrownCode(check(sequences, config))).toBe(code);
});

it('says what was expected and what came', () => {
  expect(check(vectors(3, 1, 2, 3, 4, 5, 6), ofVectors)).toThrow(
    'test: expected vectors of width 2, at least one step of one sequence, got 6 numbers as vectors of width 3 in 2 steps of 1',
  );
  expect(check(tokens(0, 1, 2), ofTokens)).toThrow(
    'test: expected tokens, at least one step of one sequence, got 3 numbers as tokens in 2 steps of 2',
  );
  expect(check(tokens(0, 9, 2, 3), ofTokens)).toThrow(
    'test: expected tokens from 0 to 3, got 9 at place 1, step 0 of sequence 1',
  );
  expect(check(vectors(2, 1, 2, Infinity, 4), ofVectors)).toThrow(
    'test: expected finite numbers, got Infinity at place 2, step 1 of sequence 0',
  );
});

it('makes a tensor of them, time first', async () => {
  const ofNumbers = sequenceTensor(tokens(0, 1, 2, 3));
  expect([ofNumbers.dtype, await ofNumbers.array()]).toEqual([
    'int32',
    [
      [0, 1],
      [2, 3],
    ],
  ]);
  const ofPairs = sequenceTensor(vectors(2, 1, 2, 3, 4));
  expect([ofPairs.dtype, await ofPairs.array()]).toEqual(['float32', [[[1, 2]], [[3, 4]]]]);
});
