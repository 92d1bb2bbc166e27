import { forwardSchema } from '../../../../src/recipes/experts-gan/forward/settings.ts';

it('has the settings of a competition and of the learning', () => {
  const config = forwardSchema.parse({});
  expect(config.experts).toBe(10);
  expect(config.forward).toEqual({
    images: 4096,
    iterations: 300,
    batchSize: 32,
    learningRate: 1e-3,
  });
  expect(config.held).toEqual({ images: 500, draws: 8 });
});

it('refuses what is impossible', () => {
  const wrong = [{ forward: { seed: 1 } }, { forward: { random: [1] } }, { held: { draws: 1 } }];
  for (const config of wrong) expect(forwardSchema.safeParse(config).success).toBe(false);
});
