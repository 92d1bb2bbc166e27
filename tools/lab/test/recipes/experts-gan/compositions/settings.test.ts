import { compositionsSchema } from '../../../../src/recipes/experts-gan/compositions/settings.ts';

it('has the settings of a competition, of a refinement and of the search', () => {
  const config = compositionsSchema.parse({});
  expect(config.experts).toBe(10);
  expect(config.model).toBe('');
  expect(config.refinement).toEqual({
    iterations: 200,
    batchSize: 32,
    depth: 3,
    learningRate: 1e-4,
  });
  expect(config.compositions).toMatchObject({ most: 3, shifts: 1, width: 5, depth: 3 });
});

it('refuses what is impossible', () => {
  const wrong = [
    { refinement: { seed: 1 } },
    { compositions: { most: 0 } },
    { compositions: { width: 0 } },
    { compositions: { below: 2 } },
    { images: { train: 64 }, batchSize: 40 },
    { steps: 3 },
    { objective: { kind: 'vae' } },
  ];
  for (const config of wrong) expect(compositionsSchema.safeParse(config).success).toBe(false);
});
