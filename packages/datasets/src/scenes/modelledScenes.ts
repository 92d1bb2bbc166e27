import { ArgumentError, checkOptions, nearestName, pacer } from '@causal-mechanisms/tensor-utils';
import type { Factor, FactorDataset } from '../factors/factorTypes.ts';
import { checkRead } from '../image/readChecks.ts';
import type { SceneDataset } from './sceneDataset.ts';

/** Values that factors are set to, by name. */
export type SceneTargets = Readonly<Record<string, number>>;

/** What {@link modelledScenes} needs. */
export interface ScenesDescription {
  /** A short name, such as `pendulum/train`. */
  readonly name: string;
  /** One line for people. */
  readonly description: string;
  /** How many rows there are. */
  readonly count: number;
  /** The shape of an observation. */
  readonly shape: readonly number[];
  /** The columns of the values. */
  readonly factors: readonly Factor[];
  /** The structural model: `[count, factors]`, with factors set as the targets say. */
  readonly valuesOf: (targets: SceneTargets) => Float64Array;
  /** Throws for targets that only this scene knows to be impossible; names are known by then, and binary targets are 0 or 1. */
  readonly checkTargets: (owner: string, targets: SceneTargets) => void;
  /** Writes what is observed of a row: values from `k` on, into `out` from `at` on. */
  readonly observe: (values: Float64Array, k: number, out: Float32Array, at: number) => void;
}

/**
 * Scenes from their structural model and from what shows them. Observations are made when they are read, and none is kept.
 *
 * @param scenes - The model and how rows are observed.
 * @returns The data set with its true counterfactuals.
 */
export function modelledScenes(scenes: ScenesDescription): SceneDataset {
  const { name, valuesOf, checkTargets } = scenes;
  return {
    ...observed(scenes, name, valuesOf({})),
    counterfactual: (targets) => {
      const owner = `${name}.counterfactual`;
      checkNames(owner, checkOptions(owner, targets, 'targets'), scenes.factors);
      checkTargets(owner, targets);
      const given = Object.entries(targets).map(([factor, value]) => `${factor}=${value}`);
      return observed(scenes, `${name}/do(${given.join(', ')})`, valuesOf(targets));
    },
  };
}

function observed(scenes: ScenesDescription, name: string, values: Float64Array): FactorDataset {
  const { description, count, shape, factors, observe } = scenes;
  const width = shape.reduce((product, side) => product * side, 1);
  return {
    name,
    origin: { kind: 'synthetic', description },
    size: count,
    shape,
    factors,
    values,
    read: async (indices, out) => {
      checkRead(name, indices, out, count, width);
      const pause = pacer();
      for (let i = 0; i < indices.length; i++) {
        await pause();
        observe(values, (indices[i] ?? 0) * factors.length, out, i * width);
      }
    },
  };
}

function checkNames(owner: string, targets: SceneTargets, factors: readonly Factor[]): void {
  const names = factors.map(({ name }) => name);
  if (Object.keys(targets).length === 0) {
    throw new ArgumentError(
      `${owner}: targets must have a value for at least one of ${names.join(', ')}, got none`,
    );
  }
  for (const [name, value] of Object.entries(targets)) {
    const factor = factors.find((column) => column.name === name);
    if (factor === undefined) {
      const close = nearestName(name, names);
      throw new ArgumentError(
        `${owner}: there is no factor ${name}${close === undefined ? '' : ` (did you mean ${close}?)`}; there are ${names.join(', ')}`,
        { data: { name } },
      );
    }
    const binary = factor.kind === 'binary';
    if (binary ? value !== 0 && value !== 1 : !Number.isFinite(value)) {
      throw new ArgumentError(
        `${owner}: ${name} must be ${binary ? '0 or 1' : 'a finite number'}, got ${String(value)}`,
        { data: { name, value } },
      );
    }
  }
}
