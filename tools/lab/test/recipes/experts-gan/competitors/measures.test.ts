import {
  competitorMeasures,
  mechanismMeasures,
  referenceMeasures,
} from '../../../../src/recipes/experts-gan/competitors/measures.ts';
import { showMeasure } from '../../../../src/run/measure.ts';
import { madeUp } from './results.ts';

describe('competitorMeasures', () => {
  it('are a row per competition, with what the paper says of it', () => {
    const measures = competitorMeasures(
      [madeUp('few-filters'), madeUp('many', { verdict: 'perfect' })],
      [
        ...(['verdict', 'matched', 'perfectAtEnd', 'undone', 'idle', 'accuracy'] as const),
        ...(['meanSquaredError', 'lastChange', 'iterations'] as const),
      ],
      { many: { verdict: 'perfect' } },
    );
    expect(measures).toHaveLength(18);
    const first = measures.slice(0, 9);
    expect(first.map((measure) => showMeasure(measure))).toEqual([
      ...['covered', '1 of 2', '25 %', '1 of 2', '1 of 3', '75 %', '0.050', '75', '200'],
    ]);
    expect(measures.filter(({ main }) => main).map(({ name }) => name)).toEqual([
      'few-filters/verdict',
      'many/verdict',
    ]);
    expect(new Set(first.map(({ model }) => model))).toEqual(new Set(['few filters']));
    expect(measures.filter(({ paper }) => paper !== undefined).map(({ name }) => name)).toEqual([
      'many/verdict',
    ]);
  });
});

describe('mechanismMeasures', () => {
  it('are a table of accuracies and one of errors', () => {
    const measures = mechanismMeasures([madeUp('a')]);
    expect(measures.map(({ table, column, value }) => [table, column, value])).toEqual([
      ['accuracy on', 'up', 0.5],
      ['accuracy on', 'inversion', 1],
      ['squared error on', 'up', 0.1],
      ['squared error on', 'inversion', 0],
    ]);
  });

  it('lack what nothing read', () => {
    const mechanism = { name: 'up', meanSquaredError: 0, trivialError: 1, undone: true };
    const measures = mechanismMeasures([
      madeUp('a', { mechanisms: [{ ...mechanism, accuracy: null }] }),
    ]);
    expect(measures.map(({ table }) => table)).toEqual(['squared error on']);
  });
});

describe('referenceMeasures', () => {
  it('are two where there is a classifier', () => {
    const found = referenceMeasures({ original: 0.9, transformed: 0.4 });
    expect(found.map(({ value }) => value)).toEqual([0.4, 0.9]);
    expect(referenceMeasures(undefined)).toEqual([]);
  });
});
