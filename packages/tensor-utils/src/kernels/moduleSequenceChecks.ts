import * as tf from '@tensorflow/tfjs';
import { checkFlag, checkOptions } from '../argumentChecks.ts';
import { checkCount } from '../checks.ts';
import { ArgumentError, ShapeError } from '../errors.ts';
import { checkTensor } from '../tensorChecks.ts';
import { expectShape, hasKernel } from './kernelChecks.ts';
import type { ModuleSequenceInputs, ModuleSequenceSettings } from './moduleSequenceInputs.ts';

/** The names under which a backend registers the two kernels. */
export const SEQUENCE_KERNEL = 'CausalModuleSequence';
/** The gradient's. */
export const SEQUENCE_GRADIENT_KERNEL = 'CausalModuleSequenceGrad';

/** The sizes of a sequence, as its tensors and settings tell them. */
export interface ModuleSequenceSizes {
  readonly modules: number;
  readonly units: number;
  readonly steps: number;
  readonly batch: number;
  readonly entries: number;
  /** Of queries, keys and values of a module; 0 without communication. */
  readonly projected: number;
  /** Of the values that a module reads; 0 without communication. */
  readonly read: number;
  /** Of what the read kernel makes of them; 0 without communication. */
  readonly told: number;
}

/**
 * Holds all tensors and settings against each other: the kernels rely on it.
 *
 * @param owner - Who asks, for the message.
 * @param inputs - What a sequence is computed from.
 * @param settings - And how.
 * @returns The sizes.
 * @throws ArgumentError, DisposedError or ShapeError when the backend lacks the kernels or something does not fit.
 * @internal
 */
export function checkModuleSequence(
  owner: string,
  inputs: ModuleSequenceInputs,
  settings: ModuleSequenceSettings,
): ModuleSequenceSizes {
  if (!hasKernel(SEQUENCE_KERNEL) || !hasKernel(SEQUENCE_GRADIENT_KERNEL)) {
    throw new ArgumentError(
      `${owner}: the backend ${tf.getBackend()} has no kernel for it; ask hasModuleSequence first`,
    );
  }
  const { lookUp, driven, rows, recurrentKernel, bias, hidden, cell } = checkOptions(
    owner,
    inputs,
    'inputs',
  );
  checkSettings(owner, settings);
  checkTensor(owner, 'recurrentKernel', recurrentKernel, { rank: 3 });
  checkTensor(owner, 'rows', rows, { rank: 2, dtype: 'int32' });
  checkTensor(owner, 'driven', driven, { rank: 3 });
  const [modules, units] = recurrentKernel.shape;
  const [steps, batch] = rows.shape;
  const entries = driven.shape[1];
  expectShape(owner, 'recurrentKernel', recurrentKernel, [modules, units, 4 * units]);
  expectShape(owner, 'driven', driven, [modules, entries, 4 * units]);
  expectShape(owner, 'bias', bias, [modules, 1, 4 * units]);
  expectShape(owner, 'hidden', hidden, [modules, batch, units]);
  expectShape(owner, 'cell', cell, [modules, batch, units]);
  if (lookUp !== undefined) expectShape(owner, 'lookUp', lookUp, [modules, entries, units]);
  if ([modules, units, steps, batch, entries].includes(0)) {
    throw new ShapeError(`${owner}: expected at least one of everything, got an empty tensor`);
  }
  const fewest = lookUp === undefined ? modules : 1;
  checkCount(owner, 'activeModules', settings.activeModules, { least: fewest, most: modules });
  const widths = checkCommunication(owner, inputs, settings);
  return { modules, units, steps, batch, entries, ...widths };
}

function checkSettings(owner: string, settings: ModuleSequenceSettings): void {
  const { gated, held, keep } = checkOptions(owner, settings, 'settings');
  for (const [name, flag] of Object.entries({ gated, held, keep })) {
    if (flag !== undefined) checkFlag(owner, name, flag);
  }
}

function checkCommunication(
  owner: string,
  inputs: ModuleSequenceInputs,
  { heads = 0, keyWidth = 0, valueWidth = 0, gated = true }: ModuleSequenceSettings,
): Pick<ModuleSequenceSizes, 'projected' | 'read' | 'told'> {
  const { communication, readKernel, readBias, readMask, recurrentKernel, rows } = inputs;
  const [modules, units] = recurrentKernel.shape;
  if (communication === undefined || readKernel === undefined || readBias === undefined) {
    const extra = [communication, readKernel, readBias, readMask].some((one) => one !== undefined);
    if (!extra) return { projected: 0, read: 0, told: 0 };
    throw new ArgumentError(
      `${owner}: expected communication, readKernel and readBias together, or none of them and no readMask`,
    );
  }
  checkCount(owner, 'heads', heads);
  checkCount(owner, 'keyWidth', keyWidth);
  checkCount(owner, 'valueWidth', valueWidth);
  const projected = heads * (2 * keyWidth + valueWidth);
  const read = heads * valueWidth;
  const told = gated ? 2 * units : units;
  expectShape(owner, 'communication', communication, [modules, units, projected]);
  expectShape(owner, 'readKernel', readKernel, [read, told]);
  expectShape(owner, 'readBias', readBias, [told]);
  if (readMask !== undefined) {
    expectShape(owner, 'readMask', readMask, [rows.shape[0], modules, rows.shape[1], units]);
  }
  return { projected, read, told };
}

/**
 * Settings as the kernels take them.
 *
 * @param settings - Of a sequence.
 * @param blocked - Whether the communication sends no gradient to inactive modules.
 * @returns Numbers and truth values by name.
 * @internal
 */
export function sequenceAttributes(
  settings: ModuleSequenceSettings,
  blocked: boolean,
): tf.NamedAttrMap {
  const { activeModules, heads = 0, keyWidth = 0, valueWidth = 0 } = settings;
  const { gated = true, held = false, keep = true } = settings;
  return {
    active: activeModules,
    heads,
    key: keyWidth,
    value: valueWidth,
    gated,
    held,
    keep,
    blocked,
  };
}
