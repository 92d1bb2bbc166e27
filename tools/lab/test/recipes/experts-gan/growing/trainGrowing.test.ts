import { expertsGanGrowing } from '../../../../src/recipes/experts-gan/growing/recipe.ts';
import { TIME_LIMIT, tinyRun } from '../tinyRuns.ts';

it(
  'logs and checkpoints the competition of a changing number as any other',
  async () => {
    const run = await tinyRun(expertsGanGrowing, {
      starts: [2],
      iterations: 4,
      'adaptive.checkEvery': 2,
      'adaptive.patience': 1,
      'adaptive.settle': 50,
    });
    const lines = (await run.text('parts/from-2/events.jsonl')).trim().split('\n');
    const events = lines.map((line) => JSON.parse(line) as { kind: string; step?: number });
    expect(events[0]?.kind).toBe('start');
    expect(events.at(-1)).toMatchObject({ kind: 'end', step: 4 });
    expect(events.filter(({ kind }) => kind === 'evaluation')).toHaveLength(2);
    await run.remove();
  },
  TIME_LIMIT,
);
