import { efficiencyMeasures } from '../../../../src/recipes/dear-scm/sample-efficiency/measures.ts';

const bounds = { ceiling: 0.942, ceilingWorst: 0.76, majority: 0.8 };

describe('efficiencyMeasures', () => {
  const measures = efficiencyMeasures(
    [
      {
        entry: {
          name: 'dear-lin',
          label: 'DEAR-lin',
          own: { kind: 'dear', prior: 'linear', labels: 1 },
        },
        value: {
          factors: { few: [0.8, 0.9], many: [0.9, 0.9], ratios: [8 / 9, 1] },
          all: { few: [0.7], many: [0.9], ratios: [7 / 9] },
          scores: [
            { name: 'informationGap', label: 'MIG', column: 'MIG', score: 0.3, reference: 0.4 },
          ],
        },
      },
      {
        entry: {
          name: 'mine',
          label: 'mine',
          own: { kind: 'classifier', multilabel: false, pretrained: false, labels: 1 },
        },
        value: { factors: { few: [0.8], many: [0.9], ratios: [8 / 9] }, all: null, scores: null },
      },
    ],
    100,
    bounds,
  );
  const found = (name: string) => measures.find((measure) => measure.name === name);

  it('average ratios, beside the published figures and the ceiling', () => {
    expect(found('dear-lin/few')).toMatchObject({ paper: '90.21±.94', main: true });
    expect(found('dear-lin/few')?.column).toBe('100 rows (ceiling 94.2 %)');
    expect(found('dear-lin/efficiency')?.value).toBeCloseTo(17 / 18, 10);
    expect(found('dear-lin/efficiency')?.column).toBe('efficiency');
    expect(found('dear-lin/all-few')?.value).toBe(0.7);
    expect(found('dear-lin/score/informationGap')).toMatchObject({ value: 0.3, model: 'DEAR-lin' });
    expect(found('factors/score/informationGap')?.value).toBe(0.4);
  });

  it('leave out what a classifier has not, and what the paper does not give', () => {
    expect(found('mine/all-few')).toBeUndefined();
    expect(found('mine/score/informationGap')).toBeUndefined();
    expect(found('mine/few')).not.toHaveProperty('paper');
    expect(found('mine/few-sd')).toBeUndefined();
    expect(found('majority/few')?.value).toBe(0.8);
    expect(found('ceiling/many')?.value).toBe(0.942);
  });
});
