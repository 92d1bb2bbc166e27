import * as tf from '@tensorflow/tfjs';
import {
  ArgumentError,
  checkCount,
  checkNumbers as checkArrayOf,
  checkOptions,
  DisposedError,
  joinParameters,
  ParameterVector,
  readParameters,
  ShapeError,
  ValuesError,
  writeParameters,
} from '@causal-mechanisms/tensor-utils';
import { innerStep } from './innerStep.ts';
import type { Adaptation } from './innerStep.ts';
import { resolveMamlModelConfig } from './mamlConfig.ts';
import type { MamlModelConfig } from './mamlConfig.ts';
import { forwardPass } from './network/layerPasses.ts';
import { mlp } from './network/mlp.ts';
import type { Layer, Mlp } from './network/mlp.ts';
import { taskLoss } from './network/taskLoss.ts';
import { checkNumbers, checkPoints, pointTensors } from './taskTensors.ts';

const KIND = { owner: 'MamlModel', format: 'causal-mechanisms/maml' } as const;

/** The points of one task that a model is to learn. */
export interface TaskExamples {
  /** Inputs, one point after the other: points times `inputs` numbers. */
  readonly x: ArrayLike<number>;
  /** Targets, one point after the other: points times `outputs` numbers. */
  readonly y: ArrayLike<number>;
}

/** Options of {@link MamlModel.adapt}. */
export interface AdaptOptions {
  /** Gradient steps, at least 0. Default: 1. */
  readonly steps?: number;
  /** Their size, above 0. Default: that of training. */
  readonly rate?: number;
  /**
   * The size of all steps after the first, above 0. Default: `rate`. Where training took one step, half of it keeps further steps from
   * running away on some tasks.
   */
  readonly laterRate?: number;
}

/**
 * A network that learns a new task from a few points and a few gradient steps.
 *
 * @example
 * ```ts
 * import { MamlModel } from '@causal-mechanisms/meta-transfer';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * // A straight line through 0, and one point of another line; the loss is (0 - 1)^2, its gradient by the offset -2.
 * const config = { inputs: 1, outputs: 1, hidden: [], activation: 'relu', loss: 'meanSquared', innerRate: 0.1 } as const;
 * const model = new MamlModel(config, Float32Array.of(0, 0));
 * const adapted = await model.adapt({ x: [0], y: [1] });
 * console.log(await model.predict([3])); // Float32Array(1) [ 0 ]
 * console.log((await adapted.predict([3]))[0]?.toFixed(2)); // 0.20
 * adapted.dispose();
 * model.dispose();
 * ```
 */
export class MamlModel {
  /** What it is made of. */
  readonly config: MamlModelConfig;
  /** @internal Its network, for training. */
  readonly network: Mlp;
  /** @internal Its parameters, for training. */
  readonly parameters: ParameterVector;
  #disposed = false;

  /**
   * @param config - Its parts.
   * @param values - The parameters, one after the other: of each layer the kernel `[in, out]` and then the bias; copied.
   * @throws ConfigError when the configuration is impossible; ShapeError when the number of parameters differs.
   */
  constructor(config: MamlModelConfig, values: Float32Array) {
    this.config = resolveMamlModelConfig(config);
    this.network = mlp(this.config);
    const { length } = this.network.layout;
    checkArrayOf('MamlModel', 'values', values, {
      length,
      kinds: [Float32Array],
      anyNumber: true,
    });
    this.parameters = new ParameterVector(this.network.layout, tf.tensor1d(values.slice()));
  }

  /**
   * Loads a model that {@link MamlModel.save} wrote.
   *
   * @param handler - Where it is, such as `modelFolder(path)` of `@causal-mechanisms/tensor-utils/node`.
   * @returns The model; the caller disposes of it.
   * @throws FileFormatError when it holds another kind of model, or a damaged one.
   */
  static async load(handler: tf.io.IOHandler): Promise<MamlModel> {
    const { config, values } = await readParameters(handler, {
      ...KIND,
      understand: (description) => {
        const config = resolveMamlModelConfig(description['config']);
        return { config, layout: mlp(config).layout };
      },
    });
    return new MamlModel(config, values);
  }

  /** @internal Its parameters by layers, valid until they are replaced. */
  get layers(): Layer[] {
    return this.network.layers(this.parameters.views);
  }

  /**
   * @internal
   * @param rate - A step size.
   * @returns How this model adapts.
   */
  adaptation(rate: number = this.config.innerRate): Adaptation {
    return { network: this.network, loss: taskLoss(this.config.loss), rate };
  }

  /**
   * Learns a task by gradient steps on the loss of its points.
   *
   * @param task - The points.
   * @param options - How many steps, and of what size.
   * @returns Another model, which has learned the task; this one is as before. The caller disposes of it.
   * @throws ShapeError, ValuesError when the points do not fit, or the weights become infinite; ArgumentError when steps or rate are impossible; DisposedError.
   */
  async adapt(task: TaskExamples, options: AdaptOptions = {}): Promise<MamlModel> {
    const owner = 'MamlModel.adapt';
    this.checkAlive(owner);
    const {
      steps = 1,
      rate = this.config.innerRate,
      laterRate = rate,
    } = checkOptions(owner, options);
    checkOptions(owner, task, 'task');
    checkArrayOf(owner, 'x', task.x, { anyNumber: true });
    checkArrayOf(owner, 'y', task.y, { anyNumber: true });
    checkAdaptation(owner, { steps, rate, laterRate });
    const [x, y] = [Float32Array.from(task.x), Float32Array.from(task.y)];
    const points = { shots: pointsIn(owner, x, this.config.inputs), x, y };
    const shape = { ...this.config, tasks: 1 };
    checkPoints(owner, points, shape);
    const adapted = tf.tidy(() => {
      const tensors = pointTensors(points, shape);
      let layers: readonly Layer[] = this.layers;
      for (let s = 0; s < steps; s++) {
        layers = innerStep(layers, tensors, this.adaptation(s === 0 ? rate : laterRate)).after;
      }
      return joinParameters(layers.flatMap(({ kernel, bias }) => [kernel, bias]));
    });
    try {
      const values = await adapted.data<'float32'>();
      if (!values.every(Number.isFinite)) {
        throw new ValuesError(
          `${owner}: adaptation ran away in ${steps} steps: try fewer, or a smaller rate than ${rate}`,
          { data: { steps, rate, laterRate } },
        );
      }
      return new MamlModel(this.config, values);
    } finally {
      adapted.dispose();
    }
  }

  /**
   * Answers inputs.
   *
   * @param x - One point after the other: points times `inputs` numbers.
   * @returns Answers `[points, outputs]`: values, or logits where the loss is crossEntropy.
   * @throws ShapeError, ValuesError when the inputs do not fit or are not finite; DisposedError.
   */
  async predict(x: ArrayLike<number>): Promise<Float32Array> {
    const owner = 'MamlModel.predict';
    this.checkAlive('MamlModel.predict');
    checkArrayOf(owner, 'x', x, { anyNumber: true });
    const { inputs } = this.config;
    const values = Float32Array.from(x);
    const points = pointsIn(owner, values, inputs);
    checkNumbers(owner, 'x', values, [points, inputs]);
    const answers = tf.tidy(() => {
      const tensor = tf.tensor3d(values, [1, points, inputs]);
      return forwardPass(this.layers, tensor, this.network.activation).answers;
    });
    try {
      return await answers.data<'float32'>();
    } finally {
      answers.dispose();
    }
  }

  /**
   * Writes the model, for {@link MamlModel.load}, which gives it back to the last bit.
   *
   * @param handler - Where to, such as `modelFolder(path)` of `@causal-mechanisms/tensor-utils/node`.
   * @throws FileFormatError when the handler cannot write; DisposedError.
   */
  async save(handler: tf.io.IOHandler): Promise<void> {
    this.checkAlive('MamlModel.save');
    const { layout, values } = this.parameters;
    await writeParameters(handler, {
      ...KIND,
      layout,
      values: await values.data<'float32'>(),
      description: { config: this.config },
    });
  }

  /** Disposes of its tensors; a second call does nothing. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.parameters.dispose();
  }

  /**
   * @internal
   * @param owner - Opens the message.
   * @throws DisposedError when there are no tensors any more.
   */
  checkAlive(owner: string): void {
    if (this.#disposed) throw new DisposedError(`${owner}: the model was disposed before`);
  }
}

/**
 * @param owner - Opens the messages.
 * @param options - Gradient steps and their sizes.
 * @throws ArgumentError when one is impossible.
 */
export function checkAdaptation(
  owner: string,
  { steps, rate, laterRate }: Required<AdaptOptions>,
): void {
  checkCount(owner, 'steps', steps, { least: 0 });
  for (const [name, value] of Object.entries({ rate, laterRate })) {
    if (Number.isFinite(value) && value > 0) continue;
    throw new ArgumentError(`${owner}: ${name} must be finite and above 0, got ${String(value)}`, {
      data: { [name]: value },
    });
  }
}

function pointsIn(owner: string, x: Float32Array, inputs: number): number {
  const points = x.length / inputs;
  if (points >= 1 && Number.isInteger(points)) return points;
  throw new ShapeError(
    `${owner}: x must have ${inputs} numbers per point and at least one point, got ${x.length} numbers`,
    { data: { inputs, actual: x.length } },
  );
}
