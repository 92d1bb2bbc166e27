import { rimsAblation } from '../../../../src/recipes/rims/ablation/recipe.ts';
import type { CopyingConfig } from '../../../../src/recipes/rims/copying/settings.ts';
import { PRESETS } from '../../../../src/run/recipe.ts';
import { sequenceEntries } from '../../../../src/recipes/rims/sequenceSettings.ts';
import { studyRuns, TIME_LIMIT } from '../studyRuns.ts';
import type { StudyRuns } from '../studyRuns.ts';

const core = (more: object) => ({ core: { kind: 'rims', units: 6, modules: 3, ...more } });
const TINY = {
  symbols: 1,
  gap: 2,
  // Not four times the gap of training: the headline speaks of gap 6.
  testGaps: [6, 20],
  models: ['both', 'all', 'attention-only-6-2', 'communication-only'],
  settings: {
    both: core({ activeModules: 2 }),
    all: core({ activeModules: 3 }),
    'attention-only-6-2': core({ activeModules: 2, communication: false }),
    'communication-only': core({ activeModules: 3, inputAttention: false }),
  },
  embeddingWidth: 4,
  batchSize: 4,
  updates: 4,
  evaluation: { every: 4, sequences: 8, testSequences: 16 },
};

let runs: StudyRuns;
let printed: string;
beforeAll(async () => {
  runs = await studyRuns('rims/ablation', TINY);
  printed = (await runs.whole('whole')).out;
}, TIME_LIMIT);
afterAll(() => runs.remove());

describe('rims/ablation', () => {
  it('has a row per setting, named after what it lacks, with the paper’s figure', async () => {
    const { measures } = await runs.figuresOf('whole');
    for (const label of [
      'RIMs 3/2',
      'RIMs 3/3',
      'RIMs 3/2, no communication',
      'RIMs 3/3, no input attention',
      'guessing',
    ]) {
      expect(printed).toMatch(new RegExp(`^${label} +\\d+\\.\\d+`, 'm'));
    }
    const paper = (name: string) => measures.find((measure) => measure.name === name)?.paper;
    // Table 4: at the gap of training; there is no figure for three times that.
    expect(paper('attention-only-6-2/ce/2')).toBe('3.3');
    expect(paper('attention-only-6-2/ce/6')).toBeUndefined();
    expect(measures.filter(({ main }) => main).map(({ name }) => name)).toEqual(
      TINY.models.map((model) => `${model}/accuracy/6`),
    );
  });

  it('says in a sentence how far each kind falls', async () => {
    const { headline, measures } = await runs.figuresOf('whole');
    const ce = (model: string, gap: number) =>
      Number(measures.find(({ name }) => name === `${model}/ce/${gap}`)?.value);
    const all = [2, 6].map((gap) => (ce('all', gap) + ce('communication-only', gap)) / 2);
    expect(headline).toMatch(/^Mean cross entropy at gap 2, that of training, and at gap 6: /);
    expect(headline).toContain(
      `${[2, 6].map((gap) => ce('both', gap).toFixed(2)).join(' and ')} nats with some modules active`,
    );
    expect(headline).toContain(
      `${all.map((mean) => mean.toFixed(2)).join(' and ')} nats with all modules active`,
    );
    expect(headline).not.toContain('NaN');
  });

  it('knows settings for every model of every preset, and no two with one label', () => {
    for (const preset of PRESETS) {
      const config = rimsAblation.resolve(rimsAblation.presets[preset] ?? {});
      const models = sequenceEntries(config as unknown as CopyingConfig);
      expect(new Set(models.map(({ label }) => label)).size).toBe(models.length);
      expect(models.filter(({ label, name }) => label.includes(name))).toEqual([]);
    }
  });

  it.each([
    [['--set', 'models=["both-6-7"]'], 'unknown model "both-6-7" (known: both-6-2, '],
    [['--set', 'settings.both-6-2.core.activeModules=7'], 'must be from 1 to modules (6), got 7'],
    [['--preset', 'papr'], 'unknown preset "papr", did you mean "paper"?'],
    [['--set', 'gaps=3'], 'unknown key "gaps", did you mean "gap"?'],
  ])('%j is bad usage', async (args, message) => {
    const { code, notes } = await runs.call('run', 'rims/ablation', ...args);
    expect(notes).toContain(message);
    expect(notes).not.toContain('    at ');
    expect(code).toBe(2);
  });
});
