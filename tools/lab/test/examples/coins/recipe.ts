import { jsonPart, RandomStream, runTraining, streamPart } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod';
import { curveChart } from '../../../src/report/figures/curves.ts';
import { defineRecipe } from '../../../src/run/recipe.ts';

/** What there is to train: how often a coin shows heads. */
interface Coin {
  heads: number;
  dispose(): void;
}

const data = { kind: 'generated', description: 'tosses', chosenBy: 'the task' } as const;

export const coins = defineRecipe({
  name: 'examples/coins',
  title: 'How often a coin shows heads',
  paper: { title: 'Bernoulli (1713)', url: 'https://example.org', items: 'the law' },
  schema: z.strictObject({
    tosses: z.int().min(1).default(10_000),
    models: z.array(z.string()).default(['fair', 'bent']),
  }),
  presets: { quick: { tosses: 100 }, paper: {} },
  compared: [],

  async run(context, config) {
    await context.pinData(data);
    const measures = [];
    for (const name of config.models) {
      const part = context.part(name);
      const { share } = await part.finished(async () => {
        const coin = await part.follow<Coin>({
          checkpointEvery: 50,
          show: ({ scalars }) => ({ share: (scalars['share'] ?? NaN).toFixed(2) }),
          start: (hooks) => {
            const stream = new RandomStream(context.seed).split(name);
            const model: Coin = { heads: 0, dispose: () => undefined };
            const heads = jsonPart(z.number(), {
              get: () => model.heads,
              set: (saved) => (model.heads = saved),
            });
            const toss = (done: number) => {
              if (stream.uniform(0, 1) < (name === 'fair' ? 0.5 : 0.8)) model.heads += 1;
              return Promise.resolve({ scalars: { share: model.heads / (done + 1) } });
            };
            return runTraining(
              {
                owner: 'coins',
                config: { tosses: config.tosses },
                stepsKey: 'tosses',
                model,
                state: { heads, stream: streamPart(stream) },
                main: { name: 'tosses', steps: config.tosses, step: toss },
                dispose: () => undefined,
              },
              hooks,
            );
          },
        });
        coin.dispose();
        return { share: coin.heads / config.tosses };
      });
      measures.push({ name: `${name}/share`, label: 'heads', model: name, value: share });
    }
    return { headline: 'Tossed.', measures, data, matrices: {}, details: {} };
  },

  async draw(material, config) {
    const curves = [];
    for (const label of config.models) {
      const steps = await material.part(label).steps('tosses');
      const points = steps.map(({ step, scalars }) => [step, scalars['share'] ?? NaN] as const);
      curves.push({ label, points });
    }
    const chart = await curveChart(curves, [], { xTitle: 'toss', yTitle: 'share of heads' });
    return [{ title: 'It settles', blocks: [await material.figure('shares', chart)] }];
  },
});
