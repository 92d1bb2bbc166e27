import { parameterLayout, ValuesError, withHandGradient } from '@causal-mechanisms/tensor-utils';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import type { FactorCurve } from './factorCurve.ts';
import type { FactorMap } from './factorMap.ts';
import type { LinearPriorConfig } from './priorConfig.ts';

/**
 * z_j = p0_j u_j + p1_j, both drawn from [0, 1) at the start.
 *
 * @param config - The bound on the slopes.
 * @param factors - How many factors.
 * @returns The map.
 */
export function linearMap({ leastSlope }: LinearPriorConfig, factors: number): FactorMap {
  return {
    layout: parameterLayout([
      { name: 'map/slope', shape: [factors] },
      { name: 'map/intercept', shape: [factors] },
    ]),
    initialValues: (stream) => stream.uniforms(2 * factors),
    run([slope, intercept], u) {
      const bounded = leastSlope === null ? slope : boundedBelow(slope as Tensor, leastSlope);
      return u.mul(bounded as Tensor).add<Tensor2D>(intercept as Tensor);
    },
    curves: (values) =>
      Array.from({ length: factors }, (_, j) => {
        const given = values[j] ?? NaN;
        const slope = leastSlope === null ? given : Math.max(given, leastSlope);
        return lineOf(slope, values[factors + j] ?? NaN, j);
      }),
  };
}

function lineOf(slope: number, intercept: number, factor: number): FactorCurve {
  return {
    at: (u) => slope * u + intercept,
    inverse(z) {
      if (slope !== 0) return (z - intercept) / slope;
      throw new ValuesError(
        `linear prior: the map of factor ${factor} has slope 0, so that nothing can be inferred from its latent`,
        { data: { factor } },
      );
    },
    direction: Math.sign(slope),
  };
}

/** max(x, least); below the bound, gradients pass that make x larger in a descent, so that it can come back. */
function boundedBelow(x: Tensor, least: number): Tensor {
  return withHandGradient([x], {
    forward: () => ({ value: x.maximum(least), saved: [x] }),
    gradient: (dy, [at]) => [dy.mul(at.greaterEqual(least).logicalOr(dy.less(0)).cast('float32'))],
  });
}
