import { recallMeasures } from '../../../../src/recipes/rims/recall/measures.ts';
import { rimsRecall } from '../../../../src/recipes/rims/recall/recipe.ts';
import type { RecallConfig } from '../../../../src/recipes/rims/recall/settings.ts';
import type { RecallResult } from '../../../../src/recipes/rims/recall/recallStudy.ts';

const config = rimsRecall.resolve({}) as unknown as RecallConfig;
const score = (crossEntropy: number, accuracy: number) => ({
  crossEntropy,
  accuracy,
  crossEntropyAll: 0,
});
const RESULT: RecallResult = {
  entry: {
    name: 'lstm',
    label: 'LSTM 4',
    core: { kind: 'lstm', units: 4 },
    embeddingWidth: 1,
    learningRate: 1,
    updates: 1,
  },
  outcome: {
    measured: { none: score(0.1, 0.9), known: score(0.2, 0.8), new: score(3, 0.3) },
    cost: { parameters: 7, allParameters: 9 },
    chosenAt: 5,
    othersAt: {},
  },
};

describe('recallMeasures', () => {
  it('has a row per model and one for guessing', () => {
    const measures = recallMeasures(config, [RESULT]);
    const value = (name: string) => measures.find((measure) => measure.name === name)?.value;
    expect(value('lstm/accuracy/none')).toBe(0.9);
    expect(value('lstm/accuracy/new')).toBe(0.3);
    expect(value('lstm/ce/known')).toBe(0.2);
    expect(value('lstm/parameters')).toBe(7);
    expect(value('lstm/chosen')).toBe(5);
    expect(value('chance/accuracy/new')).toBe(1 / 8);
    expect(value('chance/ce/none')).toBeCloseTo(Math.log(8), 12);
    expect(measures.filter(({ main }) => main === true).map(({ name }) => name)).toEqual([
      'lstm/accuracy/new',
    ]);
    expect(measures[0]?.label).toBe('symbols right, no distractors');
  });
});
