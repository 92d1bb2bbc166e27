import * as tf from '@tensorflow/tfjs';
import {
  checkCount,
  checkInstance,
  checkNumbers,
  checkOptions,
  checkText,
  DisposedError,
  RandomStream,
  tidyAll,
} from '@causal-mechanisms/tensor-utils';
import type { CoreState } from '../../cores/sequenceCore.ts';
import { chooseActions } from './chooseActions.ts';
import type { ActionChoice } from './chooseActions.ts';
import { PolicyModel } from './policyModel.ts';
import { mapState, restartRows } from './stateRows.ts';

/** Options of {@link PolicyRunner}. */
export interface PolicyRunnerOptions {
  /** Environments side by side. Default: 1. */
  readonly count?: number;
  /** Draws actions. Default: a stream of the seed 1. */
  readonly stream?: RandomStream;
  /** `sample`: as likely as the policy has it; `likeliest`: the likeliest one. Default: sample. */
  readonly choice?: ActionChoice;
}

/** What a policy decided, as plain arrays. */
export interface PolicyDecision {
  /** One action per environment. */
  readonly actions: Int32Array;
  /** How likely each action is, up to a constant, in nats `[count, actions]`. */
  readonly logits: Float32Array;
  /** What return is still expected `[count]`. */
  readonly values: Float32Array;
  /** 1 where a module was active, else 0 `[count, modules]`; only of cores with modules. */
  readonly activation?: Float32Array;
}

/**
 * Acts by a policy in environments side by side, and remembers for each what it saw.
 *
 * @example
 * ```ts
 * import { fetchEnvironment } from '@causal-mechanisms/datasets';
 * import { PolicyModel, PolicyRunner } from '@causal-mechanisms/rims';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const environment = fetchEnvironment({ size: 5 });
 * const { observationWidth, actions } = environment;
 * const core = { kind: 'lstm', units: 8 } as const;
 * const parts = { core, observationWidth, actions, encoder: [8], actor: [], critic: [] };
 * const model = PolicyModel.create(parts, new RandomStream(1));
 * const runner = new PolicyRunner(model, { count: 2 });
 * const rooms = environment.start(2, new RandomStream(2));
 * let seen = rooms.observe();
 * for (let i = 0; i < 3; i++) {
 *   const decision = await runner.decide(seen);
 *   const { observations, ended } = rooms.step(decision.actions);
 *   runner.restart(ended);
 *   seen = observations;
 * }
 * console.log(seen.length === 2 * observationWidth); // true
 * runner.dispose();
 * model.dispose();
 * ```
 */
export class PolicyRunner {
  /** Environments side by side. */
  readonly count: number;
  readonly #model: PolicyModel;
  readonly #stream: RandomStream;
  readonly #choice: ActionChoice;
  /** Undefined at the start, so that nothing is made before the first decision. */
  #state: CoreState | undefined;
  #disposed = false;

  /**
   * @param model - Decides; not disposed.
   * @param options - How many environments, and how actions are chosen.
   * @throws ArgumentError when something is none of these; DisposedError.
   */
  constructor(model: PolicyModel, options: PolicyRunnerOptions = {}) {
    checkInstance('PolicyRunner', 'model', model, PolicyModel);
    model.checkAlive('PolicyRunner');
    const given = checkOptions('PolicyRunner', options);
    const { count = 1, stream = new RandomStream(1), choice = 'sample' } = given;
    checkCount('PolicyRunner', 'count', count, { most: 1_048_576 });
    checkInstance('PolicyRunner', 'stream', stream, RandomStream);
    checkText('PolicyRunner', 'choice', choice, ['sample', 'likeliest']);
    this.count = count;
    this.#model = model;
    this.#stream = stream;
    this.#choice = choice;
  }

  /**
   * Reads one observation per environment, and decides.
   *
   * @param observations - `[count, observationWidth]`
   * @returns Actions, and what they were chosen by.
   * @throws ArgumentError, ShapeError, ValuesError when the observations do not fit, or the policy is not finite; DisposedError.
   */
  async decide(observations: Float32Array): Promise<PolicyDecision> {
    const owner = 'PolicyRunner.decide';
    const { state, told, modules } = this.#forward(owner, observations);
    const { actions } = this.#model.config;
    tf.dispose({ ...this.#state });
    this.#state = state;
    const numbers = await readAndDispose(told);
    const width = actions + 1 + modules;
    const column = (from: number, to: number) => columns(numbers, width, from, to);
    const logits = column(0, actions);
    return {
      actions: chooseActions(owner, logits, actions, this.#stream, this.#choice),
      logits,
      values: column(actions, actions + 1),
      ...(modules === 0 ? {} : { activation: column(actions + 1, width) }),
    };
  }

  /**
   * What return is still expected, without acting: what was read is not remembered.
   *
   * @param observations - `[count, observationWidth]`
   * @returns `[count]`
   * @throws ArgumentError, ShapeError, ValuesError when the observations do not fit; DisposedError.
   */
  async values(observations: Float32Array): Promise<Float32Array> {
    const { state, told, modules } = this.#forward('PolicyRunner.values', observations);
    tf.dispose({ ...state });
    const { actions } = this.#model.config;
    return columns(await readAndDispose(told), actions + 1 + modules, actions, actions + 1);
  }

  /**
   * Forgets what was seen in some environments, where an episode ended.
   *
   * @param ended - `[count]`, 1 where an episode ended, else 0.
   * @throws ArgumentError, ShapeError, ValuesError when it is something else; DisposedError.
   */
  restart(ended: Uint8Array): void {
    this.#checkAlive('PolicyRunner.restart');
    const expected = { length: this.count, kinds: [Uint8Array], most: 1 };
    checkNumbers('PolicyRunner.restart', 'ended', ended, expected);
    const state = this.#state;
    if (state === undefined || !ended.includes(1)) return;
    this.#state = tidyAll(() => restartRows(state, this.#initial(), ended));
    tf.dispose({ ...state });
  }

  /** @internal A copy of what is remembered; the caller disposes of it. */
  snapshot(): CoreState {
    this.#checkAlive('PolicyRunner.snapshot');
    return mapState(this.#state ?? (this.#state = this.#initial()), (tensor) => tensor.clone());
  }

  /** @internal What is remembered, or nothing before the first decision; it stays the runner's. */
  get state(): CoreState | undefined {
    return this.#state;
  }

  /** @internal Remembers something else, which becomes the runner's; nothing: the start. */
  set state(state: CoreState | undefined) {
    tf.dispose({ ...this.#state });
    this.#state = state;
  }

  /** Disposes of what it remembers, not of the model; a second call does nothing. */
  dispose(): void {
    this.#disposed = true;
    this.state = undefined;
  }

  #initial(): CoreState {
    const { network, parameters } = this.#model;
    // A copy: what depends on parameters may be a view of them.
    return tidyAll(() =>
      mapState(network.initialState(parameters.views, this.count), (tensor) => tensor.clone()),
    );
  }

  /** One step; what is told are logits, value and activity side by side `[count, actions + 1 + modules]`. */
  #forward(
    owner: string,
    observations: Float32Array,
  ): { readonly state: CoreState; readonly told: tf.Tensor2D; readonly modules: number } {
    this.#checkAlive(owner);
    const { network, parameters, config } = this.#model;
    const { count } = this;
    checkNumbers(owner, 'observations', observations, {
      length: count * config.observationWidth,
      kinds: [Float32Array],
    });
    const { state, told } = tidyAll(() => {
      const views = parameters.views;
      const seen = tf.tensor2d(observations.slice(), [count, config.observationWidth]);
      const read = network.encode(views, seen).expandDims<tf.Tensor3D>(0);
      const found = network.remember(views, read, this.#state ?? this.#initial());
      const { logits, values } = network.heads(views, found.outputs.squeeze<tf.Tensor2D>([0]));
      const activation =
        found.activation === undefined ? [] : [found.activation.squeeze<tf.Tensor2D>([0])];
      return { state: found.state, told: tf.concat([logits, values, ...activation], 1) };
    });
    return { state, told, modules: told.shape[1] - config.actions - 1 };
  }

  #checkAlive(owner: string): void {
    if (this.#disposed) throw new DisposedError(`${owner}: the runner was disposed before`);
    this.#model.checkAlive(owner);
  }
}

async function readAndDispose(tensor: tf.Tensor): Promise<Float32Array> {
  try {
    return await tensor.data<'float32'>();
  } finally {
    tensor.dispose();
  }
}

/** Some columns of a matrix, row by row. */
function columns(values: Float32Array, width: number, from: number, to: number): Float32Array {
  const rows = values.length / width;
  const taken = new Float32Array(rows * (to - from));
  for (let row = 0; row < rows; row++) {
    taken.set(values.subarray(row * width + from, row * width + to), row * (to - from));
  }
  return taken;
}
