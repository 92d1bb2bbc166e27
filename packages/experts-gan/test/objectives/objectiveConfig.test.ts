import { objectiveConfigSchema } from '../../src/objectives/objectiveConfig.ts';

it('fills in what a kind leaves open', () => {
  expect(objectiveConfigSchema.parse({ kind: 'gan' })).toEqual({ kind: 'gan' });
  expect(objectiveConfigSchema.parse({ kind: 'vae', units: 7 })).toMatchObject({
    units: 7,
    latent: 20,
  });
  expect(objectiveConfigSchema.safeParse({}).success).toBe(false);
});
