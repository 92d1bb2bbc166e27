/** A model that the native backend takes through a whole sequence in one op, and back in another. */
export interface WholeSequenceOps {
  /** The name of the op; that of its gradient ends in `Grad`. */
  readonly kernel: string;
  /** Its inputs in the order of the op, with their ranks; `rows` and `sizes` are int32. */
  readonly inputs: Readonly<Record<string, number>>;
  /** How many tensors it gives. */
  readonly outputs: number;
  /** The inputs of its gradient. */
  readonly gradientInputs: Readonly<Record<string, number>>;
  /** How many tensors that gives. */
  readonly gradientOutputs: number;
}

/** An LSTM and its memory. */
const MEMORY = {
  inputs: {
    driven: 2,
    rows: 2,
    recurrentKernel: 2,
    interfaceKernel: 2,
    interfaceBias: 1,
    state: 2,
    sizes: 1,
  },
  outputs: 3,
  gradientInputs: {
    recurrentKernel: 2,
    interfaceKernel: 2,
    kept: 1,
    outputGradient: 3,
    stateGradient: 2,
    sizes: 1,
  },
  gradientOutputs: 3,
} as const;

/** @internal All such models. */
export const WHOLE_SEQUENCE_MODELS = {
  ntm: { kernel: 'CausalNtm', ...MEMORY },
  dnc: { kernel: 'CausalDnc', ...MEMORY },
} as const satisfies Record<string, WholeSequenceOps>;

/** The models that `wholeSequence` knows. */
export type WholeSequenceModel = keyof typeof WHOLE_SEQUENCE_MODELS;
