import { ValuesError } from '@causal-mechanisms/tensor-utils';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';

/** Which action is taken: one drawn as the policy has it, or the likeliest. */
export type ActionChoice = 'sample' | 'likeliest';

/**
 * @param owner - Opens messages.
 * @param logits - `[rows, actions]`
 * @param actions - How many there are.
 * @param stream - Draws; not touched where the likeliest is taken.
 * @param choice - How one is chosen.
 * @returns One action per row; of equally likely ones the first.
 * @throws ValuesError when a logit is not finite.
 */
export function chooseActions(
  owner: string,
  logits: Float32Array,
  actions: number,
  stream: RandomStream,
  choice: ActionChoice,
): Int32Array {
  const chosen = new Int32Array(logits.length / actions);
  const weights = new Float64Array(actions);
  for (let row = 0; row < chosen.length; row++) {
    let best = 0;
    for (let i = 0; i < actions; i++) {
      const logit = logits[row * actions + i] as number;
      if (!Number.isFinite(logit)) throw notFinite(owner, logit, row);
      if (logit > (logits[row * actions + best] as number)) best = i;
    }
    if (choice === 'likeliest') chosen[row] = best;
    else {
      const most = logits[row * actions + best] as number;
      for (let i = 0; i < actions; i++) {
        weights[i] = Math.exp((logits[row * actions + i] as number) - most);
      }
      chosen[row] = stream.categorical(weights);
    }
  }
  return chosen;
}

function notFinite(owner: string, logit: number, row: number): ValuesError {
  return new ValuesError(
    `${owner}: the policy must be finite, got the logit ${logit} for environment ${row}`,
    { data: { logit, row } },
  );
}
