import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig, useBackend } from '@causal-mechanisms/tensor-utils';
import { openCompetition } from '../../../../src/recipes/experts-gan/competition/openCompetition.ts';
import { competitionSchema } from '../../../../src/recipes/experts-gan/competition/settings.ts';
import type { RecipeContext } from '../../../../src/run/recipe.ts';

beforeAll(() => useBackend({ backend: 'wasm' }));

let root: string;
beforeEach(async () => (root = await mkdtemp(join(tmpdir(), 'open-'))));
afterEach(() => rm(root, { recursive: true }));

/** A context of which a competition uses the folder for its classifier, and the data. */
function context(pinned: unknown[]): RecipeContext {
  const nothing = () => undefined;
  return {
    seed: 3,
    folder: { file: (name: string) => join(root, name) },
    data: { insisted: false, find: () => Promise.resolve(undefined) },
    progress: { phase: nothing, update: nothing, note: nothing, stop: nothing },
    signal: new AbortController().signal,
    pinData: (used: unknown) => Promise.resolve(void pinned.push(used)),
  } as unknown as RecipeContext;
}

const SETTINGS = {
  data: 'embedded',
  mechanisms: [{ kind: 'shift', dx: 4 }, { kind: 'invertContrast' }],
  batchSize: 4,
  classifier: { images: 64, learningRates: [1e-3] },
} as const;

describe('openCompetition', () => {
  it('changes one half, and takes as many of the other as it is told', async () => {
    const pinned: unknown[] = [];
    const config = parseConfig('competition', competitionSchema, {
      ...SETTINGS,
      images: { train: 100, test: 40, canonical: 7 },
      evaluation: { images: 12 },
    });
    const competition = await openCompetition(context(pinned), config);
    expect(competition.transformed.size).toBe(50);
    expect(competition.canonical.size).toBe(7);
    expect(competition.probe.images.size).toBe(12);
    expect(competition.whole.images.size).toBe(40);
    expect(competition.mixture.mechanisms.map(({ name }) => name)).toHaveLength(2);
    expect(pinned).toEqual([competition.used]);
    // No image of one half is in the other.
    const pixels = 32 * 32;
    const read = async (set: typeof competition.canonical) => {
      const out = new Float32Array(set.size * pixels);
      await set.read(
        Int32Array.from({ length: set.size }, (_, i) => i),
        out,
      );
      return Array.from({ length: set.size }, (_, i) =>
        out.slice(i * pixels, (i + 1) * pixels).join(),
      );
    };
    const changed = new Set(await read(competition.transformed));
    expect((await read(competition.canonical)).filter((image) => changed.has(image))).toEqual([]);
    const { original = NaN, transformed = NaN } =
      (await competition.references(competition.probe)) ?? {};
    for (const accuracy of [original, transformed]) {
      expect(accuracy * 12).toBeCloseTo(Math.round(accuracy * 12), 6);
    }
    competition.dispose();
  }, 60_000);
});
