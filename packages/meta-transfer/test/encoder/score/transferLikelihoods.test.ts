import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Columns } from '../../../src/index.ts';
import { causalOrders } from '../../../src/encoder/score/causalOrders.ts';
import { conditionalTerm } from '../../../src/encoder/score/conditionalTerm.ts';
import { marginalTerm } from '../../../src/encoder/score/marginalTerm.ts';
import {
  mechanismsOf,
  transferLikelihoods,
} from '../../../src/encoder/score/transferLikelihoods.ts';
import { normalColumns } from '../maps/columns.ts';

const bumps = { kind: 'bumps', low: -3, high: 3, count: 5, width: 1.7 } as const;
const orders = causalOrders(3);
const training = normalColumns(3, 20, new RandomStream(1));
const codes = normalColumns(3, 12, new RandomStream(2));
const options = { orders, batches: 2, components: 1, iterations: 2 };

function likelihoods(of: { readonly training?: Columns; readonly codes?: Columns }) {
  const mechanisms = mechanismsOf(of.training ?? training, orders, bumps);
  return transferLikelihoods(mechanisms, of.codes ?? codes, options);
}

describe('transferLikelihoods', () => {
  it('adds the root and the links of each chain', () => {
    const mechanisms = mechanismsOf(training, orders, bumps);
    expect([...mechanisms.keys()].sort()).toEqual([1, 2, 3, 5, 6, 7]);
    const { values } = transferLikelihoods(mechanisms, codes, options);
    const [u, v, w] = codes;
    if (u === undefined || v === undefined || w === undefined) throw new Error('three columns');
    const link = (key: number, cause: Float64Array, effect: Float64Array) => {
      const mechanism = mechanisms.get(key);
      return mechanism === undefined ? NaN : conditionalTerm(mechanism, cause, effect, 2).value;
    };
    // U->W->V, and W->V->U.
    expect(values[1]).toBeCloseTo(
      marginalTerm(u, options).value + link(2, u, w) + link(7, w, v),
      12,
    );
    expect(values[5]).toBeCloseTo(
      marginalTerm(w, options).value + link(7, w, v) + link(3, v, u),
      12,
    );
  });

  it('has the exact gradient in second order', () => {
    const weights = [0.3, -0.2, 0.5, 0, 1, 0.1];
    const total = (of: { readonly training?: Columns; readonly codes?: Columns }) =>
      likelihoods(of).values.reduce((sum, value, h) => sum + value * (weights[h] ?? 0), 0);
    const { transfer, training: byTraining = [] } = likelihoods({}).codeGradients(weights, {
      order: 'second',
      marginals: true,
    });
    for (const [column, row] of [
      [0, 0],
      [1, 5],
      [2, 11],
    ] as const) {
      const slope = (name: 'training' | 'codes') => {
        const [high, low] = [1e-5, -1e-5].map((by) => {
          const columns = (name === 'codes' ? codes : training).map((values) => values.slice());
          const moved = columns[column];
          if (moved !== undefined) moved[row] = (moved[row] ?? 0) + by;
          return total({ [name]: columns });
        });
        return ((high ?? 0) - (low ?? 0)) / 2e-5;
      };
      expect(transfer[column]?.[row]).toBeCloseTo(slope('codes'), 6);
      expect(byTraining[column]?.[row]).toBeCloseTo(slope('training'), 6);
    }
  });

  it('can leave the roots out, and stop at the mechanisms', () => {
    const only = [1, 0, 0, 0, 0, 0];
    const all = likelihoods({}).codeGradients(only, { order: 'first', marginals: true });
    const some = likelihoods({}).codeGradients(only, { order: 'first', marginals: false });
    expect(all.training).toBeUndefined();
    const root = marginalTerm(codes[0] ?? new Float64Array(), options).gradient();
    root.forEach((value, i) => {
      expect((all.transfer[0]?.[i] ?? 0) - (some.transfer[0]?.[i] ?? 0)).toBeCloseTo(value, 12);
    });
    expect(all.transfer[1]).toEqual(some.transfer[1]);
  });
});
