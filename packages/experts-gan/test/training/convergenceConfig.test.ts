import { convergenceSchema } from '../../src/training/convergenceConfig.ts';

it('fills in what is left open', () => {
  expect(convergenceSchema.parse({})).toEqual({
    probe: 256,
    every: 25,
    looks: 10,
    agreement: 0.99,
  });
  expect(convergenceSchema.parse(false)).toBe(false);
});
