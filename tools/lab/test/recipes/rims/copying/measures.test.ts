import { copyingMeasures } from '../../../../src/recipes/rims/copying/measures.ts';
import { resultTables } from '../../../../src/report/tables/modelTable.ts';
import { rimsCopying } from '../../../../src/recipes/rims/copying/recipe.ts';
import type { CopyingResult } from '../../../../src/recipes/rims/copying/copyingStudy.ts';
import type { CopyingConfig } from '../../../../src/recipes/rims/copying/settings.ts';

const config = rimsCopying.resolve({
  symbols: 2,
  gap: 5,
  testGaps: [5, 20],
}) as unknown as CopyingConfig;

const score = (crossEntropy: number, accuracy: number, crossEntropyAll: number) => ({
  crossEntropy,
  accuracy,
  crossEntropyAll,
});
const result: CopyingResult = {
  entry: {
    name: 'lstm',
    label: 'LSTM 8',
    core: { kind: 'lstm', units: 8 },
    embeddingWidth: 4,
    learningRate: 1,
    updates: 9,
  },
  outcome: {
    measured: { scores: { 5: score(0.5, 0.75, 0.25), 20: score(4, 0.1, 1) }, activity: [] },
    cost: { parameters: 400, allParameters: 900 },
    chosenAt: 6,
    othersAt: {},
  },
};

describe('copyingMeasures', () => {
  it('has a row per model, the paper beside it, and guessing below', () => {
    const measures = copyingMeasures(config, [result], {
      paper: (name, gap) => (name === 'lstm' && gap === 20 ? '3.56' : undefined),
      main: ['lstm/accuracy/20'],
    });
    const cost = { parts: { lstm: 61 } };
    expect(resultTables({ measures, cost })).toEqual([
      {
        header: ['cross entropy at gap', '5', '20', 'paper'],
        rows: [
          ['LSTM 8', '0.500', '4.000', '3.56'],
          // ln 8
          ['guessing', '2.079', '2.079', ''],
        ],
        quiet: [3],
      },
      {
        header: ['symbols right at gap', '5', '20'],
        rows: [
          ['LSTM 8', '75 %', '10 %'],
          ['guessing', '12.5 %', '12.5 %'],
        ],
        quiet: [],
      },
      {
        header: [
          'model',
          'CE all steps, gap 5',
          'CE all steps, gap 20',
          'parameters of the core',
          'chosen update',
          'time',
        ],
        rows: [
          ['LSTM 8', '0.250', '1.000', '400', '6', '1 min 01 s'],
          // 2 ln 8 over 9 and over 24 steps
          ['guessing', '0.462', '0.173', '', '', ''],
        ],
        quiet: [],
      },
    ]);
    expect(measures.filter(({ main }) => main).map(({ name }) => name)).toEqual([
      'lstm/accuracy/20',
    ]);
  });
});
