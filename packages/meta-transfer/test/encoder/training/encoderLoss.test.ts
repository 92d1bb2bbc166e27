import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { couplingLayers, rotation3 } from '../../../src/index.ts';
import type { InvertibleEncoder } from '../../../src/index.ts';
import { causalOrders } from '../../../src/encoder/score/causalOrders.ts';
import {
  mechanismsOf,
  transferLikelihoods,
} from '../../../src/encoder/score/transferLikelihoods.ts';
import { encoderLoss } from '../../../src/encoder/training/encoderLoss.ts';
import { normalColumns } from '../maps/columns.ts';

const bumps = { kind: 'bumps', low: -4, high: 4, count: 6, width: 1.8 } as const;
const settings = { marginals: true, batches: 3, components: 1, mixtureIterations: 3 } as const;

function problem(map: InvertibleEncoder) {
  const orders = causalOrders(map.dimensions);
  const logits = Float64Array.from(orders, (_, h) => 0.5 * Math.sin(h));
  const training = normalColumns(map.dimensions, 25, new RandomStream(1));
  const transfer = normalColumns(map.dimensions, 18, new RandomStream(2));
  return { hypotheses: { orders, logits, bumps }, batch: { training, transfer } };
}

const affine = () =>
  couplingLayers({ kind: 'affine', hidden: 2, outputDeviation: 0.5, stream: new RandomStream(3) });

describe.each(['likelihoods', 'costs'] as const)('encoderLoss of %s', (mixture) => {
  it('is the logarithm of the mixture, with the stretch of the map', () => {
    const map = affine();
    const { hypotheses, batch } = problem(map);
    const { values } = transferLikelihoods(
      mechanismsOf(map.encode(batch.training), hypotheses.orders, bumps),
      map.encode(batch.transfer),
      { orders: hypotheses.orders, batches: 3, components: 1, iterations: 3 },
    );
    const stretch = map.logDeterminants(batch.transfer).reduce((sum, value) => sum + value / 18, 0);
    const weights = hypotheses.logits.map(Math.exp);
    const total = weights.reduce((sum, value) => sum + value, 0);
    const sign = mixture === 'likelihoods' ? 1 : -1;
    const mixed = values.reduce(
      (sum, value, h) => sum + ((weights[h] ?? 0) / total) * Math.exp(sign * (value + stretch)),
      0,
    );
    const { loss } = encoderLoss(map, hypotheses, batch, { ...settings, mixture, order: 'first' });
    expect(loss).toBeCloseTo(-sign * Math.log(mixed), 10);
  });

  it.each([
    ['a rotation of space', () => rotation3([0.2, 0.5, -0.3])],
    ['affine coupling layers', affine],
  ])('has the gradients of finite differences for %s', (_, make) => {
    const map = make();
    const { hypotheses, batch } = problem(map);
    const options = { ...settings, mixture, order: 'second' } as const;
    const found = encoderLoss(map, hypotheses, batch, options);
    const slope = (values: Float64Array, k: number) => {
      const at = values[k] ?? 0;
      const [high, low] = [at + 1e-5, at - 1e-5].map((value) => {
        values[k] = value;
        return encoderLoss(map, hypotheses, batch, options).loss;
      });
      values[k] = at;
      return ((high ?? 0) - (low ?? 0)) / 2e-5;
    };
    found.byParameters.forEach((value, k) => {
      expect(value).toBeCloseTo(slope(map.parameters, k), 5);
    });
    found.byLogits.forEach((value, h) => {
      expect(value).toBeCloseTo(slope(hypotheses.logits, h), 7);
    });
  });
});
