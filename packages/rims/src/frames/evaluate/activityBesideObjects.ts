import {
  checkCount,
  checkNumbers,
  checkOptions,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import type { FramePrediction } from '../rollOut.ts';

/** The part of a prediction that tells which modules were active. */
export type FrameActivity = Pick<
  FramePrediction,
  'size' | 'steps' | 'shape' | 'modules' | 'activation'
>;

/** Where objects are, frame by frame; such as the tracks of bouncing balls of `@causal-mechanisms/datasets`. */
export interface ObjectPlaces {
  /** Sequences. */
  readonly size: number;
  /** Frames of each, at least as many as were read. */
  readonly steps: number;
  /** Most objects of any sequence. */
  readonly objects: number;
  /** `[size]`, how many objects each sequence has: the first ones. */
  readonly counts: Int32Array;
  /** `[size, steps, objects, 2]`, x to the right, then y down, in units of the shorter side of a frame. */
  readonly positions: Float64Array;
  /** `[size, steps, objects]`, how often an object hit another one since the frame before. Default: it is not known. */
  readonly collisions?: Uint8Array;
  /** `[size, steps, objects]`, how often an object hit a wall since the frame before. Default: it is not known. */
  readonly wallHits?: Uint8Array;
}

/** Options of {@link activityBesideObjects}. */
export interface ActivityBesideObjectsOptions {
  /** Rows and columns into which a frame is divided. Default: 4. */
  readonly cells?: number;
}

/** When the modules of a core are active, beside what objects do: plain data. A share of nothing is `null`. */
export interface ActivityBesideObjects {
  /** Share of the steps at which a module is active, by module. */
  readonly active: readonly number[];
  /** The same over the steps at which an object has just hit a wall or another one `[modules][objects]`. */
  readonly atHits: readonly (readonly (number | null)[])[];
  /** The same over the steps at which some object is in a cell of the frame, counted once for each `[modules][rows][columns]`. */
  readonly inCells: readonly (readonly (readonly (number | null)[])[])[];
}

/**
 * Sets the activity of modules beside what objects do: which module is active when which object hits something, and where objects are when a
 * module is active.
 *
 * @param prediction - Of a model whose core has modules: which of them were active while each frame was read.
 * @param objects - Of the same sequences.
 * @param options - How finely a frame is divided.
 * @returns Shares of steps.
 * @throws ShapeError when the prediction has no activation, or the sizes do not fit; ArgumentError when they are no counts.
 *
 * @example
 * ```ts
 * import { activityBesideObjects } from '@causal-mechanisms/rims';
 *
 * // One sequence of two frames, two modules that take turns, one ball that hits a wall before the second frame.
 * const activation = Float32Array.of(1, 0, 0, 1);
 * const prediction = { size: 1, steps: 2, shape: [1, 1, 1], modules: 2, activation } as const;
 * const { active, atHits } = activityBesideObjects(prediction, {
 *   size: 1,
 *   steps: 2,
 *   objects: 1,
 *   counts: Int32Array.of(1),
 *   positions: Float64Array.of(0.2, 0.5, 0.1, 0.5),
 *   wallHits: Uint8Array.of(0, 1),
 * });
 * console.log(active, atHits); // [ 0.5, 0.5 ] [ [ 0 ], [ 1 ] ]
 * ```
 */
export function activityBesideObjects(
  prediction: FrameActivity,
  objects: ObjectPlaces,
  options: ActivityBesideObjectsOptions = {},
): ActivityBesideObjects {
  const owner = 'activityBesideObjects';
  const { cells = 4 } = checkOptions(owner, options);
  checkCount(owner, 'cells', cells, { most: 256 });
  const activation = checkActivation(owner, prediction);
  checkPlaces(owner, prediction, objects);
  const { size, steps, modules, shape } = prediction;
  const [height, width] = shape;
  const side = Math.min(height, width);
  const totals = Array.from({ length: modules }, () => new Share());
  const hits = grid(modules, objects.objects);
  const places = Array.from({ length: modules }, () => grid(cells, cells));
  for (let i = 0; i < size; i++) {
    for (let t = 0; t < steps; t++) {
      const at = (i * steps + t) * modules;
      for (let module = 0; module < modules; module++) {
        const active = activation[at + module] ?? NaN;
        totals[module]?.add(active);
        for (let j = 0; j < (objects.counts[i] ?? 0); j++) {
          const place = (i * objects.steps + t) * objects.objects + j;
          if (isHit(objects, place)) hits[module]?.[j]?.add(active);
          const column = cellOf(objects.positions[2 * place], (cells * side) / width, cells);
          const row = cellOf(objects.positions[2 * place + 1], (cells * side) / height, cells);
          places[module]?.[row]?.[column]?.add(active);
        }
      }
    }
  }
  return {
    active: totals.map((share) => share.value() ?? 0),
    atHits: hits.map(shares),
    inCells: places.map((rows) => rows.map(shares)),
  };
}

/** A mean that grows. */
class Share {
  #sum = 0;
  #count = 0;

  add(value: number): void {
    this.#sum += value;
    this.#count += 1;
  }

  value(): number | null {
    return this.#count === 0 ? null : this.#sum / this.#count;
  }
}

function grid(rows: number, columns: number): Share[][] {
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => new Share()));
}

function shares(row: readonly Share[]): (number | null)[] {
  return row.map((share) => share.value());
}

function isHit({ collisions, wallHits }: ObjectPlaces, place: number): boolean {
  return (collisions?.[place] ?? 0) > 0 || (wallHits?.[place] ?? 0) > 0;
}

function cellOf(position = 0, perUnit: number, cells: number): number {
  return Math.min(cells - 1, Math.max(0, Math.floor(position * perUnit)));
}

function checkActivation(owner: string, prediction: FrameActivity): Float32Array {
  const { size, steps, shape, modules, activation } = checkOptions(owner, prediction, 'prediction');
  checkNumbers(owner, 'prediction.shape', shape, { length: 3, whole: true, least: 1 });
  checkCount(owner, 'prediction.size', size);
  checkCount(owner, 'prediction.steps', steps);
  checkCount(owner, 'prediction.modules', modules, { least: 0 });
  if (activation === undefined || modules === 0) {
    throw new ShapeError(`${owner}: expected a prediction of a core with modules, got one without`);
  }
  const length = size * steps * modules;
  checkNumbers(owner, 'prediction.activation', activation, { length });
  return activation;
}

function checkPlaces(owner: string, { size, steps }: FrameActivity, given: ObjectPlaces): void {
  const { objects, counts, positions, collisions, wallHits } = checkOptions(
    owner,
    given,
    'objects',
  );
  checkCount(owner, 'objects.size', given.size);
  checkCount(owner, 'objects.steps', given.steps);
  checkCount(owner, 'objects.objects', objects);
  if (given.size !== size || given.steps < steps) {
    throw new ShapeError(
      `${owner}: expected objects of ${size} sequences of at least ${steps} frames, got ${given.size} of ${given.steps}`,
      { data: { expected: { size, steps }, actual: { size: given.size, steps: given.steps } } },
    );
  }
  const length = size * given.steps * objects;
  checkNumbers(owner, 'objects.counts', counts, { length: size, least: 0, most: objects });
  checkNumbers(owner, 'objects.positions', positions, { length: 2 * length });
  if (collisions !== undefined) checkNumbers(owner, 'objects.collisions', collisions, { length });
  if (wallHits !== undefined) checkNumbers(owner, 'objects.wallHits', wallHits, { length });
}
