import { ValuesError } from '@causal-mechanisms/tensor-utils';
import { checkColumns } from './checkColumns.ts';
import type { Columns, InvertibleEncoder } from './invertibleEncoder.ts';

/**
 * The rotation of the plane by one angle: row vectors times `[[cos, -sin], [sin, cos]]`,
 * `U = cos X + sin Y`, `V = -sin X + cos Y`.
 *
 * Its derivatives need no tape: `dU/dtheta = V` and `dV/dtheta = -U`. Where points were made from variables (A, B) by the rotation
 * of -pi/4, the one by +pi/4 gives (A, B) back, and the one by -pi/4 gives (-B, A): the variables change places.
 *
 * @param angle - The angle theta in radians. Default: 0.
 * @returns The encoder, with the angle as its one parameter.
 * @throws ValuesError when the angle is not finite.
 *
 * @example
 * ```ts
 * import { rotation } from '@causal-mechanisms/meta-transfer';
 *
 * const half = Math.SQRT1_2;
 * const [u, v] = rotation(Math.PI / 4).encode([Float64Array.of(half), Float64Array.of(half)]);
 * console.log(u?.[0]?.toFixed(6), v?.[0]?.toFixed(6)); // 1.000000 0.000000
 * ```
 */
export function rotation(angle = 0): InvertibleEncoder {
  if (!Number.isFinite(angle)) {
    throw new ValuesError(`rotation: the angle must be finite, got ${angle}`, { data: { angle } });
  }
  const parameters = Float64Array.of(angle);
  const turn = (owner: string, points: Columns, sign: 1 | -1) => {
    checkColumns(owner, points, 2);
    return turned(points, sign * (parameters[0] ?? 0));
  };
  return {
    dimensions: 2,
    parameters,
    encode: (points) => turn('rotation.encode', points, 1),
    decode: (codes) => turn('rotation.decode', codes, -1),
    logDeterminants: (points) =>
      new Float64Array(checkColumns('rotation.logDeterminants', points, 2)),
    parameterGradient(points, codeGradients) {
      const [u, v] = turn('rotation.parameterGradient', points, 1);
      const [byU, byV] = codeGradients;
      checkColumns('rotation.parameterGradient', [...codeGradients, u ?? new Float64Array()], 3);
      let sum = 0;
      for (let i = 0; i < (u?.length ?? 0); i++) {
        sum += (byU?.[i] ?? 0) * (v?.[i] ?? 0) - (byV?.[i] ?? 0) * (u?.[i] ?? 0);
      }
      return Float64Array.of(sum);
    },
  };
}

/**
 * @param points - Two columns of one length.
 * @param angle - The angle in radians.
 * @returns The points in the turned axes: two new columns.
 */
export function turned(points: Columns, angle: number): Float64Array[] {
  const [x = new Float64Array(), y = new Float64Array()] = points;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const u = new Float64Array(x.length);
  const v = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) {
    const [xi, yi] = [x[i] ?? 0, y[i] ?? 0];
    u[i] = cos * xi + sin * yi;
    v[i] = cos * yi - sin * xi;
  }
  return [u, v];
}
