/** What a model says about sequences, as plain arrays. */
export interface SequencePrediction {
  /** How many answers there are: as many as steps, or 1. */
  readonly steps: number;
  /** Sequences. */
  readonly batch: number;
  /** Logits or values `[steps, batch, outputs]`; 0 behind the end of a shorter sequence. */
  readonly answers: Float32Array;
  /** The width of an answer. */
  readonly outputs: number;
  /** 1 where a module was active, else 0 and behind the end of a shorter sequence `[time steps, batch, modules]`; only of cores with modules. */
  readonly activation?: Float32Array;
}
