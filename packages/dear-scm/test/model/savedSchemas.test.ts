import { factorSchema, scalingSchema, sizeSchema } from '../../src/model/savedSchemas.ts';
import { labelScaling } from '../../src/labels/labelScaling.ts';

describe('what is saved', () => {
  it('comes through JSON', () => {
    const factors = [{ name: 'light', kind: 'continuous', unit: 'degrees' }] as const;
    const { state } = labelScaling([1, 2, 3], factors, { loss: 'l2' });
    expect(scalingSchema.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
    expect(factorSchema.parse(factors[0])).toEqual(factors[0]);
    expect(sizeSchema.parse(3)).toBe(3);
  });

  it.each([{ margin: 0 }, { loss: 'mse' }, { ranges: [] }])(
    'refuses a scaling with %j',
    (wrong) => {
      const { state } = labelScaling([1, 2], [{ name: 'a', kind: 'continuous' }], { loss: 'ce' });
      expect(scalingSchema.safeParse({ ...state, ...wrong }).success).toBe(false);
    },
  );
});
