import * as tf from '@tensorflow/tfjs';

/** Keeps the statistics of a batch that a pass through a network shows, by buffer, until they are disposed. */
export class Observed {
  readonly #values = new Map<string, tf.Tensor>();

  /** What was shown. */
  get values(): ReadonlyMap<string, tf.Tensor> {
    return this.#values;
  }

  /** Receives a statistic; the last one of a buffer counts. */
  readonly take = (buffer: string, value: tf.Tensor): void => {
    this.#values.get(buffer)?.dispose();
    this.#values.set(buffer, tf.keep(value.clone()));
  };

  /** Disposes of all of them. */
  dispose(): void {
    tf.dispose([...this.#values.values()]);
    this.#values.clear();
  }
}
