import type { Timing } from '../../src/measure/timing.ts';
import { partsText } from '../../src/dear-scm/parts.ts';

const timing = (discriminatorSeconds: number, generatorSeconds: number): Timing => ({
  program: 'p',
  seconds: 1,
  min: 1,
  max: 1,
  discriminatorSeconds,
  generatorSeconds,
});

describe('partsText', () => {
  const rounds = [
    { small: timing(0.1, 0.2), torch: timing(0.4, 0.1) },
    { small: timing(0.3, 0.2), torch: timing(0.4, 0.1) },
    { small: timing(0.2, 0.2), torch: timing(0.5, 0.1) },
  ];

  it('sets medians of the reported updates beside each other', () => {
    expect(partsText(rounds, 'small', 'torch')).toEqual([
      'small, update of D: 0.2000 s, torch 0.4000 s: ratio 0.500',
      'small, update of G, f and A: 0.2000 s, torch 0.1000 s: ratio 2.000',
    ]);
  });

  it('gives ours alone without a peer, and nothing where nothing was reported', () => {
    expect(partsText(rounds, 'small', 'other')[0]).toBe('small, update of D: 0.2000 s');
    const bare = { program: 'p', seconds: 1, min: 1, max: 1 };
    expect(partsText([{ small: bare }], 'small', 'torch')).toEqual([]);
  });
});
