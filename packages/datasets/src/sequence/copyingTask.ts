import {
  checkCount,
  checkInstance,
  checkOptions,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import { MOST_NUMBERS } from '../image/datasetChecks.ts';
import type { GeneratedSequenceTask } from './sequenceTask.ts';

/** Options of {@link copyingTask}. */
export interface CopyingTaskOptions {
  /** Steps from the last symbol shown to the first answer, the marker included; at least 1. Default: 50. */
  readonly gap?: number;
  /** Symbols to remember, at least 1. Default: 10. */
  readonly symbols?: number;
  /** Different symbols, at least 1. Default: 8. */
  readonly alphabet?: number;
}

/** What is shown, and answered, when there is nothing to say. */
const BLANK = 0;

/**
 * The copying task: show symbols, wait, ask for them.
 *
 * Input of `gap + 2 * symbols` steps: the symbols, drawn evenly from `1..alphabet`; `gap - 1` blanks; the marker
 * `alphabet + 1`; as many blanks as symbols. Target: `gap + symbols` blanks, then the symbols, so the first answer is due
 * on the step after the marker. The blank is 0. Form and sizes are those of Goyal et al., Recurrent Independent Mechanisms
 * (ICLR 2021), section 4.1: a model trains at a gap of 50 and is tested at 200.
 *
 * @param options - Gap, symbols and alphabet.
 * @returns The task: tokens and classes in `[0, alphabet + 2)` at every step; scores look at the last `symbols` steps.
 * @throws ArgumentError when an option is no positive integer.
 *
 * @example
 * ```ts
 * import { copyingTask } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const { steps, inputs } = copyingTask({ gap: 4, symbols: 2 }).sample(1, new RandomStream(1));
 * console.log(steps); // 8
 * // Two symbols, then 0 0 0 9 0 0.
 * if (inputs.kind === 'tokens') console.log(inputs.tokens.length); // 8
 * ```
 */
export function copyingTask(options: CopyingTaskOptions = {}): GeneratedSequenceTask {
  const { gap = 50, symbols = 10, alphabet = 8 } = checkOptions('copyingTask', options);
  for (const [name, value] of Object.entries({ gap, symbols, alphabet })) {
    // A third of it each: a sequence has the gap and twice the symbols.
    checkCount('copyingTask', name, value, { most: Math.floor(MOST_NUMBERS / 3) });
  }
  const steps = gap + 2 * symbols;
  const marker = alphabet + 1;
  return {
    name: `copying/gap ${gap}`,
    inputs: { kind: 'tokens', vocabulary: alphabet + 2 },
    targets: { kind: 'classes', classes: alphabet + 2 },
    targetAt: 'every',
    sample: (size, stream) => {
      checkCount('copyingTask', 'size', size, { most: Math.floor(MOST_NUMBERS / steps) });
      checkInstance('copyingTask', 'stream', stream, RandomStream);
      const tokens = new Int32Array(steps * size).fill(BLANK);
      const classes = new Int32Array(steps * size).fill(BLANK);
      const drawn = symbols * size;
      for (let k = 0; k < drawn; k++) tokens[k] = stream.integer(1, marker);
      tokens.fill(marker, (symbols + gap - 1) * size, (symbols + gap) * size);
      classes.set(tokens.subarray(0, drawn), (symbols + gap) * size);
      return {
        steps,
        size,
        inputs: { kind: 'tokens', tokens },
        targets: { kind: 'classes', classes },
        targetAt: 'every',
        scored: symbols,
      };
    },
  };
}
