import * as tf from '@tensorflow/tfjs';
import type { ContractProblem, LearnerFixture } from '../src/index.ts';
import type { ContractEvent, ContractOptions, ContractState } from '../src/contractTypes.ts';

/** What can be wrong with a learner. */
export type Defect =
  | 'forgets its stream'
  | 'evaluates again on resume'
  | 'saves twice on abort'
  | 'does not save on abort'
  | 'leaks when it is left'
  | 'leaks at every step'
  | 'goes on after an abort'
  | 'takes any checkpoint'
  | 'takes damaged arrays'
  | 'takes damaged JSON'
  | 'never pauses'
  | 'takes any interval'
  | 'takes any options'
  | 'leaks when it fails'
  | 'shares its state between runs'
  | 'announces too few steps';

/** A model that adds up draws: a tensor, so that leaks are seen. */
export class Sum {
  total = tf.keep(tf.scalar(0));

  dispose(): void {
    this.total.dispose();
  }
}

type Scalars = Readonly<Record<string, number>>;

interface State {
  step: number;
  stream: number;
  evaluated: number;
  saved: number;
}

const failure = (code: string) => Object.assign(new Error(code), { code });
const START: State = { step: 0, stream: 7, evaluated: -1, saved: 0 };
const shared: State = { ...START };

/**
 * A learner in one piece, which keeps the contract but for one defect.
 *
 * @param defect - What is wrong with it. Default: nothing.
 * @returns Its fixture.
 */
export function drawingLearner(defect?: Defect): LearnerFixture<Sum> {
  return {
    start: (options, problem) => train(options, problem, defect),
    main: 'drawing',
    prolongable: true,
    fingerprint: ({ total }) => total.data(),
  };
}

async function* train(
  options: ContractOptions<Sum>,
  { steps, foreign }: ContractProblem,
  defect?: Defect,
): AsyncGenerator<ContractEvent<Sum>, Sum> {
  const { signal, checkpoints, evaluate, resume } = options;
  const has = (one: Defect) => defect === one;
  for (const every of [checkpoints?.every, evaluate?.every]) {
    const fits = every === undefined || (Number.isInteger(every) && every >= 1);
    if (!fits && !has('takes any interval')) throw failure('ERR_ARGUMENT');
  }
  if (!has('takes any options')) checkOptions(options);
  const model = new Sum();
  const state = has('shares its state between runs')
    ? Object.assign(shared, START, { stream: shared.stream })
    : { ...START };
  const isAborted = () => signal?.aborted === true && !has('goes on after an abort');
  const config = { foreign };
  let given = false;
  let failed = false;
  const save = async function* (again = false) {
    if (checkpoints === undefined || (state.saved === stamp(state) && !again)) return;
    const json = { parts: { stream: state.stream }, progress: { evaluated: state.evaluated } };
    const arrays = { total: { shape: [1], values: (await model.total.data<'float32'>()).slice() } };
    const location = await checkpoints.store.save({ step: state.step, config, arrays, json });
    state.saved = stamp(state);
    yield { kind: 'checkpoint', step: state.step, location } as const;
  };
  const look = async function* () {
    if (evaluate === undefined || state.evaluated === state.step) return;
    state.evaluated = state.step;
    const { scalars } = (await evaluate.run(model, state.step)) as { scalars?: Scalars };
    if (scalars === undefined) throw failure('ERR_ARGUMENT');
    yield { kind: 'evaluation', step: state.step, scalars } as const;
  };
  try {
    if (resume !== undefined) restore(model, state, resume, { steps, foreign }, defect);
    yield { kind: 'start', step: state.step, steps, model };
    const looksFirst = state.step === 0 || has('evaluates again on resume');
    if (looksFirst && !isAborted()) yield* look();
    while (state.step < steps && !isAborted() && options.stopWhen?.([]) !== true) {
      state.stream = (state.stream * 48_271) % 2_147_483_647;
      const drawn = state.stream / 2_147_483_647;
      const total = tf.tidy(() => model.total.add<tf.Scalar>(drawn));
      model.dispose();
      model.total = tf.keep(total);
      if (has('leaks at every step')) tf.keep(tf.scalar(drawn));
      state.step++;
      const announced = has('announces too few steps') ? steps - 1 : steps;
      yield {
        kind: 'step',
        phase: 'drawing',
        step: state.step,
        steps: announced,
        scalars: { drawn },
      };
      if (!has('never pauses')) await new Promise((resolve) => setImmediate(resolve));
      const isLast = state.step === steps;
      if (isLast || state.step % (evaluate?.every ?? Infinity) === 0) yield* look();
      if (isLast || state.step % (checkpoints?.every ?? Infinity) === 0) yield* save();
    }
    if (!has('does not save on abort')) yield* save(has('saves twice on abort'));
    given = true;
    yield {
      kind: 'end',
      reason: state.step < steps ? 'aborted' : 'completed',
      step: state.step,
      model,
    };
    return model;
  } catch (error) {
    failed = true;
    throw error;
  } finally {
    if (!given && !has('leaks when it is left') && !(failed && has('leaks when it fails')))
      model.dispose();
  }
}

/** What every learner asks of its options, intervals apart. */
function checkOptions(options: ContractOptions<Sum>): void {
  const { signal, checkpoints, evaluate, stopWhen, resume } = options as {
    readonly signal?: { readonly aborted?: boolean } | null;
    readonly checkpoints?: { readonly store?: { readonly save?: unknown } } | null;
    readonly evaluate?: { readonly run?: unknown };
    readonly stopWhen?: unknown;
    readonly resume?: { readonly arrays?: unknown } | null;
  };
  const fits =
    (signal === undefined || typeof signal?.aborted === 'boolean') &&
    (checkpoints === undefined || typeof checkpoints?.store?.save === 'function') &&
    (evaluate === undefined || typeof evaluate.run === 'function') &&
    (stopWhen === undefined || typeof stopWhen === 'function');
  if (!fits) throw failure('ERR_ARGUMENT');
  if (resume !== undefined && resume?.arrays === undefined) throw failure('ERR_CHECKPOINT');
}

/** Changes with everything that a checkpoint holds. */
function stamp({ step, evaluated }: State): number {
  return 2 * step + (evaluated === step ? 1 : 0);
}

function restore(
  model: Sum,
  state: State,
  { step, config, arrays, json }: ContractState,
  { steps, foreign }: ContractProblem,
  defect?: Defect,
): void {
  const { parts, progress } = json as {
    parts?: { stream?: number } | null;
    progress?: { evaluated?: number } | null;
  };
  const { total } = arrays;
  const [stream, evaluated] = [parts?.stream, progress?.evaluated];
  const another = step > steps || config['foreign'] !== foreign;
  const brokenArrays = total?.values.length !== 1;
  const brokenJson = typeof stream !== 'number' || typeof evaluated !== 'number';
  if (
    (another && defect !== 'takes any checkpoint') ||
    (brokenArrays && defect !== 'takes damaged arrays') ||
    (brokenJson && defect !== 'takes damaged JSON')
  ) {
    throw failure('ERR_CHECKPOINT');
  }
  model.dispose();
  model.total = tf.keep(tf.scalar(total?.values[0] ?? 0));
  state.step = step;
  if (defect !== 'forgets its stream') state.stream = stream ?? 0;
  if (defect !== 'evaluates again on resume') state.evaluated = evaluated ?? -1;
  state.saved = stamp(state);
}
