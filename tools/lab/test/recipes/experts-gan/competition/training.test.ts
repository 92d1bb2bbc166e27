import { padImages, proceduralDigits, subset } from '@causal-mechanisms/datasets';
import type { ExpertsModel } from '@causal-mechanisms/experts-gan';
import {
  memoryCheckpoints,
  parseConfig,
  RandomStream,
  useBackend,
} from '@causal-mechanisms/tensor-utils';
import type { EvaluationEvent, StepEvent } from '@causal-mechanisms/tensor-utils';
import { createMixture, invertContrast, shift } from '@causal-mechanisms/transforms';
import { competitionSchema } from '../../../../src/recipes/experts-gan/competition/settings.ts';
import { trainInCompetition } from '../../../../src/recipes/experts-gan/competition/training.ts';
import type { RecipeContext } from '../../../../src/run/recipe.ts';

beforeAll(() => useBackend({ backend: 'wasm' }));

const DIGITS = padImages(proceduralDigits({ size: 40 }), 2);
const CONFIG = parseConfig('competition', competitionSchema, {
  experts: 2,
  iterations: 3,
  filters: 2,
  discriminatorFilters: [2, 2, 2],
  discriminatorUnits: 4,
  batchSize: 4,
  images: { train: 64 },
  evaluation: { every: 2 },
  identityInitialisation: { maxIterations: 1, probeSize: 4, checkEvery: 1 },
  checkpointEvery: 7,
});

interface Followed {
  readonly events: (StepEvent | EvaluationEvent)[];
  readonly shown: Readonly<Record<string, string>>[];
  every: number;
}

/** A context that follows training as the lab does, without a disk. */
function context(followed: Followed): Pick<RecipeContext, 'follow' | 'seed'> {
  return {
    seed: 5,
    follow: async ({ start, show, checkpointEvery }) => {
      followed.every = checkpointEvery;
      const run = start({ checkpoints: { store: memoryCheckpoints(), every: checkpointEvery } });
      for await (const event of run) {
        if (event.kind === 'step' || event.kind === 'evaluation') {
          followed.events.push(event);
          followed.shown.push(show(event));
        }
        if (event.kind === 'end') return event.model;
      }
      throw new Error('no end');
    },
  };
}

describe('trainInCompetition', () => {
  it('trains by the settings of the recipe and looks at the probe as often as they say', async () => {
    const mixture = createMixture([shift({ dx: 4 }), invertContrast()]);
    const probe = { images: subset(DIGITS, { to: 6 }), mixture, stream: new RandomStream(7) };
    const classify = () => Promise.resolve(new Int32Array(6));
    const followed: Followed = { events: [], shown: [], every: 0 };
    const model: ExpertsModel = await trainInCompetition(context(followed), CONFIG, {
      used: { kind: 'synthetic', description: 'digits', chosenBy: 'the test' },
      transformed: subset(DIGITS, { to: 20 }),
      canonical: subset(DIGITS, { from: 20 }),
      mixture,
      probe,
      whole: probe,
      classify,
      references: () => Promise.resolve(undefined),
      dispose: () => undefined,
    });
    expect(model.experts).toBe(2);
    expect(followed.every).toBe(7);
    const steps = followed.events.filter(({ kind }) => kind === 'step');
    expect(
      steps.filter((event) => event.kind === 'step' && event.phase === 'competition'),
    ).toHaveLength(3);
    const looks = followed.events.filter(({ kind }) => kind === 'evaluation');
    expect(looks.map(({ step }) => step)).toEqual([0, 2, 3]);
    for (const look of looks) {
      const { wins } = (look as EvaluationEvent).matrices ?? {};
      // Six images: three of each mechanism.
      for (const row of wins?.values ?? []) expect(row.reduce((a, b) => a + b)).toBeCloseTo(1);
      expect(wins?.rows).toHaveLength(2);
    }
    // The identity phase names its expert; an evaluation its figures.
    expect(followed.shown[0]).toEqual({ expert: '0' });
    const last = followed.shown.at(-1);
    expect(last?.['matched']).toMatch(/^[012]\/2$/);
    expect(last?.['accuracy']).toMatch(/ %$/);
    model.dispose();
  }, 60_000);
});
