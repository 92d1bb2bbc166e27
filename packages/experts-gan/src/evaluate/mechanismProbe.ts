import type { Tensor4D } from '@tensorflow/tfjs';
import { gatherImages } from '@causal-mechanisms/datasets';
import type { ImageDataset } from '@causal-mechanisms/datasets';
import {
  ArgumentError,
  asImageBatch,
  checkArray,
  checkCount,
  checkFunction,
  checkInstance,
  checkNumbers,
  checkOptions,
  checkTensor,
  checkText,
  RandomStream,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';

/** The mechanisms of a probe: a mixture of `@causal-mechanisms/transforms` is one such thing. */
export interface ProbeMechanisms {
  /** The mechanisms; their places are their numbers. */
  readonly mechanisms: readonly {
    /** For labels. */
    readonly name: string;
  }[];
  /**
   * Applies chosen mechanisms.
   *
   * @param images - `[n, height, width, c]` in [0, 1]; not disposed.
   * @param assignment - One mechanism number per image.
   * @param stream - What noisy mechanisms draw from.
   * @returns Images in the order of the input; the caller disposes of them.
   */
  applyAssigned(images: Tensor4D, assignment: Int32Array, stream: RandomStream): Tensor4D;
}

/** Images and the mechanisms that change them on the way: the same ones at every look. */
export interface MechanismProbe {
  /** The originals; their labels serve a classifier. */
  readonly images: ImageDataset;
  /** Image i gets mechanism i modulo their number, so that each gets as many. */
  readonly mixture: ProbeMechanisms;
  /** What the noisy mechanisms draw from: only its seed counts, nothing is drawn from it. */
  readonly stream: RandomStream;
}

/** Images that are changed already, and what changed each of them. */
export interface ChangedImages {
  /** `[n, height, width, c]` in [0, 1], as the mechanisms left them; not disposed. */
  readonly transformed: Tensor4D;
  /** The number of the mechanism of each image, from 0. */
  readonly mechanisms: ArrayLike<number>;
  /** The names of the mechanisms, for labels. Default: their numbers, up to the largest. */
  readonly names?: readonly string[];
  /** The same images before any mechanism, of the same shape; not disposed. Default: not known. */
  readonly originals?: Tensor4D;
  /** The class of each image. Default: not known. */
  readonly labels?: ArrayLike<number>;
}

/** Part of a probe; its tensors live until the next part is asked for. */
export interface ProbePart {
  /** `[n, height, width, c]`, as the mechanisms left them. */
  readonly transformed: Tensor4D;
  /** The mechanism of each image. */
  readonly mechanisms: Int32Array;
  /** The same images before, where they are known. */
  readonly originals?: Tensor4D;
  /** The class of each image, where it is known. */
  readonly labels?: Int32Array;
}

/** Images of a part: bounds memory. The noise of a probe depends on it. */
const PART = 250;

/**
 * @param owner - The function that asks; opens the messages.
 * @param probe - A probe.
 * @returns The names of its mechanisms.
 * @throws ArgumentError, ShapeError, ValuesError when it is no probe.
 */
export function probeNames(
  owner: string,
  probe: MechanismProbe | ChangedImages,
): readonly string[] {
  checkProbe(owner, probe);
  if ('mixture' in probe) return probe.mixture.mechanisms.map(({ name }) => name);
  if (probe.names !== undefined) return probe.names;
  const most = Array.from(probe.mechanisms).reduce((a, b) => Math.max(a, b), 0);
  return Array.from({ length: most + 1 }, (_, mechanism) => String(mechanism));
}

/**
 * Goes through a probe in parts of bounded size.
 *
 * @param owner - The function that asks; opens the messages.
 * @param probe - A probe.
 * @returns The parts in order.
 * @throws ArgumentError when it has no images; ShapeError when its parts do not fit each other; ValuesError when a
 * mechanism has no name or a pixel lies outside [0, 1].
 */
export async function* probeParts(
  owner: string,
  probe: MechanismProbe | ChangedImages,
): AsyncGenerator<ProbePart, void, undefined> {
  checkProbe(owner, probe);
  const size = 'mixture' in probe ? probe.images.size : probe.mechanisms.length;
  if (size === 0) throw new ArgumentError(`${owner}: the probe must have at least one image`);
  if (!('mixture' in probe)) checkChanged(owner, probe);
  for (let from = 0; from < size; from += PART) {
    const count = Math.min(PART, size - from);
    const part = 'mixture' in probe ? await drawn(probe, from, count) : cut(probe, from, count);
    try {
      yield part;
    } finally {
      part.transformed.dispose();
      part.originals?.dispose();
    }
  }
}

async function drawn(
  { images, mixture, stream }: MechanismProbe,
  from: number,
  count: number,
): Promise<ProbePart> {
  const indices = Int32Array.from({ length: count }, (_, place) => from + place);
  const mechanisms = indices.map((index) => index % mixture.mechanisms.length);
  const { images: originals, labels } = await gatherImages(images, indices);
  const transformed = mixture.applyAssigned(originals, mechanisms, stream.split(`from ${from}`));
  return { transformed, mechanisms, originals, ...(labels === undefined ? {} : { labels }) };
}

function cut(
  { transformed, mechanisms, originals, labels }: ChangedImages,
  from: number,
  count: number,
): ProbePart {
  const rows = (images: Tensor4D) => images.slice([from], [count]);
  const entries = (values: ArrayLike<number>) =>
    Int32Array.from({ length: count }, (_, place) => values[from + place] ?? 0);
  return {
    transformed: rows(transformed),
    mechanisms: entries(mechanisms),
    ...(originals === undefined ? {} : { originals: rows(originals) }),
    ...(labels === undefined ? {} : { labels: entries(labels) }),
  };
}

function checkChanged(owner: string, probe: ChangedImages): void {
  const { transformed, mechanisms, originals, labels } = probe;
  const { shape } = asImageBatch(owner, transformed);
  const lengths = [shape[0], originals?.shape[0] ?? shape[0], labels?.length ?? shape[0]];
  if (originals !== undefined) asImageBatch(owner, originals, shape.slice(1));
  if (lengths.some((length) => length !== mechanisms.length)) {
    throw new ShapeError(`${owner}: the parts of the probe must hold as many images`, {
      data: {
        mechanisms: mechanisms.length,
        transformed: lengths[0],
        originals: lengths[1],
        labels: lengths[2],
      },
    });
  }
  const names = probeNames(owner, probe).length;
  for (const [index, value] of Array.from(mechanisms).entries()) {
    if (Number.isInteger(value) && value >= 0 && value < names) continue;
    throw new ValuesError(
      `${owner}: mechanisms must be whole numbers in [0, ${names}), got ${value} at place ${index}`,
      { data: { index, value, names } },
    );
  }
}

function checkProbe(owner: string, probe: MechanismProbe | ChangedImages): void {
  checkOptions(owner, probe, 'probe');
  if (!('mixture' in probe)) {
    const { names, labels, mechanisms, transformed, originals } = probe;
    checkTensor(owner, 'transformed', transformed, { rank: 4 });
    if (originals !== undefined) checkTensor(owner, 'originals', originals, { rank: 4 });
    if (names !== undefined) checkArray(owner, 'names', names);
    for (const name of names ?? []) checkText(owner, 'names', name);
    checkNumbers(owner, 'mechanisms', mechanisms);
    if (labels !== undefined) checkNumbers(owner, 'labels', labels);
    return;
  }
  const { images, mixture, stream } = probe;
  checkCount(owner, 'images.size', checkOptions(owner, images, 'images').size, { least: 0 });
  checkOptions(owner, mixture, 'mixture');
  for (const mechanism of checkArray(owner, 'mixture.mechanisms', mixture.mechanisms)) {
    const { name } = checkOptions(owner, mechanism, 'mixture.mechanisms');
    checkText(owner, 'mixture.mechanisms', name);
  }
  const { applyAssigned } = mixture as { readonly applyAssigned: unknown };
  checkFunction(owner, 'mixture.applyAssigned', applyAssigned);
  checkInstance(owner, 'stream', stream, RandomStream);
}
