import { peakMemory, resetPeak } from '../src/peakMemory.ts';

it('sees memory that was held and given back', () => {
  resetPeak();
  const before = peakMemory();
  const held = Buffer.alloc(2 ** 27, 1);
  expect(peakMemory() - before).toBeGreaterThan(2 ** 26);
  expect(held).toHaveLength(2 ** 27);
});
