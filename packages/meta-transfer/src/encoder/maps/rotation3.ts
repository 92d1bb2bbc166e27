import { checkNumbers, ShapeError, ValuesError } from '@causal-mechanisms/tensor-utils';
import { checkColumns } from './checkColumns.ts';
import type { Columns, InvertibleEncoder } from './invertibleEncoder.ts';
import { turned } from './rotation.ts';

/** The coordinates that are turned, one plane after the other. */
const PLANES = [
  [0, 1],
  [0, 2],
  [1, 2],
] as const;

/**
 * A rotation of space by three angles: first the coordinates 0 and 1 are turned, then 0 and 2, then 1 and 2, each like {@link rotation}
 * turns the plane. Every rotation of space is one of these.
 *
 * @param angles - The three angles in radians. Default: 0, 0, 0.
 * @returns The encoder, with the angles as its parameters.
 * @throws ShapeError when there are not three; ValuesError when one is not finite.
 *
 * @example
 * ```ts
 * import { rotation3 } from '@causal-mechanisms/meta-transfer';
 *
 * const encoder = rotation3([Math.PI / 2, 0, 0]);
 * const codes = encoder.encode([[1], [2], [3]].map((column) => Float64Array.from(column)));
 * console.log(codes.map(([value]) => Math.round(value ?? 0))); // [ 2, -1, 3 ]
 * ```
 */
export function rotation3(angles: readonly number[] = [0, 0, 0]): InvertibleEncoder {
  checkNumbers('rotation3', 'angles', angles, { anyNumber: true });
  if (angles.length !== 3) {
    throw new ShapeError(`rotation3: angles must be three, got ${angles.length}`, {
      data: { expected: 3, actual: angles.length },
    });
  }
  const wrong = angles.findIndex((angle) => !Number.isFinite(angle));
  if (wrong >= 0) {
    throw new ValuesError(`rotation3: all angles must be finite, got ${String(angles[wrong])}`, {
      data: { angles },
    });
  }
  const parameters = Float64Array.from(angles);
  return {
    dimensions: 3,
    parameters,
    encode(points) {
      checkColumns('rotation3.encode', points, 3);
      return PLANES.reduce((codes, _, k) => turnPlane(codes, k, parameters[k] ?? 0), [...points]);
    },
    decode(codes) {
      checkColumns('rotation3.decode', codes, 3);
      return [2, 1, 0].reduce(
        (points, k) => turnPlane(points, k, -(parameters[k] ?? 0)),
        [...codes],
      );
    },
    logDeterminants: (points) =>
      new Float64Array(checkColumns('rotation3.logDeterminants', points, 3)),
    parameterGradient(points, codeGradients) {
      checkColumns('rotation3.parameterGradient', [...points, ...codeGradients], 6);
      const gradient = new Float64Array(3);
      let codes = this.encode(points);
      let by = [...codeGradients];
      for (let k = 2; k >= 0; k--) {
        const [first, second] = PLANES[k] ?? [0, 1];
        const [u, v, byU, byV] = [codes[first], codes[second], by[first], by[second]];
        let sum = 0;
        for (let i = 0; i < (u?.length ?? 0); i++) {
          sum += (byU?.[i] ?? 0) * (v?.[i] ?? 0) - (byV?.[i] ?? 0) * (u?.[i] ?? 0);
        }
        gradient[k] = sum;
        // The transpose of a rotation is its inverse: gradients go back as points do.
        codes = turnPlane(codes, k, -(parameters[k] ?? 0));
        by = turnPlane(by, k, -(parameters[k] ?? 0));
      }
      return gradient;
    },
  };
}

function turnPlane(points: Columns, plane: number, angle: number): Float64Array[] {
  const [first, second] = PLANES[plane] ?? [0, 1];
  const pair = [points[first], points[second]].map((column) => column ?? new Float64Array());
  const [u, v] = turned(pair, angle);
  return points.map((column, index) =>
    index === first ? (u ?? column) : index === second ? (v ?? column) : column,
  );
}
