import { checkInstance, RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Tensor } from '@tensorflow/tfjs';
import { checkDraws } from '../model/modelChecks.ts';
import { checkNoise, encodedLatents, finishIntervention } from './finishIntervention.ts';
import type { InterventionContext } from './interventionContext.ts';
import type {
  FactorTargets,
  InterventionOptions,
  InterventionResult,
} from './interventionResult.ts';
import { unitTargets } from './unitTargets.ts';

/**
 * The counterfactual of observations: had the factors had these values, with everything that does not follow from them as it was.
 *
 * @param context - The model.
 * @param observations - `[n, ...shape]`; not disposed.
 * @param targets - Values in units, by name.
 * @param options - Noise of the generator.
 * @returns What came of it; the caller disposes of its observations.
 * @throws ArgumentError for unknown factors or no target; ValuesError for values that are not finite; ShapeError for lists of another length
 *   than observations.
 */
export async function intervene(
  context: InterventionContext,
  observations: Tensor,
  targets: FactorTargets,
  options: InterventionOptions = {},
): Promise<InterventionResult> {
  checkNoise('DearModel.do', options);
  const { latents, warnings } = unitTargets(
    'DearModel.do',
    targets,
    context.scaling,
    observations.shape[0],
  );
  const before = await encodedLatents(context, observations);
  const after = context.structure.intervene(before, latents);
  return finishIntervention(context, { kind: 'intervention', before, after, warnings }, options);
}

/**
 * Observations from the interventional distribution: latents are drawn from the prior, factors are set, effects follow.
 *
 * @param context - The model.
 * @param count - How many.
 * @param targets - Values in units, by name.
 * @param stream - Where latents are drawn from.
 * @param options - Noise of the generator.
 * @returns What came of it, with the same draws before the intervention; the caller disposes of its observations.
 * @throws ArgumentError for an impossible count, unknown factors or no target; ValuesError and ShapeError as {@link intervene}.
 */
export function sampleIntervention(
  context: InterventionContext,
  count: number,
  targets: FactorTargets,
  stream: RandomStream,
  options: InterventionOptions = {},
): InterventionResult {
  const { structure, scaling } = context;
  checkDraws('DearModel.sampleDo', 'count', count, structure.latentWidth);
  checkInstance('DearModel.sampleDo', 'stream', stream, RandomStream);
  checkNoise('DearModel.sampleDo', options);
  const { latents, warnings } = unitTargets('DearModel.sampleDo', targets, scaling, count);
  const before = structure.endogenous(stream.normals(count * structure.latentWidth));
  const after = structure.intervene(before, latents);
  return finishIntervention(context, { kind: 'intervention', before, after, warnings }, options);
}

/**
 * Observations from the distribution given the values of factors: seeing, not doing. What is given speaks for its causes as well.
 *
 * @param context - The model.
 * @param count - How many.
 * @param given - Values in units, by name.
 * @param stream - Where latents are drawn from.
 * @param options - Noise of the generator.
 * @returns What came of it; the caller disposes of its observations.
 * @throws ArgumentError, ValuesError, ShapeError as {@link sampleIntervention}.
 */
export function sampleConditional(
  context: InterventionContext,
  count: number,
  given: FactorTargets,
  stream: RandomStream,
  options: InterventionOptions = {},
): InterventionResult {
  const { structure, scaling } = context;
  checkDraws('DearModel.condition', 'count', count, structure.latentWidth);
  checkInstance('DearModel.condition', 'stream', stream, RandomStream);
  checkNoise('DearModel.condition', options);
  const { latents, warnings } = unitTargets('DearModel.condition', given, scaling, count);
  const noise = stream.normals(count * structure.latentWidth);
  const before = structure.endogenous(noise);
  const after = structure.condition(noise, latents);
  return finishIntervention(context, { kind: 'conditional', before, after, warnings }, options);
}
