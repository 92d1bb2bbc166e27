import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import type { LabelScaling } from '../labels/labelScaling.ts';
import type { StructuralModel } from './structuralModel.ts';

/** What interventions need of a model. */
export interface InterventionContext {
  /** How its latents depend on each other. */
  readonly structure: StructuralModel;
  /** The way between units and latents; its factors are those of the structure, in their order. */
  readonly scaling: LabelScaling;
  /**
   * @param observations - `[n, ...shape]`; not disposed.
   * @returns The mean latents `[n, latentWidth]`; the caller disposes of them.
   */
  encode(observations: Tensor): Tensor2D;
  /**
   * @param latents - `[n, latentWidth]`; not disposed.
   * @param noise - Where noise inside the generator is drawn from. Default: none.
   * @returns Observations `[n, ...shape]`; the caller disposes of them.
   */
  generate(latents: Tensor2D, noise?: RandomStream): Tensor;
}
