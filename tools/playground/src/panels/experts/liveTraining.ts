import { createSampler, loadIntoMemory } from '@causal-mechanisms/datasets';
import { evaluateExperts, trainExperts } from '@causal-mechanisms/experts-gan';
import type { ExpertsModel } from '@causal-mechanisms/experts-gan';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { createMixture, mechanismFromDefinition } from '@causal-mechanisms/transforms';
import type { Call } from '../../worker/session.ts';
import { KNOWN_CHANGES } from './changes.ts';
import { trainingDigits } from './digits.ts';

/** How far a training is. */
export interface LiveProgress {
  /** `identity`: every expert learns to copy; `competition`: they compete. */
  readonly phase: string;
  readonly step: number;
  readonly steps: number;
  /** The share of each change that each expert wins, one row per change; where it was measured anew. */
  readonly wins?: readonly (readonly number[])[];
  /** Changes that have an expert of their own; measured with the shares. */
  readonly matched?: number;
}

/** How a training ended. */
export interface LiveResult {
  readonly reason: 'completed' | 'aborted' | 'stopped';
  /** Iterations of the competition. */
  readonly step: number;
  readonly wins: readonly (readonly number[])[];
  readonly matched: number;
}

/** A quarter of the pixels of the shipped bank: a competition in a browser should take a minute, not ten. */
const LIVE_SIDE = 16;
const IMAGES = 2000;
const PROBE_IMAGES = 100;
/** Iterations between looks at who wins what. */
const EVERY = 10;
/**
 * So few iterations leave no time to find a lost change again. Outputs that lost count little; at first experts that won much are held
 * back; one with two changes is split where another has none; step sizes fall, and the networks are averaged, so that the end is no chance.
 */
const STEADY = {
  loserWeight: 0.1,
  winners: { kind: 'conscience', strength: 5, until: 150 },
  repair: { kind: 'split', every: 20, idleShare: 0.05, leastBimodality: 0.2 },
  learningRateSchedule: { kind: 'cosine', from: 0.25, last: 0.05 },
  averaging: 0.98,
} as const;

/**
 * Trains one expert for each known change on small embedded digits.
 *
 * @param input - The seed and the length of the competition.
 * @param call - Signal and progress.
 * @returns The model, which the caller disposes of, and how it ended. A training that is aborted gives what it has come to.
 */
export async function trainLive(
  { seed, iterations }: { readonly seed: number; readonly iterations: number },
  { signal, report }: Call<LiveProgress>,
): Promise<{ readonly model: ExpertsModel; readonly result: LiveResult }> {
  const side = LIVE_SIDE;
  const mixture = createMixture(
    KNOWN_CHANGES.map(({ definition, strength }) =>
      mechanismFromDefinition(definition(strength?.usual ?? 1, side)),
    ),
  );
  const digits = await loadIntoMemory(trainingDigits(IMAGES, { seed, side }));
  const probe = {
    images: await loadIntoMemory(trainingDigits(PROBE_IMAGES, { seed: seed + 1, side })),
    mixture,
    stream: new RandomStream(seed).split('probe'),
  };
  const transformed = createSampler(digits, {
    transform: (images, stream) => mixture.apply(images, stream).images,
  });
  let seen: Pick<LiveResult, 'wins' | 'matched'> = { wins: [], matched: 0 };
  const run = trainExperts(
    { transformed, canonical: createSampler(digits) },
    {
      signal,
      config: {
        experts: KNOWN_CHANGES.length,
        iterations,
        filters: 8,
        discriminatorFilters: [8, 16, 32],
        discriminatorUnits: 64,
        identityInitialisation: { maxIterations: 60, threshold: 0.004, checkEvery: 10 },
        ...STEADY,
        seed,
      },
      evaluate: { every: EVERY, run: (model) => evaluateExperts(model, probe) },
    },
  );
  let last = { phase: 'identity', step: 0, steps: 1 };
  for await (const event of run) {
    if (event.kind === 'step') {
      last = { phase: event.phase, step: event.step, steps: event.steps };
      report(last);
    } else if (event.kind === 'evaluation') {
      seen = {
        wins: event.matrices?.['wins']?.values ?? [],
        matched: event.scalars['matched'] ?? 0,
      };
      report({ ...last, ...seen });
    } else if (event.kind === 'end') {
      const { model, reason, step } = event;
      return { model, result: { reason, step, ...seen } };
    }
  }
  throw new Error('The training ended without a model.');
}
