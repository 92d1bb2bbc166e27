import { ArgumentError, checkNumber, checkOptions } from '@causal-mechanisms/tensor-utils';

/** An angle with a direction. */
export interface FoundRotation {
  /** Of the encoder, in radians. */
  readonly angle: number;
  /** Between its codes: `U->V` or `V->U`. */
  readonly direction: string;
}

/**
 * How far a found rotation is from the nearest right one.
 *
 * Where points were made from (A, B), with A the cause, by a rotation of `decoderAngle`, two kinds of answer are right: `-decoderAngle`
 * with `U->V`, and a quarter turn less with `V->U`, each also after half a turn, which changes signs only. An angle alone is never
 * right or wrong.
 *
 * @param found - Angle and direction.
 * @param decoderAngle - The rotation that made the points, in radians.
 * @returns The distance in radians, in [0, pi/2].
 * @throws ArgumentError for another direction.
 *
 * @example
 * ```ts
 * import { rotationError } from '@causal-mechanisms/meta-transfer';
 *
 * const quarter = Math.PI / 4;
 * console.log(rotationError({ angle: quarter, direction: 'U->V' }, -quarter)); // 0
 * console.log(rotationError({ angle: -quarter, direction: 'V->U' }, -quarter)); // 0
 * console.log(rotationError({ angle: quarter, direction: 'V->U' }, -quarter) > 1.57); // true
 * ```
 */
export function rotationError(found: FoundRotation, decoderAngle: number): number {
  const { angle, direction } = checkOptions('rotationError', found, 'found');
  checkNumber('rotationError', 'found.angle', angle);
  checkNumber('rotationError', 'decoderAngle', decoderAngle);
  if (direction !== 'U->V' && direction !== 'V->U') {
    throw new ArgumentError(
      `rotationError: the direction must be 'U->V' or 'V->U', got '${direction}'`,
      { data: { direction } },
    );
  }
  const right = direction === 'U->V' ? -decoderAngle : -decoderAngle - Math.PI / 2;
  const apart = (((angle - right) % Math.PI) + Math.PI) % Math.PI;
  return Math.min(apart, Math.PI - apart);
}
