import type { io } from '@tensorflow/tfjs';
import {
  checkArray,
  checkFlag,
  checkNumbers,
  checkOptions,
  checkText,
  parameterLayout,
  parseConfig,
  readParameters,
  ShapeError,
  sigmoid,
  writeParameters,
} from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { acyclicProjection } from './acyclicProjection.ts';

const SAVED = { owner: 'EdgeBeliefs', format: 'causal-mechanisms/edge-beliefs' } as const;

/** What {@link EdgeBeliefs} are made of. */
export interface EdgeBeliefLogits {
  /** Logits that an edge is there: `[variables, variables]`, a row per cause; changed in place by learners. */
  readonly existence: Float64Array;
  /** Logits that an edge points from row to column. Default: there are none, and `existence` is about directed edges. */
  readonly orientation?: Float64Array | undefined;
}

/** Options of {@link EdgeBeliefs.adjacency}. */
export interface AdjacencyOptions {
  /** Whether cycles are broken, by `acyclicProjection`. Default: false. */
  readonly acyclic?: boolean;
}

const description = z.looseObject({
  names: z.array(z.string()).check(z.minLength(1)),
  oriented: z.boolean(),
});

/**
 * What is believed about the edges of a causal graph.
 *
 * @example
 * ```ts
 * import { EdgeBeliefs } from '@causal-mechanisms/meta-transfer';
 *
 * const beliefs = new EdgeBeliefs(['rain', 'wet'], { existence: Float64Array.of(0, 4, -4, 0) });
 * console.log(beliefs.adjacency().map((row) => row.join()).join(' ')); // 0,1 0,0
 * console.log(beliefs.edgeBeliefs()[0]?.[1]?.toFixed(2)); // 0.98
 * ```
 */
export class EdgeBeliefs {
  /** The names of the variables. */
  readonly names: readonly string[];
  /** The logits. */
  readonly logits: EdgeBeliefLogits;

  /**
   * @param names - Of the variables.
   * @param logits - Owned from here on.
   * @throws ShapeError when there are not as many logits as pairs of variables.
   */
  constructor(names: readonly string[], logits: EdgeBeliefLogits) {
    const owner = 'EdgeBeliefs';
    checkArray(owner, 'names', names).forEach((name, i) => {
      checkText(owner, `names[${i}]`, name);
    });
    const size = names.length ** 2;
    const { existence, orientation } = checkOptions(owner, logits, 'logits');
    const kinds = [Float64Array];
    // Those of a run that diverged may be looked at.
    checkNumbers(owner, 'existence', existence, { kinds, anyNumber: true });
    if (orientation !== undefined) {
      checkNumbers(owner, 'orientation', orientation, { kinds, anyNumber: true });
    }
    for (const [name, values] of Object.entries({ existence, orientation })) {
      if (values === undefined || values.length === size) continue;
      throw new ShapeError(
        `EdgeBeliefs: ${name} must have ${size} entries for ${names.length} names, got ${values.length}`,
        { data: { name, expected: size, actual: values.length } },
      );
    }
    this.names = names;
    this.logits = logits;
  }

  /**
   * Loads what {@link EdgeBeliefs.save} wrote.
   *
   * @param handler - Where it is, such as `modelFolder(path)` of `@causal-mechanisms/tensor-utils/node`.
   * @returns The beliefs.
   * @throws FileFormatError when it holds something else, or is damaged.
   */
  static async load(handler: io.IOHandler): Promise<EdgeBeliefs> {
    const { names, oriented, values } = await readParameters(handler, {
      ...SAVED,
      understand: (saved) => {
        const { names, oriented } = parseConfig(SAVED.owner, description, saved);
        return { names, oriented, layout: layoutOf(names.length, oriented) };
      },
    });
    const size = names.length ** 2;
    const existence = Float64Array.from(values.subarray(0, size));
    return new EdgeBeliefs(names, {
      existence,
      ...(oriented ? { orientation: Float64Array.from(values.subarray(size)) } : {}),
    });
  }

  /**
   * @returns The probability of each edge, in [0, 1]: a row per cause, zeros on the diagonal.
   */
  edgeBeliefs(): Float64Array[] {
    const probabilities = edgeProbabilities(this.logits);
    return this.#rows(probabilities, Float64Array);
  }

  /**
   * The edges that are believed in: where the logits are above 0.
   *
   * @param options - Whether cycles are broken.
   * @returns Ones and zeros, a row per cause.
   */
  adjacency(options: AdjacencyOptions = {}): Uint8Array[] {
    const { acyclic = false } = checkOptions('EdgeBeliefs.adjacency', options);
    checkFlag('EdgeBeliefs.adjacency', 'acyclic', acyclic);
    const { existence, orientation } = this.logits;
    if (acyclic) {
      const preferred = orientation ?? this.#preferences();
      return this.#rows(acyclicProjection({ existence, orientation: preferred }), Uint8Array);
    }
    const side = this.names.length;
    const edges = Uint8Array.from(existence, (logit, edge) =>
      logit > 0 && (orientation?.[edge] ?? 1) > 0 && edge % (side + 1) !== 0 ? 1 : 0,
    );
    return this.#rows(edges, Uint8Array);
  }

  /**
   * Writes the beliefs, rounded to single precision, for {@link EdgeBeliefs.load}.
   *
   * @param handler - Where to, such as `modelFolder(path)` of `@causal-mechanisms/tensor-utils/node`.
   * @throws FileFormatError when the handler cannot write.
   */
  async save(handler: io.IOHandler): Promise<void> {
    const { existence, orientation } = this.logits;
    const oriented = orientation !== undefined;
    await writeParameters(handler, {
      ...SAVED,
      layout: layoutOf(this.names.length, oriented),
      values: Float32Array.from([...existence, ...(orientation ?? [])]),
      description: { names: this.names, oriented },
    });
  }

  /** Does nothing: there are no tensors in it. Models have it in common. */
  dispose(): void {
    // Nothing to dispose of.
  }

  #preferences(): Float64Array {
    const side = this.names.length;
    return this.logits.existence.map((logit, edge, all) => {
      const [cause, effect] = [Math.floor(edge / side), edge % side];
      const other = all[effect * side + cause] as number;
      // Learners keep logits within bounds, where both ways are often believed in alike: then either way will do.
      return logit === other ? Number.MIN_VALUE : logit - other;
    });
  }

  #rows<T extends Float64Array | Uint8Array>(
    values: T,
    Row: { from(part: ArrayLike<number>): T },
  ): T[] {
    const side = this.names.length;
    return this.names.map((_, cause) =>
      Row.from(values.subarray(cause * side, (cause + 1) * side)),
    );
  }
}

/**
 * @internal
 * @param logits - Of existence and, where there are such, of orientation.
 * @returns The probability of each edge; zeros on the diagonal.
 */
export function edgeProbabilities({ existence, orientation }: EdgeBeliefLogits): Float64Array {
  const side = Math.round(Math.sqrt(existence.length));
  return existence.map((logit, edge) => {
    if (edge % (side + 1) === 0) return 0;
    return sigmoid(logit) * (orientation === undefined ? 1 : sigmoid(orientation[edge] as number));
  });
}

function layoutOf(variables: number, oriented: boolean): ParameterLayout {
  const shape = [variables, variables];
  return parameterLayout([
    { name: 'existence', shape },
    ...(oriented ? [{ name: 'orientation', shape }] : []),
  ]);
}
