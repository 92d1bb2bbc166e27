import type { CategoricalTable } from '@causal-mechanisms/datasets';

/** Rows of a table, with graphs. */
export interface MaskedRows {
  /** Which rows. */
  readonly rows: ArrayLike<number>;
  /** Graphs, each `[variables, variables]`, a row per cause. */
  readonly graphs: Uint8Array;
}

/** What {@link maskedInputs} writes into: made once for many batches. */
export interface InputBuffers {
  /** One-hot rows of all causes, zero where a cause is masked: `[variables, batch, variables * most]`. */
  readonly inputs: Float32Array;
  /** One-hot rows of the variables themselves: `[variables, batch, most]`. */
  readonly answers: Float32Array;
}

/**
 * Encodes samples for one network per variable, each sample with a graph of its own.
 *
 * @param table - Where the samples are.
 * @param masked - Which of them, and as many graphs.
 * @param buffers - Overwritten.
 */
export function maskedInputs(
  { columns }: CategoricalTable,
  { rows, graphs }: MaskedRows,
  { inputs, answers }: InputBuffers,
): void {
  const variables = columns.length;
  const most = answers.length / (variables * rows.length);
  const batch = rows.length;
  inputs.fill(0);
  answers.fill(0);
  for (let b = 0; b < batch; b++) {
    const row = rows[b] as number;
    for (let cause = 0; cause < variables; cause++) {
      const category = (columns[cause] as Uint8Array)[row] as number;
      answers[(cause * batch + b) * most + category] = 1;
      const edges = (b * variables + cause) * variables;
      for (let effect = 0; effect < variables; effect++) {
        if (graphs[edges + effect] === 0) continue;
        inputs[((effect * batch + b) * variables + cause) * most + category] = 1;
      }
    }
  }
}
