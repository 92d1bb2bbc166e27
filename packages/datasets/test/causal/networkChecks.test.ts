import { checkMechanism, checkNetwork, checkParents } from '../../src/causal/networkChecks.ts';
import { bayesianNetwork } from '../../src/causal/networks/bayesianNetwork.ts';

const cancer = bayesianNetwork('cancer');

describe('checkNetwork', () => {
  it('takes a network', () => {
    expect(() => {
      checkNetwork('sample', cancer);
    }).not.toThrow();
  });

  it.each([
    [{ names: ['a'] }, 'sample: expected 5 names, one per variable, got 1'],
    [{ categories: [2, 2, 2, 2, 1] }, 'sample: categories must be whole numbers of at least 2'],
    [
      { parents: cancer.parents.slice(1) },
      'sample: parents[4] must be an array of numbers, got undefined',
    ],
    [
      { mechanisms: cancer.mechanisms.slice(1) },
      'sample: mechanisms[4] must be an object, got undefined',
    ],
  ])('refuses %j', (part, message) => {
    expect(() => {
      checkNetwork('sample', { ...cancer, ...part });
    }).toThrow(message);
  });
});

describe('checkParents', () => {
  it('refuses a parent that is no variable', () => {
    expect(() => {
      checkParents('owner', [[], [2]]);
    }).toThrow(
      'owner: parents[1] must be whole numbers of at least 0 and of at most 1, got 2 at place 0',
    );
  });
});

describe('checkMechanism', () => {
  it('hands a mechanism back and refuses what has no probabilities', () => {
    const [mechanism] = cancer.mechanisms;
    expect(checkMechanism('owner', 'one', mechanism)).toBe(mechanism);
    expect(() => checkMechanism('owner', 'one', {})).toThrow(
      'owner: one.probabilities must be a function, got undefined',
    );
  });
});
