import { resultTables } from '../../../../src/report/tables/modelTable.ts';
import {
  ballComparisons,
  ballHeadline,
  ballMeasures,
} from '../../../../src/recipes/rims/bouncing-balls/measures.ts';
import { someResults, tinyBalls } from './tinyBalls.ts';

const config = tinyBalls();
const results = someResults(config);

it('has a row per model and training set, and the paper’s claim beside the RIMs', () => {
  const [entropies, f1, ablation, costs] = resultTables({
    measures: ballMeasures(config, results),
  });
  expect(entropies).toMatchObject({
    header: ['cross entropy of 4 own frames on', '1 ball', 'paper', 'the curtain', 'paper'],
    rows: [
      ['RIMs 3/2, trained on 1 ball', '0.100', 'below the LSTM', '0.200', 'below the LSTM'],
      ['LSTM 4, trained on 1 ball', '0.200', '', '0.100', ''],
      ['RIMs 3/2, trained on 1-2 balls', '0.110', 'below the LSTM', '', ''],
      ['LSTM 4, trained on 1-2 balls', '0.210', '', '', ''],
    ],
  });
  expect(f1?.rows[0]).toEqual(['RIMs 3/2, trained on 1 ball', '5 %', '10 %']);
  // The own frames 4 and 5 are at the places 5 and 6: the first two frames are foretold from true ones.
  expect(ablation?.rows[0]).toEqual(['RIMs 3/2, trained on 1 ball', '0.100', '0.900']);
  expect(costs?.rows[1]).toEqual(['LSTM 4, trained on 1 ball', '12']);
});

it('compares the RIMs with the LSTM on each transfer', () => {
  const compared = ballComparisons(config, results);
  expect(compared.map(({ below }) => below)).toEqual([true, false, true]);
  expect(compared[1]?.scores.map((score) => score.toFixed(2))).toEqual(['0.20', '0.10']);
  expect(ballHeadline(config, results)).toBe(
    'Over 4 frames of their own, RIMs have less cross entropy than the LSTM in 2 of 3 pairs of training and test; the paper says in all.',
  );
});

it('compares nothing where one of them is missing', () => {
  const alone = results.filter(({ entry }) => entry.core.kind === 'rims');
  expect(ballComparisons(config, alone).map(({ below }) => below)).toEqual([null, null, null]);
  expect(ballHeadline(config, alone)).toContain('no RIMs and LSTM to compare');
});
