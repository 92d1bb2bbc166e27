import { changedMechanism, decidedDirection } from '../../src/answers/decidedDirection.ts';
import type { DirectionEvidence } from '../../src/answers/decidedDirection.ts';

const change = { none: 0, a: 1, b: 0, both: 0 };
const found = { forward: 0.99, backward: 0.01, independent: 0, changes: [change], deltas: [4] };
const EVIDENCE: DirectionEvidence = {
  found,
  belief: 0.999,
  interval: { low: 0.9, high: 1 },
  dependence: { mutualInformation: 0.2, pValue: 0.001 },
  sure: 0.99,
};
const decide = (part: Partial<DirectionEvidence>, more: Partial<typeof found> = {}) =>
  decidedDirection({ ...EVIDENCE, ...part, found: { ...found, ...more } });
const undecided = (reason: string) => ({ direction: 'undecided', reason });

describe('decidedDirection', () => {
  it('is what is believed', () => {
    expect(decide({})).toEqual({ direction: 'A->B' });
    const interval = { low: 0, high: 0.1 };
    expect(decide({ belief: 0.001, interval })).toEqual({ direction: 'B->A' });
  });

  it('is independence where both the sets and the test say so', () => {
    const dependence = { mutualInformation: 0, pValue: 0.5 };
    expect(decide({ dependence }, { independent: 0.96 })).toEqual({ direction: 'independent' });
    expect(decide({}, { independent: 0.96 })).toEqual(undecided('weak-dependence'));
    expect(decide({}, { independent: 0.06 })).toEqual(undecided('weak-dependence'));
  });

  it('is open where nothing changed, everything did, or little speaks for either', () => {
    const nothing = { ...change, none: 0.06, a: 0.94 };
    expect(decide({}, { changes: [nothing, nothing] })).toEqual(undecided('no-change'));
    expect(decide({}, { changes: [nothing, change] })).toEqual({ direction: 'A->B' });
    const both = { ...change, a: 0.4, both: 0.6 };
    expect(decide({ belief: 0.9 }, { changes: [both] })).toEqual(undecided('both-changed'));
    expect(decide({ belief: 0.9 })).toEqual(undecided('weak-evidence'));
  });

  it('is open where it does not stand when rows are left out', () => {
    expect(decide({ interval: { low: 0.5, high: 1 } })).toEqual(undecided('unstable'));
    expect(decide({ interval: { low: 0.1, high: 0.2 } })).toEqual(undecided('unstable'));
  });
});

describe('changedMechanism', () => {
  it.each([
    [{ none: 0.81, a: 0.19, b: 0, both: 0 }, 'none'],
    [{ none: 0, a: 0.81, b: 0.19, both: 0 }, 'A'],
    [{ none: 0.1, a: 0, b: 0.9, both: 0 }, 'B'],
    [{ none: 0, a: 0.1, b: 0, both: 0.9 }, 'both'],
    [{ none: 0, a: 0.8, b: 0.2, both: 0 }, 'unclear'],
  ])('of %j is %s', (beliefs, mechanism) => {
    expect(changedMechanism(beliefs)).toBe(mechanism);
  });
});
