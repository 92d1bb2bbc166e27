/**
 * What was found to win the mechanisms early and to keep them: outputs that lost count little to the discriminator, an expert with two
 * mechanisms is split, from iteration 300 on none keeps more than its share of images, step sizes fall, and the networks are averaged.
 */
export const STABLE = {
  loserWeight: 0.1,
  repair: { kind: 'split', idleShare: 0.02 },
  winners: { kind: 'conscience', strength: 100, from: 300, until: null, tolerance: 0.1 },
  averaging: 0.99,
  learningRateSchedule: { kind: 'cosine', from: 0.25, last: 0.05 },
} as const;
