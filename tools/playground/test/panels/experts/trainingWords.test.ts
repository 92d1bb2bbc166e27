import { endInWords } from '../../../src/panels/experts/trainingWords.ts';

const context = { changes: 5, seconds: 31.4 };

describe('endInWords', () => {
  it('says how long it took, and how many changes were found', () => {
    const said = endInWords({ reason: 'completed', step: 300, matched: 5 }, context);
    expect(said).toBe('Done in 31 s: 5 of 5 changes have an expert of their own.');
  });

  it('advises another seed where a change has no expert', () => {
    const said = endInWords({ reason: 'completed', step: 300, matched: 3 }, context);
    expect(said).toMatch(/^Done in 31 s: 3 of 5 changes .* Some seeds end so.*try another seed\.$/);
  });

  it('blames no seed for a training that was stopped', () => {
    const said = endInWords({ reason: 'aborted', step: 12, matched: 1 }, context);
    expect(said).toBe('Stopped at 12: 1 of 5 changes have an expert of their own.');
  });
});
