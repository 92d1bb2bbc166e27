import { measureLabel, share, showMeasure } from '../../src/run/measure.ts';
import type { Measure } from '../../src/run/measure.ts';

describe('showMeasure', () => {
  it.each<[Partial<Measure>, string]>([
    [{ value: 0.9871, format: 'percent' }, '98.7 %'],
    [{ value: 0.4, format: 'percent' }, '40 %'],
    [{ value: 9, format: 'integer', outOf: 10 }, '9 of 10'],
    [{ value: 600, format: 'integer' }, '600'],
    [{ value: 21.26, format: 'decibel' }, '21.3 dB'],
    [{ value: 0.1234 }, '0.123'],
    [{ value: 0.01 }, '0.010'],
    [{ value: -0.5 }, '-0.500'],
    [{ value: 0.00123 }, '0.0012'],
    [{ value: 0 }, '0.000'],
    [{ value: 'perfect' }, 'perfect'],
    [{ value: null, format: 'integer' }, 'not reached'],
  ])('writes %j', (measure, text) => {
    expect(showMeasure({ name: 'x', label: 'x', value: 0, ...measure })).toBe(text);
  });

  it('writes another value the same way', () => {
    const measure: Measure = { name: 'x', label: 'x', value: 0.5, format: 'percent' };
    expect(showMeasure(measure, 0.25)).toBe('25 %');
    expect(showMeasure(measure, null)).toBe('not reached');
  });
});

describe('measureLabel', () => {
  it('names the model, where there is one', () => {
    expect(measureLabel({ name: 'x', label: 'loss', value: 0 })).toBe('loss');
    expect(measureLabel({ name: 'x', label: 'loss', model: 'LSTM', value: 0 })).toBe('LSTM, loss');
  });
});

describe('share', () => {
  it.each([
    [1, '100 %'],
    [0.9996, '100 %'],
    [0.125, '12.5 %'],
    [0, '0 %'],
  ])('writes %d as %s', (value, text) => {
    expect(share(value)).toBe(text);
  });
});
