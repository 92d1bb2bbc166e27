import type { EvaluationEvent } from '@causal-mechanisms/tensor-utils';
import { bestStep, keepBest } from '../../src/study/bestModels.ts';
import type { Choice } from '../../src/study/bestModels.ts';
import { partMaterial } from '../../src/run/runPart.ts';
import { runFolder } from '../../src/run/runFolder.ts';

const HIGH: Choice = { name: 'high', score: ({ x }) => x ?? NaN, folder: 'high' };
const LOW: Choice = { name: 'low', score: ({ x }) => -(x ?? NaN), folder: 'low' };

/** A part whose log has these figures. */
function part(...figures: readonly (readonly [step: number, x: number])[]) {
  const events = figures.map(([step, x]): EvaluationEvent => ({
    kind: 'evaluation',
    step,
    scalars: { x },
  }));
  return {
    ...partMaterial(runFolder('/nowhere'), 'p'),
    evaluations: () => Promise.resolve(events),
  };
}

describe('keepBest', () => {
  it('saves a model that is better than all before it, for each choice in its folder', async () => {
    const saved: string[] = [];
    const keep = keepBest<string>([HIGH, LOW], part(), async (model, folder) => {
      saved.push(`${model} in ${folder}`);
      return Promise.resolve();
    });
    for (const x of [2, 3, 3, NaN, 1, 4]) await keep(`model of ${x}`, { x });
    expect(saved).toEqual([
      'model of 2 in high',
      'model of 2 in low',
      'model of 3 in high',
      'model of 1 in low',
      'model of 4 in high',
    ]);
  });

  it('goes on from what the log knows', async () => {
    const saved: string[] = [];
    const keep = keepBest<string>([HIGH], part([0, 5], [2, 7]), async (model) => {
      saved.push(model);
      return Promise.resolve();
    });
    await keep('worse', { x: 6 });
    await keep('equal', { x: 7 });
    await keep('better', { x: 8 });
    expect(saved).toEqual(['better']);
  });
});

describe('bestStep', () => {
  it('is the first that no other one beats', async () => {
    const log = part([0, NaN], [2, 1], [4, 3], [6, 3], [8, 2]);
    expect(await bestStep(HIGH, log)).toBe(4);
    expect(await bestStep(LOW, log)).toBe(2);
  });

  it('may be the start', async () => {
    expect(await bestStep(LOW, part([0, 1], [2, 5]))).toBe(0);
  });

  it('refuses a log without such a figure', async () => {
    await expect(bestStep(HIGH, part([0, NaN]))).rejects.toMatchObject({
      code: 'ERR_NO_CHOICE',
      data: { part: 'p', choice: 'high' },
    });
    await expect(bestStep(HIGH, part())).rejects.toThrow('no evaluation of p');
  });
});
