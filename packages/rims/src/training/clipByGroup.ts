import * as tf from '@tensorflow/tfjs';
import { clipGradient, tidyAll } from '@causal-mechanisms/tensor-utils';
import type { ClippedGradient, ParameterLayout } from '@causal-mechanisms/tensor-utils';
import type { ModuleGroup } from '../cores/sequenceCore.ts';

/** What is shortened together: the whole gradient, that of each parameter, or that of each module and of all that modules share. */
export type Clipping = 'whole' | 'parameter' | 'module';

/** Options of {@link clipByGroup}. */
export interface ClipOptions {
  /** The largest norm of what is shortened together. */
  readonly bound: number;
  /** What that is. */
  readonly clipping: Clipping;
  /** Names and shapes of the parameters. */
  readonly layout: ParameterLayout;
  /** Which parameters belong to modules, by their names in the layout. */
  readonly modules: readonly ModuleGroup[];
}

/** As PyTorch has it: a norm of zero must not divide. */
const EPSILON = 1e-6;

/**
 * Shortens the parts of a gradient that are longer than a bound.
 *
 * @param gradient - The whole gradient as one vector; not disposed.
 * @param options - Bound and parts.
 * @returns The gradient, and the norm of the whole before; the caller disposes of both.
 */
export function clipByGroup(gradient: tf.Tensor1D, options: ClipOptions): ClippedGradient {
  const { bound, clipping, layout } = options;
  if (clipping === 'whole') return clipGradient(gradient, bound);
  return tidyAll(() => {
    const norm = gradient.square().sum<tf.Scalar>().sqrt();
    const pieces = tf.split<tf.Tensor1D>(gradient, [...layout.sizes]);
    const clipped =
      clipping === 'parameter'
        ? pieces.map((piece) => piece.mul<tf.Tensor1D>(factor(piece.square().sum(), bound)))
        : clipModules(pieces, options);
    return { gradient: tf.concat1d(clipped), norm };
  });
}

/** What brings a norm below a bound. */
function factor(squares: tf.Tensor, bound: number): tf.Tensor {
  return tf.scalar(bound).div(squares.sqrt().add(EPSILON)).minimum(1);
}

/** A row of each parameter of a group belongs to each of its modules; what is left is shortened as one. */
function clipModules(
  pieces: readonly tf.Tensor1D[],
  { bound, layout, modules }: ClipOptions,
): tf.Tensor1D[] {
  const clipped = [...pieces];
  const places = new Map(layout.specs.map(({ name }, place) => [name, place]));
  const shared = new Set(pieces.keys());
  const shorten = (group: readonly number[], rows: readonly tf.Tensor[]) => {
    const squares = rows.map((row) => row.square().sum(-1, true));
    const by = factor(tf.addN(squares), bound);
    group.forEach((place, i) => {
      clipped[place] = (rows[i] as tf.Tensor).mul(by).flatten();
      shared.delete(place);
    });
  };
  for (const { count, parameters } of modules) {
    const group = parameters.map((name) => places.get(name) ?? -1);
    shorten(
      group,
      group.map((place) => (pieces[place] as tf.Tensor1D).reshape([count, -1])),
    );
  }
  const rest = [...shared];
  shorten(
    rest,
    rest.map((place) => pieces[place] as tf.Tensor1D),
  );
  return clipped;
}
