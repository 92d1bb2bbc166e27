import * as tf from '@tensorflow/tfjs';
import type { ImageShape } from '@causal-mechanisms/tensor-utils';
import { applyWarp, warpLayout } from './warpNetwork.ts';

/** Settings of {@link WarpLayer}. */
interface WarpLayerSettings {
  /** The name of the layer. */
  readonly name?: string;
  /** Height, width and channels of the images in training. */
  readonly shape: ImageShape;
}

/** An expert of kind `warp` as a layer of a layers model. */
export class WarpLayer extends tf.layers.Layer {
  /** What it is called where a model is saved. */
  static readonly className = 'CausalMechanismsWarp';
  readonly #shape: ImageShape;
  readonly #settings: WarpLayerSettings;

  /** @param settings - The size of the images in training. */
  constructor(settings: WarpLayerSettings) {
    super({ ...settings });
    this.#settings = settings;
    this.#shape = settings.shape;
  }

  /** Makes its weights. */
  override build(): void {
    for (const { name, shape } of warpLayout.specs) {
      // Set right after: it starts nowhere by itself.
      const zeros = tf.initializers.zeros();
      this.addWeight(name.slice(name.indexOf('/') + 1), [...shape], 'float32', zeros);
    }
    this.built = true;
  }

  /** @returns Images of the same shape. */
  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }

  /** @returns The images it makes. */
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [images] = Array.isArray(inputs) ? inputs : [inputs];
    const parameters = this.weights.map((weight) => weight.read());
    return applyWarp(parameters, images as tf.Tensor4D, this.#shape);
  }

  /** @returns What a saved model says of it. */
  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), shape: [...this.#settings.shape] };
  }
}

/**
 * Makes TensorFlow.js know the layers of this package, for pages that load a saved bank with `tf.loadLayersModel`. Only banks with experts of
 * kind `warp` need it: all other layers are stock ones.
 *
 * @example
 * ```ts
 * import { registerExpertLayers } from '@causal-mechanisms/experts-gan';
 * import * as tf from '@tensorflow/tfjs';
 *
 * registerExpertLayers(); // and then: await tf.loadLayersModel(...)
 * console.log(typeof tf.loadLayersModel); // function
 * ```
 */
export function registerExpertLayers(): void {
  tf.serialization.registerClass(WarpLayer);
}
