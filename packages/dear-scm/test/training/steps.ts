import { jest } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import type { DearTrainee, GroupName } from '../../src/training/dearTrainee.ts';
import { frozenDiscriminator } from '../../src/training/updates/frozenDiscriminator.ts';
import type { FrozenDiscriminator } from '../../src/training/updates/frozenDiscriminator.ts';
import { snapshot } from './handMade.ts';

/** What a step of a trainee did. */
export interface StepReport {
  /** What it measured. */
  readonly measured: Readonly<Record<string, number>>;
  /** The gradient that each optimiser got. */
  readonly gradients: Readonly<Partial<Record<GroupName, number[]>>>;
  /** The names of the parameters and buffers that moved. */
  readonly moved: readonly string[];
}

/** Does a step and watches it. */
export async function watched(trainee: DearTrainee, step: () => object): Promise<StepReport> {
  const before = await snapshot(trainee);
  const seen: Partial<Record<GroupName, tf.Tensor>> = {};
  for (const name of Object.keys(trainee.groups) as GroupName[]) {
    const group = trainee.groups[name];
    const apply = group.apply.bind(group);
    jest.spyOn(group, 'apply').mockImplementation((gradient) => {
      seen[name] = tf.keep(gradient.clone());
      apply(gradient);
    });
  }
  const tensors = step() as Record<string, tf.Tensor>;
  jest.restoreAllMocks();
  const after = await snapshot(trainee);
  const measured: Record<string, number> = {};
  for (const [name, tensor] of Object.entries(tensors)) {
    measured[name] = (await tensor.data())[0] ?? NaN;
  }
  const gradients: Partial<Record<GroupName, number[]>> = {};
  for (const [name, tensor] of Object.entries(seen)) {
    gradients[name as GroupName] = Array.from(await tensor.data());
  }
  tf.dispose([tensors, seen]);
  const moved = Object.keys(before).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  return { measured, gradients, moved };
}

/** Does a step that learns from the discriminator as it is. */
export function againstFrozen<T>(
  trainee: DearTrainee,
  step: (discriminator: FrozenDiscriminator) => T,
): T {
  const discriminator = frozenDiscriminator(trainee);
  try {
    return step(discriminator);
  } finally {
    discriminator.dispose();
  }
}

/** The mean of a function of the places of an array. */
export function meanOf(count: number, of: (place: number) => number): number {
  return Array.from({ length: count }, (_, i) => of(i)).reduce((a, b) => a + b, 0) / count;
}
