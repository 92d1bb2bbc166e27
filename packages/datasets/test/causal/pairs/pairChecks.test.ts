import { checkPair } from '../../../src/causal/pairs/pairChecks.ts';

const pair = {
  direction: 'A->B',
  causes: 2,
  effects: 3,
  marginal: Float64Array.of(0.5, 0.5),
  conditional: Float64Array.of(1, 0, 0, 0, 0, 1),
};

describe('checkPair', () => {
  it('takes a pair', () => {
    expect(() => {
      checkPair('owner', pair);
    }).not.toThrow();
  });

  it.each([
    [{ direction: 'A' }, 'owner: pair.direction must be A->B or B->A, got "A"'],
    [{ causes: 1 }, 'owner: pair.causes must be an integer from 2 to 256, got 1'],
    [{ causes: 3 }, 'owner: pair.marginal must hold 3 numbers, got 2'],
    [{ effects: 2 }, 'owner: pair.conditional must hold 4 numbers, got 6'],
    [
      { marginal: Float64Array.of(-1, 2) },
      'owner: pair.marginal must be finite numbers of at least 0, got -1 at place 0',
    ],
  ])('refuses %j', (part, message) => {
    expect(() => {
      checkPair('owner', { ...pair, ...part });
    }).toThrow(message);
  });
});
