import { formatDuration } from '../../src/run/duration.ts';

describe('formatDuration', () => {
  it.each([
    [-3, '0 s'],
    [0.4, '0 s'],
    [59.4, '59 s'],
    [59.5, '1 min 00 s'],
    [200, '3 min 20 s'],
    [3599.4, '59 min 59 s'],
    [3599.6, '1 h 00 min'],
    [7505, '2 h 05 min'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});
