import { costSchema, dataSchema, matrixSchema, resultSchema } from '../../src/run/runResult.ts';

const DATA = { kind: 'generated', description: 'integers', chosenBy: 'the task' };
const COST = { seconds: 1.5, peakMemoryMiB: 100, parts: { slow: 1 } };
const MATRIX = { rows: ['a'], columns: ['b', 'c'], values: [[1, null]] };
const RESULT = {
  recipe: 'test/one',
  title: 'One',
  preset: 'quick',
  seed: 1,
  backend: 'wasm',
  headline: 'Counted.',
  measures: [
    { name: 'a/b', label: 'b', model: 'a', value: null, format: 'percent', outOf: 3, paper: '1' },
    { name: 'c', label: 'c', value: 'perfect', main: true },
  ],
  data: DATA,
  matrices: { wins: MATRIX },
  details: { any: [{ thing: null }] },
  cost: COST,
};

describe('resultSchema', () => {
  it('takes a result as it was written', () => {
    expect(resultSchema.parse(RESULT)).toEqual(RESULT);
    expect(dataSchema.parse(DATA)).toEqual(DATA);
    expect(costSchema.parse(COST)).toEqual(COST);
    expect(matrixSchema.parse(MATRIX)).toEqual(MATRIX);
  });

  it.each([
    null,
    [],
    {},
    { ...RESULT, recipe: 1 },
    { ...RESULT, seed: -1 },
    { ...RESULT, measures: {} },
    { ...RESULT, measures: [{ name: 'a', label: 'a' }] },
    { ...RESULT, measures: [{ name: 'a', label: 'a', value: 1, format: 'furlong' }] },
    { ...RESULT, data: { ...DATA, kind: 'odd' } },
    { ...RESULT, matrices: { wins: { ...MATRIX, values: [1] } } },
    { ...RESULT, details: [] },
    { ...RESULT, cost: { seconds: -1, peakMemoryMiB: 1 } },
  ])('refuses %j', (value) => {
    expect(resultSchema.safeParse(value).success).toBe(false);
  });
});
