import { expertsGanFewCanonical } from '../../../../src/recipes/experts-gan/few-canonical/recipe.ts';
import { TIME_LIMIT, tinyRun } from '../tinyRuns.ts';
import type { TinyRun } from '../tinyRuns.ts';

let run: TinyRun;
beforeAll(async () => {
  run = await tinyRun(expertsGanFewCanonical, { 'images.canonical': 5 });
}, TIME_LIMIT);
afterAll(() => run.remove());

describe('experts-gan/few-canonical', () => {
  it('takes 64 canonical images in all presets', () => {
    for (const preset of ['quick', 'paper', 'stable'] as const) {
      const config = expertsGanFewCanonical.resolve(
        expertsGanFewCanonical.presets[preset] ?? {},
      ) as unknown as { images: { canonical: number } };
      expect(config.images.canonical).toBe(64);
    }
  });

  it('has a preset whose discriminator reads noise to the end', () => {
    expect(expertsGanFewCanonical.presets['stable']).toMatchObject({
      iterations: 800,
      loserWeight: 1,
      instanceNoise: { deviation: 0.25, until: null },
    });
  });

  it('measures what the main experiment measures, beside the paper’s 96 %', () => {
    const { result } = run;
    expect(result.measures.map(({ name }) => name).slice(0, 2)).toEqual([
      'matched',
      'accuracyRecovered',
    ]);
    expect(result.measures.find(({ name }) => name === 'accuracyRecovered')?.paper).toBe('96 %');
    expect(run.page).toContain('96 %');
    expect(Object.keys(result.matrices)).toEqual(['winsBefore', 'wins', 'scores', 'outcomes']);
  });
});
