import * as tf from '@tensorflow/tfjs';
import { parameterLayout, withHandGradient } from '@causal-mechanisms/tensor-utils';
import type { FactorCurve } from './factorCurve.ts';
import type { FactorMap } from './factorMap.ts';
import type { MonotonePriorConfig } from './priorConfig.ts';

/** No slope is smaller, so that every curve has an inverse. */
const LEAST_SLOPE = 0.001;
/** Stands for infinity: far beyond all latents, and finite on every backend. */
const FAR = 1e30;

/**
 * Increasing piecewise-linear curves. Curve j has the value b_j at -range and the slopes exp(p_jk) + 0.001:
 *
 * f_j(u) = b_j + s_j0 min(u - t_0, 0) + sum over k of s_jk clip(u - t_(k-1), 0, gap) + s_jB max(u - t_(B-1), 0)
 *
 * with breakpoints t_0 to t_(B-1). At the start p is N(0, 1) / 5 and b_j is N(0, 1) - range.
 *
 * @param config - The breakpoints, and which gradient the slopes have.
 * @param factors - How many factors.
 * @returns The map.
 */
export function monotoneMap(config: MonotonePriorConfig, factors: number): FactorMap {
  const { breakpoints, range } = config;
  const segments = breakpoints + 1;
  return {
    layout: parameterLayout([
      { name: 'map/logSlope', shape: [factors, segments] },
      { name: 'map/offset', shape: [factors] },
    ]),
    initialValues(stream) {
      const slopes = stream.normals(factors * segments, 0, 1 / 5);
      const offsets = stream.normals(factors, -range);
      return Float32Array.of(...slopes, ...offsets);
    },
    run: ([logSlope, offset], u) => curvesOf(config, u, logSlope as tf.Tensor, offset as tf.Tensor),
    curves: (values) =>
      Array.from({ length: factors }, (_, j) => {
        const slopes = Float64Array.from(
          { length: segments },
          (__, k) => Math.exp(values[j * segments + k] ?? NaN) + LEAST_SLOPE,
        );
        return bentCurve(config, slopes, values[factors * segments + j] ?? NaN);
      }),
  };
}

/** The curves on tensors, without gather: every segment of every curve looks at every sample. */
function curvesOf(
  { breakpoints, range, detachOffsets }: MonotonePriorConfig,
  u: tf.Tensor2D,
  logSlope: tf.Tensor,
  offset: tf.Tensor,
): tf.Tensor2D {
  const gap = (2 * range) / (breakpoints - 1);
  const at = Array.from({ length: breakpoints }, (_, k) => k * gap - range);
  const inner = at.slice(1).map(() => 0);
  // By how far a sample is beyond the anchor of each segment.
  const beyond = (x: tf.Tensor2D) => x.expandDims(2).sub(tf.tensor1d([-range, ...at]));
  const within = (x: tf.Tensor2D) =>
    beyond(x)
      .maximum(tf.tensor1d([-FAR, ...inner, 0]))
      .minimum(tf.tensor1d([0, ...inner.map(() => gap), FAR]));
  // 1 in the one segment that a sample lies in.
  const own = (x: tf.Tensor2D) => {
    const wide = x.expandDims(2);
    return wide
      .greaterEqual(tf.tensor1d([-FAR, ...at]))
      .logicalAnd(wide.less(tf.tensor1d([...at, FAR])))
      .cast('float32');
  };
  return withHandGradient([u, logSlope, offset], {
    forward: () => {
      const grown = logSlope.exp();
      const value = within(u).mul(grown.add(LEAST_SLOPE)).sum(2).add<tf.Tensor2D>(offset);
      return { value, saved: [u, grown] };
    },
    gradient: (dy, [x, grown]) => {
      const here = own(x);
      const reach = detachOffsets ? beyond(x).mul(here) : within(x);
      return [
        here.mul(grown.add(LEAST_SLOPE)).sum(2).mul(dy),
        reach.mul(dy.expandDims(2)).sum(0).mul(grown),
        dy.sum(0),
      ];
    },
  });
}

/** One curve on numbers. */
function bentCurve(
  { breakpoints, range }: MonotonePriorConfig,
  slopes: Float64Array,
  offset: number,
): FactorCurve {
  const gap = (2 * range) / (breakpoints - 1);
  const last = breakpoints - 1;
  const slopeOf = (segment: number) => slopes[segment] ?? NaN;
  const heights = new Float64Array(breakpoints).fill(offset);
  for (let k = 1; k <= last; k++) heights[k] = (heights[k - 1] ?? NaN) + slopeOf(k) * gap;
  const heightOf = (k: number) => heights[k] ?? NaN;
  return {
    at(u) {
      if (u < -range) return offset + slopeOf(0) * (u + range);
      const k = Math.min(Math.floor((u + range) / gap), last);
      return heightOf(k) + slopeOf(k + 1) * (u - (k * gap - range));
    },
    inverse(z) {
      if (z < offset) return -range + (z - offset) / slopeOf(0);
      let k = 0;
      for (let above = breakpoints; above - k > 1;) {
        const middle = (k + above) >> 1;
        if (z >= heightOf(middle)) k = middle;
        else above = middle;
      }
      return k * gap - range + (z - heightOf(k)) / slopeOf(k + 1);
    },
    direction: 1,
    bent: [offset, heightOf(last)],
  };
}
