import type * as tf from '@tensorflow/tfjs';
import type { ParameterLayout, RandomStream } from '@causal-mechanisms/tensor-utils';

/** How the gradient of an {@link ExpertPass} is taken. */
export interface PassGradientOptions {
  /** Gives the event loop its turn between pieces. */
  readonly pause: () => Promise<void>;
  /** The rows of the batch whose output has a gradient; the others have none. Default: all rows. */
  readonly rows?: tf.Tensor1D;
}

/** A training pass of an expert over a whole batch, with what its gradient needs. */
export interface ExpertPass {
  /** The images it made `[n, height, width, c]`; disposed with the pass. */
  readonly output: tf.Tensor4D;
  /** What the batch says about the running statistics, in their order; disposed with the pass. */
  readonly statistics: tf.Tensor1D;
  /**
   * @param dOutput - The gradient of the output, of the given rows alone; not disposed.
   * @param options - The rows, and the pause.
   * @returns The gradient of the flat parameter vector; the caller disposes of it.
   */
  gradient(dOutput: tf.Tensor4D, options: PassGradientOptions): Promise<tf.Tensor1D>;
  /** Disposes of all that the pass keeps, but not of the images it was given. */
  dispose(): void;
}

/** One piece of an expert's computation for prediction: makes the next images or activations, disposes of nothing. */
export type Stage = (input: tf.Tensor4D) => tf.Tensor4D;

/** The flat vectors of one expert. */
export interface ExpertVectors {
  /** The parameters. */
  readonly parameters: Float32Array;
  /** The running statistics. */
  readonly statistics: Float32Array;
}

/** The tensors of one expert; not disposed by who is given them. */
export interface ExpertTensors {
  /** One tensor per parameter, in the order of the layout. */
  readonly parameters: readonly tf.Tensor[];
  /** The running statistics. */
  readonly statistics: tf.Tensor1D;
}

/** Weights that are set once a layers model is built: `[layer name, tensors]`. */
export type LayerWeights = (readonly [layer: string, weights: tf.Tensor[]])[];

/** What a kind of expert is: its parameters and its computation. It holds no tensors; all experts of a kind share one. */
export interface ExpertKind {
  /** The parameters, by the names they have in a saved model. */
  readonly layout: ParameterLayout;
  /** The running statistics, by the names they have in a saved model; of length 0 for kinds without. */
  readonly statistics: ParameterLayout;
  /** Height and width of the images are multiples of it. */
  readonly multiple: number;
  /** Whether a prediction for an image does not depend on the images that are worked on with it. */
  readonly rowwise: boolean;
  /**
   * @param stream - Where the parameters are drawn from.
   * @returns An expert at its start.
   */
  draw(stream: RandomStream): ExpertVectors;
  /**
   * The training pass.
   *
   * @param parameters - In the order of the layout; not disposed.
   * @param images - `[n, height, width, c]`; kept by the caller until the gradient is taken.
   * @param pause - Gives the event loop its turn between pieces.
   * @returns The pass; the caller disposes of it.
   */
  forward(
    parameters: readonly tf.Tensor[],
    images: tf.Tensor4D,
    pause: () => Promise<void>,
  ): Promise<ExpertPass>;
  /**
   * @param expert - Parameters and running statistics.
   * @returns What prediction computes with; the caller disposes of the tensors.
   */
  fold(expert: ExpertTensors): tf.Tensor[];
  /**
   * @param folded - From `fold`; used whenever a stage is.
   * @returns The computation for prediction.
   */
  stages(folded: readonly tf.Tensor[]): readonly Stage[];
  /**
   * The expert as layers of a layers model.
   *
   * @param input - Images.
   * @param expert - Parameters and running statistics.
   * @param name - Opens the names of the layers.
   * @param weights - Where the weights of the layers are added, owned by the list.
   * @returns The images it makes.
   */
  layers(
    input: tf.SymbolicTensor,
    expert: ExpertTensors,
    name: string,
    weights: LayerWeights,
  ): tf.SymbolicTensor;
}
