import { ValuesError } from '@causal-mechanisms/tensor-utils';
import type { Scalars } from '@causal-mechanisms/tensor-utils';

/** Where a run is, and how far it may go. */
export interface MeasureLimits {
  /** The iteration, counted from 1. */
  readonly iteration: number;
  /** How far from 0 a mean logit may be; null for any distance. */
  readonly limit: number | null;
}

/**
 * Ends a run that is beyond hope: where a loss is no number any more, or where the discriminator is so sure of itself that it tells
 * the others nothing.
 *
 * @param owner - Opens messages.
 * @param scalars - What an iteration measured.
 * @param limits - Where the run is, and how far it may go.
 * @throws ValuesError that says what left which range, and when.
 */
export function checkMeasures(
  owner: string,
  scalars: Scalars,
  { iteration, limit }: MeasureLimits,
): void {
  for (const [name, value] of Object.entries(scalars)) {
    if (Number.isFinite(value)) continue;
    throw new ValuesError(
      `${owner}: ${name} became ${value} at iteration ${iteration}; try smaller learning rates`,
      { data: { iteration, name, value } },
    );
  }
  for (const name of ['logitReal', 'logitFake']) {
    const value = scalars[name] ?? 0;
    if (limit === null || Math.abs(value) <= limit) continue;
    throw new ValuesError(
      `${owner}: ${name}, the mean logit of the discriminator, left [-${limit}, ${limit}] at iteration ${iteration}: ${value}; ` +
        'try spectral normalisation of the discriminator, or a smaller learning rate of it',
      { data: { iteration, name, value, limit } },
    );
  }
}
