import type { CoreConfig } from '@causal-mechanisms/rims';
import { resultTables } from '../../../../src/report/tables/modelTable.ts';
import {
  pixelHeadline,
  pixelMeasures,
} from '../../../../src/recipes/rims/sequential-mnist/measures.ts';
import type { PixelResult } from '../../../../src/recipes/rims/sequential-mnist/pixelStudy.ts';
import { rimsSequentialMnist } from '../../../../src/recipes/rims/sequential-mnist/recipe.ts';
import type { SequentialMnistConfig } from '../../../../src/recipes/rims/sequential-mnist/settings.ts';

const config = rimsSequentialMnist.resolve({}) as unknown as SequentialMnistConfig;

function result(name: string, core: CoreConfig, ...accuracies: number[]): PixelResult {
  return {
    entry: { name, label: name, core, embeddingWidth: 1, learningRate: 1, updates: 1 },
    outcome: {
      measured: {
        accuracy: Object.fromEntries([14, 16, 19, 24].map((side, i) => [side, accuracies[i] ?? 0])),
        activity: [],
      },
      cost: { parameters: 9, allParameters: 10 },
      chosenAt: 3000,
      othersAt: {},
    },
  };
}

const RESULTS = [
  result('rims-6-6', { kind: 'rims' }, 0.9, 0.8, 0.7, 0.3),
  result('rims-6-4', { kind: 'rims' }, 0.85, 0.7, 0.6, 0.5),
  result('lstm-600', { kind: 'lstm' }, 0.95, 0.6, 0.4, 0.2),
];

describe('pixelMeasures', () => {
  const measures = pixelMeasures(config, RESULTS);

  it('has a row per model and one for guessing, with the paper beside the sizes of the test', () => {
    expect(resultTables({ measures })[0]).toEqual({
      header: [
        'digits right at',
        '14 x 14',
        ...['16 x 16', '19 x 19', '24 x 24'].flatMap((size) => [size, 'paper']),
      ],
      rows: [
        ['rims-6-6', '90 %', '80 %', '85.5 %', '70 %', '56.2 %', '30 %', '30.9 %'],
        ['rims-6-4', '85 %', '70 %', '90.0 %', '60 %', '73.4 %', '50 %', '38.1 %'],
        ['lstm-600', '95 %', '60 %', '84.5 %', '40 %', '52.2 %', '20 %', '21.9 %'],
        ['guessing', '10 %', '10 %', '', '10 %', '', '10 %', ''],
      ],
      quiet: [3, 5, 7],
    });
  });

  it('has what the models cost', () => {
    expect(measures.filter(({ model }) => model === 'lstm-600').slice(-2)).toMatchObject([
      { name: 'lstm-600/parameters', value: 9 },
      { name: 'lstm-600/chosen', value: 3000 },
    ]);
  });

  it('shows the best RIMs and LSTM at the largest size large, at both ends', () => {
    expect(measures.filter(({ main }) => main === true).map(({ name }) => name)).toEqual([
      'rims-6-4/accuracy/14',
      'rims-6-4/accuracy/24',
      'lstm-600/accuracy/14',
      'lstm-600/accuracy/24',
    ]);
  });
});

describe('pixelHeadline', () => {
  it('sets the best of both kinds against each other', () => {
    expect(pixelHeadline(config, RESULTS)).toBe(
      'Digits right at 14 x 14 pixels, the size of training, and at 24 x 24: ' +
        '85 % and 50 % by rims-6-4 (best of 2), 95 % and 20 % by lstm-600, 10 % by guessing.',
    );
  });

  it('speaks of one size where there is no larger one', () => {
    expect(pixelHeadline({ ...config, testSizes: [14] }, RESULTS.slice(2))).toBe(
      'Digits right at 14 x 14 pixels, the size of training: 95 % by lstm-600, 10 % by guessing.',
    );
  });
});
