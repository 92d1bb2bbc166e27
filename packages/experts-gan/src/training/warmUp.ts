import { dispose } from '@tensorflow/tfjs';
import type { Tensor4D } from '@tensorflow/tfjs';
import type { Scalars } from '@causal-mechanisms/tensor-utils';
import type { CompetitionRules } from './competition.ts';
import type { Competitors } from './competitors.ts';
import { expertOutputs } from './expertOutputs.ts';
import { withInstanceNoise } from './instanceNoise.ts';
import { outputWeights, winnersOf } from './winners/winnersOf.ts';

/**
 * One iteration without competition: what scores outputs learns from a batch, the experts stay as they are.
 *
 * @param competitors - Of these, what scores outputs is changed in place.
 * @param transformed - `[n, height, width, c]`; not disposed.
 * @param canonical - `[m, height, width, c]`; not disposed.
 * @param rules - How outputs count.
 * @returns What the objective reports.
 * @throws ValuesError when a score is not a number.
 */
export async function warmUpStep(
  { experts, objective }: Competitors,
  transformed: Tensor4D,
  canonical: Tensor4D,
  rules: CompetitionRules,
): Promise<Scalars> {
  const outputs = await expertOutputs(experts, transformed, rules.pause);
  const seen = {
    canonical: withInstanceNoise(canonical, rules.noise?.canonical),
    outputs: withInstanceNoise(outputs, rules.noise?.transformed),
  };
  outputs.dispose();
  try {
    const scored = await objective.score(seen.canonical, seen.outputs, rules.pause);
    try {
      const winners = winnersOf(scored.scores, experts.length, rules);
      return await scored.update({
        learningRate: rules.rates?.discriminator,
        outputWeights: outputWeights(winners, experts.length, rules.loserWeight),
      });
    } finally {
      scored.dispose();
    }
  } finally {
    dispose(seen);
  }
}
