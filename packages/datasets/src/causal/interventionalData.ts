import {
  checkArray,
  checkCount,
  checkFlag,
  checkInstance,
  checkOptions,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import { checkNetwork, MOST_ROWS } from './networkChecks.ts';
import { sampleInterventional, sampleObservational } from './sampling/ancestralSampling.ts';
import type { CategoricalTable } from './categoricalTable.ts';
import type { CausalNetwork } from './causalNetwork.ts';

/** Samples that were drawn while something was changed. */
export interface Intervention {
  /** The variable whose mechanism was changed, or null where nobody knows. */
  readonly target: number | null;
  /** What was drawn; the same variables as the observational samples. */
  readonly samples: CategoricalTable;
}

/** What structure is learned from: samples of the system as it is, and of it while variables were intervened on. */
export interface InterventionalData {
  /** Samples of the undisturbed system. */
  readonly observational: CategoricalTable;
  /** Samples under interventions; several may have the same target. */
  readonly interventions: readonly Intervention[];
}

/** Options of {@link interventionalData}. */
export interface InterventionalDataOptions {
  /** Rows of the system as it is. */
  readonly observational: number;
  /** Rows for each target; 0 leaves interventions out. */
  readonly perTarget: number;
  /** The variables that are intervened on, one after the other. Default: each one once, in their order. */
  readonly targets?: readonly number[];
  /** Whether the data say nothing about the targets: each is null then. Default: false. */
  readonly hidden?: boolean;
}

/**
 * Draws from a network what structure can be learned from: samples of it as it is, and for each target samples in which
 * that variable takes all its categories alike, whatever its parents are.
 *
 * @param network - The network.
 * @param options - How many rows, which targets, and whether they are told.
 * @param stream - Where they are drawn from.
 * @returns The samples; interventions in the order of the targets, hidden or not.
 * @throws ArgumentError when a number or a target is impossible.
 *
 * @example
 * ```ts
 * import { bayesianNetwork, interventionalData } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const sizes = { observational: 5000, perTarget: 200 };
 * const data = interventionalData(bayesianNetwork('cancer'), sizes, new RandomStream(1));
 * console.log(data.interventions.map(({ target }) => target)); // [ 0, 1, 2, 3, 4 ]
 * ```
 */
export function interventionalData(
  network: CausalNetwork,
  options: InterventionalDataOptions,
  stream: RandomStream,
): InterventionalData {
  const owner = 'interventionalData';
  checkNetwork(owner, network);
  checkInstance(owner, 'stream', stream, RandomStream);
  const { observational, perTarget, hidden = false } = checkOptions(owner, options);
  const { targets = network.names.map((_, i) => i) } = options;
  checkFlag(owner, 'hidden', hidden);
  checkCount(owner, 'observational', observational, { least: 0, most: MOST_ROWS });
  checkCount(owner, 'perTarget', perTarget, { least: 0, most: MOST_ROWS });
  checkArray(owner, 'targets', targets);
  for (const target of targets) {
    checkCount(owner, 'targets', target, {
      least: 0,
      most: network.names.length - 1,
    });
  }
  return {
    observational: sampleObservational(network, observational, stream),
    interventions: (perTarget === 0 ? [] : targets).map((target) => ({
      target: hidden ? null : target,
      samples: sampleInterventional(network, { target, n: perTarget }, stream),
    })),
  };
}
