import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import { couplingLayers } from '../maps/couplingLayers.ts';
import type { InvertibleEncoder } from '../maps/invertibleEncoder.ts';
import { rotation } from '../maps/rotation.ts';
import { rotation3 } from '../maps/rotation3.ts';
import type { CouplingConfig } from './encoderConfig.ts';

/** What an encoder is, without its parameters. */
export interface EncoderShape {
  readonly encoder: 'rotation' | 'coupling';
  readonly coupling: CouplingConfig;
  /** Coordinates of a point: 2 or 3. */
  readonly dimensions: number;
}

/** Small weights: coupling layers start near the identity, each start elsewhere. */
const START_DEVIATION = 0.1;
/** Where rotations of the plane start: as far as can be from both right answers to the paper's decoder, then between. */
const START_ANGLES = [0, Math.PI / 8, -Math.PI / 8];

/**
 * @param shape - What to make.
 * @param stream - Where what is not fixed is drawn from.
 * @param start - The number of the start, from 0: the first rotation is the identity.
 * @returns The encoder before learning.
 */
export function encoderMap(
  { encoder, coupling, dimensions }: EncoderShape,
  stream: RandomStream,
  start = 0,
): InvertibleEncoder {
  if (encoder === 'coupling') {
    return couplingLayers({ ...coupling, dimensions, outputDeviation: START_DEVIATION, stream });
  }
  const turn = () => stream.uniform(-Math.PI, Math.PI);
  if (dimensions === 3) return start === 0 ? rotation3() : rotation3([turn(), turn(), turn()]);
  return rotation(START_ANGLES[start] ?? turn() / 2);
}
