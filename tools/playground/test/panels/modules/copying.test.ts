import { copyingTask } from '@causal-mechanisms/datasets';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import {
  answerSteps,
  copyingTokens,
  symbolsIn,
  tokenName,
  wrongInSymbols,
} from '../../../src/panels/modules/copying.ts';

describe('copyingTokens', () => {
  it('is what the task of the packages shows', () => {
    const batch = copyingTask({ gap: 4, symbols: 2 }).sample(1, new RandomStream(1));
    if (batch.inputs.kind !== 'tokens') throw new Error('expected tokens');
    const tokens = [...batch.inputs.tokens];
    expect(copyingTokens(tokens.slice(0, 2), 4)).toEqual(tokens);
  });

  it('shows the marker at once at a gap of one', () => {
    expect(copyingTokens([5, 6], 1)).toEqual([5, 6, 9, 0, 0]);
  });
});

describe('answerSteps', () => {
  it('begin after the marker', () => {
    const tokens = copyingTokens([5, 6], 3);
    expect(answerSteps([5, 6], 3)).toEqual([5, 6]);
    expect(tokens[4]).toBe(9);
    expect(tokens).toHaveLength(7);
  });
});

describe('symbolsIn', () => {
  it('takes symbols, and passes over the rest', () => {
    expect(symbolsIn('3, 9 0a7-1.58')).toEqual([3, 7, 1, 5]);
    expect(symbolsIn('')).toEqual([]);
  });
});

describe('tokenName', () => {
  it('names blank and marker', () => {
    expect([0, 4, 9].map(tokenName)).toEqual(['·', '4', '?']);
  });
});

describe('wrongInSymbols', () => {
  it.each(['1', '37', '8888'])('finds nothing wrong with %s', (text) => {
    expect(wrongInSymbols(text, symbolsIn(text))).toBeUndefined();
  });

  it.each([
    ['90ab', 'No symbol: “9”, “0”, “a”, “b”; type 1 to 4 symbols, each from 1 to 8. '],
    ['3 3', 'No symbol: a space; type'],
    ['', 'Nothing to remember: type 1 to 4 symbols, each from 1 to 8. '],
  ])('says what counts, and what is shown, for %j', (text, words) => {
    const said = wrongInSymbols(text, [3, 7]);
    expect(said).toContain(words);
    expect(said).toMatch(/Shown is what follows 3 7\.$/);
  });
});
