import { DISTRACTORS_DATA } from '../../../../src/recipes/rims/distractors/distractorsStudy.ts';
import { studyRuns, TIME_LIMIT } from '../studyRuns.ts';

it(
  'measures the last policy in rooms that are the same for every seed',
  async () => {
    const runs = await studyRuns('rims/distractors', {
      models: ['lstm'],
      settings: { lstm: { core: { kind: 'lstm', units: 3 } } },
      ...{ encoder: [3], actor: [], critic: [], environments: 2, rolloutSteps: 3, updates: 2 },
      // A step size at which nothing moves: two seeds differ in their starts alone.
      learningRate: 1e-9,
      room: { size: 4, view: 3, distractors: 1 },
      evaluation: { every: 1, episodes: 5, testEpisodes: 5 },
    });
    await runs.whole('whole');
    const events = (await runs.text('whole/parts/lstm/events.jsonl'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; scalars: Record<string, number> });
    const evaluations = events.filter(({ kind }) => kind === 'evaluation');
    expect(evaluations).toHaveLength(3);
    expect(Object.keys(evaluations[0]?.scalars ?? {})).toEqual(
      ['none', 'known', 'new'].flatMap((from) => [`success/${from}`, `return/${from}`]),
    );
    // Nothing moved: the same rooms and actions at every evaluation.
    expect(evaluations[2]?.scalars).toEqual(evaluations[0]?.scalars);
    const { measures } = await runs.figuresOf('whole');
    expect(measures.some(({ name }) => name === 'lstm/chosen')).toBe(false);
    expect(DISTRACTORS_DATA.kind).toBe('generated');
    await runs.remove();
  },
  TIME_LIMIT,
);
