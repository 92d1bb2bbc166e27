import {
  ArgumentError,
  checkFlag,
  checkInstance,
  checkOptions,
  RandomStream,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { takeSequences } from './selectSequences.ts';
import type { SequenceTable } from './sequenceTypes.ts';
import { checkSequenceTable } from './tableChecks.ts';

/** Options of {@link splitSequences}. */
export interface SplitSequencesOptions {
  /** The share that is held out, in (0, 1); their number is rounded, and either part gets at least one. */
  readonly share: number;
  /** Where the choice is drawn from. */
  readonly stream: RandomStream;
  /** Holds out this share of each class. Default: false. */
  readonly byLabel?: boolean;
}

/** Sequences in two parts. */
export interface SplitSequences {
  /** What to train on. */
  readonly training: SequenceTable;
  /** What is held out. */
  readonly heldOut: SequenceTable;
}

/**
 * Holds some sequences out at random.
 *
 * @param table - At least two sequences; with `byLabel`, at least two of each class.
 * @param options - How many, and which.
 * @returns Both parts in their old order.
 * @throws ArgumentError for a share outside (0, 1); ValuesError when there are too few sequences, or one without a label.
 *
 * @example
 * ```ts
 * import { sequenceTable, splitSequences } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const table = sequenceTable(['ab', 'ba', 'aab', 'bba', 'abab']);
 * const { training, heldOut } = splitSequences(table, { share: 0.2, stream: new RandomStream(1) });
 * console.log(training.sequences.length, heldOut.sequences.length); // 4 1
 * ```
 */
export function splitSequences(
  table: SequenceTable,
  options: SplitSequencesOptions,
): SplitSequences {
  checkSequenceTable('splitSequences', table);
  const { share, stream, byLabel = false } = checkOptions('splitSequences', options);
  checkFlag('splitSequences', 'byLabel', byLabel);
  checkInstance('splitSequences', 'stream', stream, RandomStream);
  if (typeof share !== 'number' || !(share > 0 && share < 1)) {
    throw new ArgumentError(
      `splitSequences: share must be above 0 and below 1, got ${String(share)}`,
      {
        data: { share },
      },
    );
  }
  const groups = new Map<string, number[]>();
  table.sequences.forEach(({ id, label }, index) => {
    if (byLabel && label === undefined) throw withoutLabel(table.name, id);
    const group = byLabel ? (label ?? '') : '';
    const known = groups.get(group);
    if (known === undefined) groups.set(group, [index]);
    else known.push(index);
  });
  const out = new Set<number>();
  for (const [label, indices] of groups) {
    const size = indices.length;
    if (size < 2) {
      throw new ValuesError(
        `${table.name}: ${byLabel ? `label "${label}" has` : 'there is'} one sequence; one to learn from and one to hold out make two`,
        { data: { label, sequences: size } },
      );
    }
    const held = Math.min(size - 1, Math.max(1, Math.round(share * size)));
    stream.sampleIndices(held, size).forEach((place) => out.add(indices[place] ?? 0));
  }
  const all = table.sequences.map((_, index) => index);
  return {
    training: takeSequences(
      table,
      all.filter((index) => !out.has(index)),
    ),
    heldOut: takeSequences(
      table,
      all.filter((index) => out.has(index)),
    ),
  };
}

/** @returns The error about a sequence that should have a label. */
export function withoutLabel(name: string, id: string): ValuesError {
  return new ValuesError(`${name}: sequence "${id}" has no label`, { data: { id } });
}
