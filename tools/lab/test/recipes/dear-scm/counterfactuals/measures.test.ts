import type { CounterfactualScores } from '@causal-mechanisms/dear-scm';
import {
  counterfactualMeasures,
  responseMatrix,
} from '../../../../src/recipes/dear-scm/counterfactuals/measures.ts';

const response = (factor: string, descends: boolean, response: number, slope: number) => ({
  factor,
  descends,
  drift: descends ? 1 : 0.05,
  response,
  trueResponse: descends ? 1 : 0,
  slope,
  error: 2,
  idleError: 3,
});

const scores: CounterfactualScores = {
  rows: 4,
  factors: ['light', 'shadow'],
  readingErrors: [0.5, 0.25],
  reconstructionErrors: [1, NaN],
  targets: [
    {
      target: 'light',
      values: [1],
      own: { slope: 0.9, correlation: 1, error: 1 },
      effectiveness: 1,
      responses: [response('light', true, 0.9, 0.9), response('shadow', true, -0.4, 0.7)],
      worstDrift: 0,
      systematicDrift: 0,
    },
    {
      target: 'shadow',
      values: [1],
      own: { slope: 0.8, correlation: 1, error: 1 },
      effectiveness: 1,
      responses: [response('light', false, 0.05, NaN), response('shadow', true, 0.8, 0.8)],
      worstDrift: 0.05,
      systematicDrift: 0.02,
    },
  ],
};

describe('counterfactualMeasures', () => {
  const measures = counterfactualMeasures({ propagated: scores, held: scores });
  const find = (name: string) => measures.find((measure) => measure.name === name);

  it('has a row per factor that is set, with the bars in the labels', () => {
    expect(find('do/light/slope')).toMatchObject({ model: 'do(light)', value: 0.9, main: true });
    expect(find('held/light/slope')).toMatchObject({ model: 'light alone', main: false });
    expect(find('do/light/follows/shadow')?.value).toBe(0.7);
    expect(find('do/light/drift')?.label).toContain('below 10 %');
    expect(find('do/light/causesDrift')).toBeUndefined();
    expect(find('do/shadow/drift')).toMatchObject({ value: 0.05, format: 'percent' });
    expect(find('do/shadow/causesDrift')).toMatchObject({ value: 0.05, main: true });
    expect(find('do/shadow/causesDrift')?.label).toContain('below 15 %');
    expect(find('do/shadow/systematic')?.value).toBe(0.02);
    expect(find('do/shadow/follows/light')).toBeUndefined();
  });

  it('has errors, with those of doing nothing once', () => {
    expect(find('do/light/error/shadow')?.value).toBe(2);
    expect(find('idle/light/error/shadow')?.value).toBe(3);
    expect(measures.filter(({ name }) => name === 'idle/light/error/shadow')).toHaveLength(1);
    expect(find('reading/light')?.value).toBe(0.5);
    expect(find('reconstruction/shadow')?.value).toBeNull();
  });

  it('gives every figure a name of its own', () => {
    expect(new Set(measures.map(({ name }) => name)).size).toBe(measures.length);
  });
});

describe('responseMatrix', () => {
  it('has what is set by what changes', () => {
    expect(responseMatrix(scores, 'response')).toEqual({
      rows: ['do(light)', 'do(shadow)'],
      columns: ['light', 'shadow'],
      values: [
        [0.9, -0.4],
        [0.05, 0.8],
      ],
    });
    expect(responseMatrix(scores, 'trueResponse').values[1]).toEqual([0, 1]);
  });
});
