import { derivedFactors } from '../../src/factors/derivedFactors.ts';
import type { FactorDataset } from '../../src/factors/factorTypes.ts';
import { FIVE } from './testFactors.ts';

describe('derivedFactors', () => {
  it('takes fields of an object of a class, and changes some', async () => {
    class Classy implements FactorDataset {
      readonly origin = FIVE.origin;
      readonly size = FIVE.size;
      readonly shape = FIVE.shape;
      readonly factors = FIVE.factors;
      readonly values = FIVE.values;
      #offset = 7;
      get name(): string {
        return 'classy';
      }
      async read(indices: Int32Array, out: Float32Array): Promise<void> {
        await FIVE.read(indices, out);
        out.forEach((value, i) => (out[i] = value + this.#offset));
      }
    }
    const derived = derivedFactors(new Classy(), { origin: { kind: 'real', description: 'seen' } });
    const out = new Float32Array(2);
    await derived.read(Int32Array.of(1), out);
    expect([...out]).toEqual([8, 17]);
    expect(derived).toMatchObject({ name: 'classy', size: 5, shape: [2], factors: FIVE.factors });
    expect(derived.values).toBe(FIVE.values);
    expect(derived.origin.kind).toBe('real');
  });
});
