import { memoryCheckpoints } from '../../src/index.ts';
import { checkIntervals } from '../../src/training/trainingOptions.ts';

const run = () => Promise.resolve({ scalars: {} });

it('takes positive integers, and no interval at all', () => {
  expect(() => {
    checkIntervals('learn', {});
    checkIntervals('learn', {
      checkpoints: { store: memoryCheckpoints(), every: 1 },
      evaluate: { every: 7, run },
    });
  }).not.toThrow();
});

it.each([0, -1, 0.5, NaN, Infinity])('refuses %d, and says which interval', (every) => {
  const store = memoryCheckpoints();
  expect(() => {
    checkIntervals('learn', { checkpoints: { store, every } });
  }).toThrow(/^learn: checkpoints\.every must be an integer of at least 1, got/);
  expect(() => {
    checkIntervals('learn', { evaluate: { every, run } });
  }).toThrow(/^learn: evaluate\.every must be an integer of at least 1, got/);
});
