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

/** Slots that gate themselves by the input. */
const ENTNET_INPUTS = { driven: 2, rows: 2, kernel: 2, fromKeys: 2, slope: 1 } as const;

/** Rows that attend to each other and to the input. */
const RMC_INPUTS = {
  driven: 2,
  rows: 2,
  attentionKernel: 2,
  layerKernels: 2,
  gateKernel: 2,
  vectors: 1,
} as const;

/** The models that `wholeSequence` knows. */
export type WholeSequenceModel = 'ntm' | 'dnc' | 'entnet' | 'rmc';

/** @internal All such models. */
export const WHOLE_SEQUENCE_MODELS = {
  ntm: { kernel: 'CausalNtm', ...MEMORY },
  dnc: { kernel: 'CausalDnc', ...MEMORY },
  entnet: {
    kernel: 'CausalEntnet',
    inputs: { ...ENTNET_INPUTS, state: 2 },
    outputs: 2,
    gradientInputs: { ...ENTNET_INPUTS, kept: 1, outputGradient: 3 },
    gradientOutputs: 5,
  },
  rmc: {
    kernel: 'CausalRmc',
    inputs: { ...RMC_INPUTS, state: 2, sizes: 1 },
    outputs: 2,
    gradientInputs: { ...RMC_INPUTS, sizes: 1, kept: 1, outputGradient: 3 },
    gradientOutputs: 9,
  },
} as const satisfies Record<WholeSequenceModel, WholeSequenceOps>;
