import {
  ArgumentError,
  checkCount,
  checkInstance,
  checkNumber,
  checkOptions,
  checkText,
  RandomStream,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { checkFactorDataset } from './checkFactorDataset.ts';
import { columnOf } from './factorColumns.ts';
import type { FactorDataset } from './factorTypes.ts';
import { selectRows } from './selectRows.ts';

/** Options of {@link agreeingRows}. */
export interface AgreeingRowsOptions {
  /** A binary factor, such as what a classifier learns. */
  readonly target: string;
  /** Another binary factor, such as a background. */
  readonly attribute: string;
  /** The share of the chosen observations in which both are alike, among those with target 0 and those with target 1, in [0, 1]. */
  readonly agreement: number;
  /** Where the choice is drawn from. */
  readonly stream: RandomStream;
  /** How many observations to choose; they may be a few less, as groups are whole. Default: as many as the groups allow. */
  readonly size?: number;
}

/**
 * Chooses observations in which two binary factors agree as often as one likes, such as a training set in which a background gives the
 * target away (0.8), or a test set in which it says nothing (0.5).
 *
 * How often the target is 1 stays as it is in the data, up to rounding. Observations in which one of the two is missing are never chosen.
 *
 * @param dataset - The whole.
 * @param options - The factors and their agreement.
 * @returns The chosen observations, in their old order.
 * @throws ArgumentError for an unknown factor, an agreement outside [0, 1], or a size that the smallest group does not allow; ValuesError
 *   for a factor that is not binary, and when no observation can be chosen.
 *
 * @example
 * ```ts
 * import { agreeingRows, factorColumn, factorDataset } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const dataset = factorDataset({
 *   name: 'independent',
 *   observations: new Float32Array(400),
 *   shape: [1],
 *   factors: [{ name: 'ripe', kind: 'binary' }, { name: 'blue', kind: 'binary' }],
 *   values: Float64Array.from({ length: 800 }, (_, i) => (i % 2 === 0 ? (i >> 1) % 2 : (i >> 2) % 2)),
 * });
 * const chosen = agreeingRows(dataset, {
 *   target: 'ripe',
 *   attribute: 'blue',
 *   agreement: 0.8,
 *   stream: new RandomStream(1),
 * });
 * const blue = factorColumn(chosen, 'blue');
 * const alike = factorColumn(chosen, 'ripe').filter((ripe, row) => ripe === blue[row]).length;
 * console.log(chosen.size, alike / chosen.size); // 250 0.8
 * ```
 */
export function agreeingRows(dataset: FactorDataset, options: AgreeingRowsOptions): FactorDataset {
  checkFactorDataset('agreeingRows', 'dataset', dataset);
  const owner = `agreeingRows(${dataset.name})`;
  const { target, attribute, agreement, stream, size } = checkOptions(owner, options);
  checkInstance(owner, 'stream', stream, RandomStream);
  checkNumber(owner, 'agreement', agreement);
  checkText(owner, 'target', target);
  checkText(owner, 'attribute', attribute);
  if (!(agreement >= 0 && agreement <= 1)) {
    throw new ArgumentError(`${owner}: agreement must be in [0, 1], got ${agreement}`, {
      data: { agreement },
    });
  }
  if (size !== undefined) checkCount(owner, 'size', size);
  const targets = binaryColumn(owner, dataset, target);
  const attributes = binaryColumn(owner, dataset, attribute);
  // By target, then by whether the attribute agrees.
  const groups: [number[], number[]][] = [
    [[], []],
    [[], []],
  ];
  targets.forEach((value, row) => {
    const other = attributes[row] ?? NaN;
    if (!Number.isNaN(value + other)) groups[value]?.[value === other ? 1 : 0].push(row);
  });
  const counts = groups.map(([other, alike]) => other.length + alike.length);
  const known = Math.max(
    1,
    counts.reduce((all, count) => all + count, 0),
  );
  const most = Math.min(
    known,
    ...groups.flatMap(([other, alike], value) => {
      const share = (counts[value] ?? 0) / known;
      return [room(alike.length, share * agreement), room(other.length, share * (1 - agreement))];
    }),
  );
  if (size !== undefined && size > most) {
    throw new ArgumentError(
      `${owner}: an agreement of ${agreement} between "${target}" and "${attribute}" allows ${Math.floor(most)} observations at most, got a size of ${size}`,
      { data: { size, most: Math.floor(most) } },
    );
  }
  const wanted = size ?? most;
  const chosen = groups.flatMap(([other, alike], value) => {
    const count = (wanted * (counts[value] ?? 0)) / known;
    return [
      draw(alike, count * agreement, stream),
      draw(other, count * (1 - agreement), stream),
    ].flat();
  });
  if (chosen.length === 0) {
    throw new ValuesError(
      `${owner}: no observations can be chosen so that "${target}" and "${attribute}" agree in a share of ${agreement}`,
      { data: { groups: groups.map(([other, alike]) => [other.length, alike.length]) } },
    );
  }
  return selectRows(
    dataset,
    chosen.sort((a, b) => a - b),
  );
}

/** Of how many observations a group may be this share. */
function room(count: number, share: number): number {
  return share > 0 ? count / share : Infinity;
}

/** Rounding errors of the room must not cost an observation, nor ask for one too many. */
function draw(rows: readonly number[], count: number, stream: RandomStream): number[] {
  const whole = Math.min(rows.length, Math.floor(count + 1e-6));
  return Array.from(stream.sampleIndices(whole, rows.length), (place) => rows[place] ?? 0);
}

function binaryColumn(owner: string, dataset: FactorDataset, name: string): Float64Array {
  const column = columnOf(owner, dataset, name);
  if (dataset.factors.find((factor) => factor.name === name)?.kind === 'binary') return column;
  throw new ValuesError(`${owner}: factor "${name}" must be binary`, { data: { name } });
}
