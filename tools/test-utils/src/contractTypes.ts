/** Plain JSON. */
export type ContractJson =
  | string
  | number
  | boolean
  | null
  | readonly ContractJson[]
  | { readonly [key: string]: ContractJson };

/** What a checkpoint of a learner holds, as far as the contract looks into it. */
export interface ContractState {
  readonly step: number;
  readonly config: Readonly<Record<string, ContractJson>>;
  readonly arrays: Readonly<
    Record<
      string,
      { readonly shape: readonly number[]; readonly values: Float32Array | Int32Array }
    >
  >;
  readonly json: Readonly<Record<string, ContractJson>>;
}

/** The events of a learner, as far as the contract looks at them. */
export type ContractEvent<Model> =
  | { readonly kind: 'start'; readonly step: number; readonly steps: number; readonly model: Model }
  | {
      readonly kind: 'step';
      readonly phase: string;
      readonly step: number;
      readonly steps: number;
      readonly scalars: Readonly<Record<string, number>>;
    }
  | {
      readonly kind: 'evaluation';
      readonly step: number;
      readonly scalars: Readonly<Record<string, number>>;
    }
  | { readonly kind: 'checkpoint'; readonly step: number; readonly location: string }
  | {
      readonly kind: 'end';
      readonly reason: 'completed' | 'aborted' | 'stopped';
      readonly step: number;
      readonly model: Model;
    };

/** The options that the contract starts a learner with: those of every learner. */
export interface ContractOptions<Model> {
  readonly signal?: AbortSignal;
  readonly checkpoints?: { readonly store: ContractStore; readonly every: number };
  readonly resume?: ContractState;
  readonly stopWhen?: (evaluations: readonly unknown[]) => boolean;
  readonly evaluate?: {
    readonly every: number;
    readonly run: (
      model: Model,
      step: number,
    ) => Promise<{ readonly scalars: Readonly<Record<string, number>> }>;
  };
}

/** A store of checkpoints. */
export interface ContractStore {
  save(state: ContractState): Promise<string>;
  latest(): Promise<
    | {
        readonly state: ContractState;
        readonly location: string;
        readonly warnings: readonly string[];
      }
    | undefined
  >;
}

/** How the problem differs from the usual one. */
export interface ContractProblem {
  /** Steps of the main phase. */
  readonly steps: number;
  /** Whether a setting differs from the usual one that a checkpoint must agree on. */
  readonly foreign: boolean;
}

/** A learner with a tiny problem, for `learnerContract`. */
export interface LearnerFixture<Model extends { dispose(): void }> {
  /**
   * Starts training on the same data under the same seed, whenever it is called.
   *
   * @param options - To be passed on.
   * @param problem - What to configure.
   */
  start(
    options: ContractOptions<Model>,
    problem: ContractProblem,
  ): AsyncGenerator<ContractEvent<Model>, Model>;
  /** The name of the phase whose steps are counted. */
  readonly main: string;
  /** Whether a finished run may be prolonged. */
  readonly prolongable: boolean;
  /** @returns Numbers that two models share only if they are the same. */
  fingerprint(model: Model): Promise<ArrayLike<number>>;
  /** How far two runs under one seed may be apart on the present backend. Default: 0. */
  readonly tolerance?: () => number;
}
