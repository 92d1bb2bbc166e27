import { expertsGanVae } from '../../../../src/recipes/experts-gan/vae/recipe.ts';
import { TIME_LIMIT, tinyRun } from '../tinyRuns.ts';
import type { TinyRun } from '../tinyRuns.ts';

let run: TinyRun;
beforeAll(async () => {
  run = await tinyRun(expertsGanVae, {
    models: ['vae', 'gan'],
    settings: {
      vae: { objective: { kind: 'vae', latent: 2, units: 4, iterations: 6 } },
      gan: {},
    },
  });
}, TIME_LIMIT);
afterAll(() => run.remove());

describe('experts-gan/vae', () => {
  it('sets an autoencoder that was trained first against a discriminator that learns along', async () => {
    const phases = async (part: string) =>
      new Set(
        (await run.text(`parts/${part}/events.jsonl`))
          .split('\n')
          .flatMap((line) => /"phase":"(\w+)"/.exec(line)?.[1] ?? []),
      );
    expect(await phases('vae')).toContain('vae');
    expect(await phases('gan')).not.toContain('vae');
    for (const name of ['vae/verdict', 'gan/verdict', 'vae/undone']) {
      expect(run.value(name)).toBeDefined();
    }
  });

  it('has an autoencoder alone in the paper preset', () => {
    const recipe = expertsGanVae;
    expect(recipe.resolve(recipe.presets.paper)['models']).toEqual(['vae']);
  });
});
