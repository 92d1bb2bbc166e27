import { mamlMeasures } from '../../../../src/recipes/meta-transfer/maml-sinusoid/measures.ts';
import type {
  MamlResult,
  MamlValue,
} from '../../../../src/recipes/meta-transfer/maml-sinusoid/mamlStudy.ts';
import { mamlSinusoid } from '../../../../src/recipes/meta-transfer/maml-sinusoid/recipe.ts';
import type {
  MamlSinusoidConfig,
  Order,
} from '../../../../src/recipes/meta-transfer/maml-sinusoid/settings.ts';
import { resultTables } from '../../../../src/report/tables/modelTable.ts';

const config = mamlSinusoid.resolve({
  evaluation: { steps: 2 },
}) as unknown as MamlSinusoidConfig;

const curve = (...means: number[]) =>
  means.map((mean, steps) => ({
    steps,
    mean,
    deviation: 1,
    halfWidth: 0.25,
    median: 1,
    worse: steps,
  }));

function result(order: Order, label: string, measured: Omit<MamlValue, 'fits'>): MamlResult {
  return {
    entry: { name: `${order}-5`, label, order, shots: 5 },
    outcome: { measured: { ...measured, fits: [] }, cost: {}, chosenAt: null, othersAt: {} },
  };
}

describe('mamlMeasures', () => {
  it('has a row per model, one more per step size, and what is recalled of the paper', () => {
    const measures = mamlMeasures(config, [
      result('second', 'second order, 5 shots', { curve: curve(3, 1, 0.5), otherRates: [] }),
      result('none', 'pre-training, 5 shots', {
        curve: curve(4, 3.5, 3),
        otherRates: [
          { rate: 0.01, laterRate: 0.005, curve: curve(4, 3.5, 3.25) },
          { rate: 0.02, laterRate: 0.02, curve: curve(4, 3.25, 2.5) },
        ],
      }),
    ]);
    expect(resultTables({ measures, cost: {} })).toMatchObject([
      {
        header: [
          'mean squared error after step',
          '0',
          '1',
          'paper',
          '2',
          '1: +-',
          'tasks made worse',
        ],
        rows: [
          [
            'second order, 5 shots',
            '3.000',
            '1.000',
            '1.13 +- 0.18, as recalled',
            '0.500',
            '0.250',
            '2',
          ],
          ['pre-training, 5 shots', '4.000', '3.500', '', '3.000', '0.250', '2'],
          [
            'pre-training, 5 shots, rate 0.01, then 0.005',
            '4.000',
            '3.500',
            '',
            '3.250',
            '0.250',
            '2',
          ],
          ['pre-training, 5 shots, rate 0.02', '4.000', '3.250', '', '2.500', '0.250', '2'],
        ],
      },
    ]);
    expect(measures.filter(({ main }) => main).map(({ name }) => name)).toEqual([
      'second-5/error/1',
    ]);
  });
});
