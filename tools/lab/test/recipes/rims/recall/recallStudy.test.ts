import { RECALL_DATA } from '../../../../src/recipes/rims/recall/recallStudy.ts';
import { rimsRecall } from '../../../../src/recipes/rims/recall/recipe.ts';
import { studyRuns, TIME_LIMIT } from '../studyRuns.ts';

it(
  'chooses the model by known distractors alone, on sequences that are the same for every seed',
  async () => {
    const runs = await studyRuns('rims/recall', {
      symbols: 1,
      gap: 2,
      models: ['lstm'],
      settings: { lstm: { core: { kind: 'lstm', units: 3 } } },
      embeddingWidth: 3,
      batchSize: 4,
      updates: 6,
      learningRate: 0.05,
      evaluation: { every: 2, sequences: 130, testSequences: 8 },
    });
    await runs.whole('whole');
    const history = (await runs.text('whole/parts/lstm/events.jsonl'))
      .trim()
      .split('\n')
      .map(
        (line) =>
          JSON.parse(line) as { kind: string; step: number; scalars: Record<string, number> },
      )
      .filter(({ kind }) => kind === 'evaluation');
    expect(Object.keys(history[0]?.scalars ?? {})).toEqual(
      ['none', 'known', 'new'].flatMap((from) => [`ce/${from}`, `accuracy/${from}`]),
    );
    const lowest = Math.min(...history.map(({ scalars }) => scalars['ce/known'] ?? NaN));
    const { measures } = await runs.figuresOf('whole');
    const chosen = measures.find(({ name }) => name === 'lstm/chosen')?.value;
    expect(history.find(({ scalars }) => scalars['ce/known'] === lowest)?.step).toBe(chosen);
    expect(rimsRecall.name).toBe('rims/recall');
    expect(RECALL_DATA.kind).toBe('generated');
    await runs.remove();
  },
  TIME_LIMIT,
);
