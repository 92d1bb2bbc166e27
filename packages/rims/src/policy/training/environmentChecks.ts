import type { Environment, EnvironmentBatch, EnvironmentStep } from '@causal-mechanisms/datasets';
import {
  ArgumentError,
  checkCount,
  checkMethods,
  checkNumbers,
  checkOptions,
  checkText,
} from '@causal-mechanisms/tensor-utils';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';

/** The sizes of an environment, of which a policy must have the same. */
export type EnvironmentSizes = Pick<Environment, 'observationWidth' | 'actions'>;

/**
 * @param owner - Opens messages.
 * @param environment - What a caller gave.
 * @throws ArgumentError when it is none.
 */
export function checkEnvironment(owner: string, environment: Environment): void {
  const { name, observationWidth, actions } = checkOptions(owner, environment, 'environment');
  checkText(owner, 'environment.name', name);
  checkCount(owner, 'environment.observationWidth', observationWidth, { most: 16_777_216 });
  checkCount(owner, 'environment.actions', actions, { most: 65_536 });
  checkMethods(owner, 'environment', environment, ['start']);
}

/**
 * Starts environments, and checks what came.
 *
 * @param owner - Opens messages.
 * @param environment - Checked.
 * @param count - How many.
 * @param stream - Decides what is left to chance.
 * @returns The environments.
 * @throws ArgumentError when there are more or fewer, or they lack a function.
 */
export function startEnvironments(
  owner: string,
  environment: Environment,
  count: number,
  stream: RandomStream,
): EnvironmentBatch {
  const batch = environment.start(count, stream);
  checkMethods(owner, 'environment.start()', batch, ['observe', 'step']);
  if (batch.count === count) return batch;
  throw new ArgumentError(
    `${owner}: environment.start() must give ${count} environments, got ${String(batch.count)}`,
    { data: { expected: count, actual: batch.count } },
  );
}

/**
 * @param owner - Opens messages.
 * @param name - What gave them.
 * @param observations - Of `count` environments.
 * @param count - How many.
 * @param sizes - Of the environment.
 * @throws ArgumentError, ShapeError, ValuesError when they do not fit.
 */
export function checkObservations(
  owner: string,
  name: string,
  observations: Float32Array,
  count: number,
  { observationWidth }: EnvironmentSizes,
): void {
  const length = count * observationWidth;
  checkNumbers(owner, name, observations, { kinds: [Float32Array], length });
}

/**
 * Acts, and checks what came of it.
 *
 * @param owner - Opens messages.
 * @param batch - The environments.
 * @param actions - One each.
 * @param sizes - Of the environment.
 * @returns What came of it.
 * @throws ArgumentError, ShapeError, ValuesError when it does not fit.
 */
export function stepEnvironments(
  owner: string,
  batch: EnvironmentBatch,
  actions: Int32Array,
  sizes: EnvironmentSizes,
): EnvironmentStep {
  const name = 'environment.step()';
  const length = actions.length;
  const step = checkOptions(owner, batch.step(actions), name);
  const { observations, rewards, ended, succeeded } = step;
  checkObservations(owner, `${name}.observations`, observations, length, sizes);
  checkNumbers(owner, `${name}.rewards`, rewards, { kinds: [Float32Array], length });
  const flags = { kinds: [Uint8Array], length, most: 1 };
  checkNumbers(owner, `${name}.ended`, ended, flags);
  if (succeeded !== undefined) checkNumbers(owner, `${name}.succeeded`, succeeded, flags);
  return step;
}
