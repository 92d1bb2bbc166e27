import { distractorsMeasures } from '../../../../src/recipes/rims/distractors/measures.ts';
import type { DistractorsResult } from '../../../../src/recipes/rims/distractors/distractorsStudy.ts';

const score = (successRate: number, meanSteps: number) => ({
  episodes: 10,
  successRate,
  meanReturn: successRate / 2,
  meanSteps,
});
const RESULT: DistractorsResult = {
  entry: { name: 'lstm', label: 'LSTM 3', core: { kind: 'lstm' }, learningRate: 1, updates: 1 },
  outcome: {
    measured: {
      scores: { none: score(1, 5), known: score(0.8, 6), new: score(0.4, 7) },
      episode: { target: 'the red key', succeeded: true, states: [] },
    },
    cost: { parameters: 11, allParameters: 12 },
    chosenAt: null,
    othersAt: {},
  },
};

describe('distractorsMeasures', () => {
  it('has success, return and length by what distracts', () => {
    const measures = distractorsMeasures([RESULT]);
    const value = (name: string) => measures.find((measure) => measure.name === name)?.value;
    expect(value('lstm/successRate/none')).toBe(1);
    expect(value('lstm/successRate/new')).toBe(0.4);
    expect(value('lstm/meanReturn/known')).toBe(0.4);
    expect(value('lstm/meanSteps/new')).toBe(7);
    expect(value('lstm/parameters')).toBe(11);
    expect(measures.filter(({ main }) => main === true).map(({ name }) => name)).toEqual([
      'lstm/successRate/new',
    ]);
    expect(measures[0]).toMatchObject({
      label: 'targets fetched, no distractors',
      table: 'targets fetched among distractors',
      column: 'none',
      format: 'percent',
    });
  });
});
