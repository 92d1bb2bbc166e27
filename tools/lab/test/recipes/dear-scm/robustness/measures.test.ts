import { robustnessMeasures } from '../../../../src/recipes/dear-scm/robustness/measures.ts';

const bounds = { ceiling: 0.942, ceilingWorst: 0.76, majority: 0.8 };
const own = { kind: 'vae', objective: { kind: 'vae' }, labels: 1 } as const;

describe('robustnessMeasures', () => {
  const measures = robustnessMeasures(
    [
      {
        entry: { name: 's-vae', label: 'S-VAE', own },
        value: {
          factors: { worst: [0.3, 0.5], average: [0.8, 0.9], conflicting: [0.6, 0.6] },
          all: { worst: [0.1], average: [0.7], conflicting: [0.2] },
        },
      },
    ],
    bounds,
  );
  const found = (name: string) => measures.find((measure) => measure.name === name);

  it('stand beside the published figures and the ceilings', () => {
    expect(found('s-vae/worst')).toMatchObject({ value: 0.4, paper: '20.78±4.45', main: true });
    expect(found('s-vae/worst')?.column).toBe('worst group (ceiling 76 %)');
    expect(found('s-vae/average')?.column).toBe('average (ceiling 94.2 %)');
    expect(found('s-vae/conflicting')?.value).toBe(0.6);
    expect(found('s-vae/all-worst')?.value).toBe(0.1);
    expect(found('s-vae/worst-sd')?.value).toBeCloseTo(0.1414, 3);
  });

  it('have rows for the commoner answer and the best detector', () => {
    expect(found('majority/worst')?.value).toBe(0);
    expect(found('majority/average')?.value).toBe(0.8);
    expect(found('ceiling/worst')?.value).toBe(0.76);
  });
});
