import { priorSchema } from '../../src/prior/priorConfig.ts';

it('fills in the published settings', () => {
  expect(priorSchema.parse({ kind: 'linear' })).toEqual({ kind: 'linear', leastSlope: null });
  expect(priorSchema.parse({ kind: 'monotone' })).toEqual({
    kind: 'monotone',
    breakpoints: 100,
    range: 5,
    detachOffsets: true,
  });
  expect(priorSchema.parse({ kind: 'gaussian' })).toEqual({ kind: 'gaussian' });
});

it('refuses impossible settings', () => {
  for (const given of [
    { kind: 'cubic' },
    { kind: 'linear', leastSlope: 0 },
    { kind: 'linear', breakpoints: 3 },
    { kind: 'monotone', breakpoints: 1 },
    { kind: 'monotone', range: 0 },
    { kind: 'gaussian', range: 5 },
  ]) {
    expect(priorSchema.safeParse(given).success).toBe(false);
  }
});
