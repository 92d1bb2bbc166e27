import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { drawWeights } from '../../src/networks/drawWeights.ts';
import { smallConfig } from '../support.ts';

const draw = (experts: number) =>
  drawWeights({ ...smallConfig, experts }, [16, 16, 1], new RandomStream(2));

it('gives every network a start of its own, whatever their number', () => {
  const { experts, scorer } = draw(3);
  expect(experts).toHaveLength(3);
  expect(experts[1]).not.toEqual(experts[0]);
  const more = draw(5);
  expect(more.experts.slice(0, 3)).toEqual(experts);
  expect(more.scorer).toEqual(scorer);
});

it('starts at means of zero and variances of one', () => {
  const { statistics } = draw(2);
  const expected = [...Array<number>(16).fill(0), ...Array<number>(16).fill(1)];
  expect(statistics.map((values) => Array.from(values))).toEqual([expected, expected]);
});

it('draws the scale of batch norm as the configuration says', () => {
  const config = { ...smallConfig, batchNormGamma: 'uniform' } as const;
  const uniform = drawWeights(config, [16, 16, 1], new RandomStream(2));
  // Behind the first kernel stands the first scale.
  expect(Array.from(draw(3).experts[0]?.subarray(36, 40) ?? [])).toEqual([1, 1, 1, 1]);
  expect(Math.max(...(uniform.experts[0]?.subarray(36, 40) ?? []))).toBeLessThan(1);
});
