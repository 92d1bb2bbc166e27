import type {
  ContractEvent,
  ContractOptions,
  ContractProblem,
  ContractState,
  ContractStore,
  LearnerFixture,
} from './contractTypes.ts';

/** Steps of the main phase of the usual problem. */
export const STEPS = 5;

/** What a run did, without its model. */
export interface ContractRun {
  /** Events in order, their models left out. */
  readonly events: readonly ContractEvent<undefined>[];
  /** The fingerprint of the final model. */
  readonly model: ArrayLike<number>;
  /** Every checkpoint in the order of writing. */
  readonly saved: readonly ContractState[];
}

/** Options of {@link runThrough}. */
export interface RunThroughOptions {
  /** How the problem differs from the usual one. */
  readonly problem?: Partial<ContractProblem>;
  /** A state to go on from. */
  readonly resume?: ContractState | undefined;
  /** Steps from one checkpoint to the next. Default: 1. */
  readonly saveEvery?: number;
  /** Steps from one evaluation to the next. Default: 2. */
  readonly lookEvery?: number;
  /** Called after every event. */
  readonly onEvent?: (event: ContractEvent<undefined>, index: number, stop: () => void) => unknown;
}

/** A store that keeps every checkpoint, as a disk would give them back. */
export function keepingStore(saved: ContractState[]): ContractStore {
  return {
    save(state) {
      saved.push(structuredClone(state));
      return Promise.resolve(`kept:${saved.length}`);
    },
    latest() {
      const state = saved.at(-1);
      return Promise.resolve(state && { state, location: 'kept', warnings: [] });
    },
  };
}

/** Starts the usual problem, with what is given changed. */
export function startRun<Model extends { dispose(): void }>(
  fixture: LearnerFixture<Model>,
  options: ContractOptions<Model>,
  problem: Partial<ContractProblem> = {},
): AsyncGenerator<ContractEvent<Model>, Model> {
  return fixture.start(options, { steps: STEPS, foreign: false, ...problem });
}

/** Runs to the end event, with checkpoints and evaluations, and disposes of the model. */
export async function runThrough<Model extends { dispose(): void }>(
  fixture: LearnerFixture<Model>,
  options: RunThroughOptions = {},
): Promise<ContractRun> {
  const { problem, resume, saveEvery = 1, lookEvery = 2, onEvent } = options;
  const saved: ContractState[] = [];
  const stopping = new AbortController();
  const run = startRun(
    fixture,
    {
      signal: stopping.signal,
      checkpoints: { store: keepingStore(saved), every: saveEvery },
      evaluate: {
        every: lookEvery,
        run: async (model) => ({ scalars: { mark: sum(await fixture.fingerprint(model)) } }),
      },
      ...(resume === undefined ? {} : { resume }),
    },
    problem,
  );
  const events: ContractEvent<undefined>[] = [];
  for await (const event of run) {
    const plain: ContractEvent<undefined> =
      event.kind === 'start' || event.kind === 'end' ? { ...event, model: undefined } : event;
    events.push(plain);
    await onEvent?.(plain, events.length - 1, () => stopping.abort());
    if (event.kind !== 'end') continue;
    try {
      return { events, saved, model: Array.from(await fixture.fingerprint(event.model)) };
    } finally {
      event.model.dispose();
    }
  }
  throw new Error('expected an end event');
}

/** What must be the same in two runs, one of which was interrupted: the kinds, steps and figures of events. */
export function comparable(events: readonly ContractEvent<undefined>[]): object[] {
  return events
    .filter(({ kind }) => kind !== 'start')
    .map((event) => (event.kind === 'checkpoint' ? { kind: event.kind, step: event.step } : event));
}

/** Events by kind and step, such as `training 3` or `checkpoint 3`. */
export function outline(events: readonly ContractEvent<undefined>[]): string[] {
  return events.map((event) => `${event.kind === 'step' ? event.phase : event.kind} ${event.step}`);
}

function sum(values: ArrayLike<number>): number {
  return Array.from(values).reduce((total, value) => total + value, 0);
}
