import { learningRateAt } from '../../src/training/learningRateAt.ts';

it('goes down along half a cosine', () => {
  const config = { learningRate: 0.5, finalLearningRate: 0.1, updates: 6 };
  expect(learningRateAt(config, 0)).toBe(0.5);
  // cos(60 degrees) is one half, cos(90 degrees) nothing.
  expect(learningRateAt(config, 2)).toBeCloseTo(0.4, 12);
  expect(learningRateAt(config, 3)).toBeCloseTo(0.3, 12);
  expect(learningRateAt(config, 4)).toBeCloseTo(0.2, 12);
  expect(learningRateAt(config, 6)).toBeCloseTo(0.1, 12);
  expect(learningRateAt(config, 9)).toBeCloseTo(0.1, 12);
});

it('stays the same to the last bit where both ends are the same', () => {
  const config = { learningRate: 7e-4, finalLearningRate: 7e-4, updates: 7 };
  for (let update = 0; update < 7; update++) expect(learningRateAt(config, update)).toBe(7e-4);
});
