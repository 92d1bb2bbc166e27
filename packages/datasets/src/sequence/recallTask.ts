import {
  checkCount,
  checkInstance,
  checkNumber,
  checkOptions,
  checkText,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import { MOST_NUMBERS } from '../image/datasetChecks.ts';
import type { GeneratedSequenceTask } from './sequenceTask.ts';

/** Options of {@link recallTask}. */
export interface RecallTaskOptions {
  /** Steps from the last symbol of the cue to the first answer, the marker included; at least 1. Default: 50. */
  readonly gap?: number;
  /** Symbols of the cue, at least 1. Default: 3. */
  readonly symbols?: number;
  /** Different symbols of cues, at least 1. Default: 8. */
  readonly alphabet?: number;
  /** Different distractors, as many known as new ones, at least 1. Default: 8. */
  readonly distractors?: number;
  /** How likely a step between cue and marker shows a distractor instead of nothing, in [0, 1]. Default: 0.5. */
  readonly share?: number;
  /** Which distractors are shown: none, `known` ones, or `new` ones, of another vocabulary. Default: known. */
  readonly from?: 'none' | 'known' | 'new';
}

/** What is shown, and answered, when there is nothing to say. */
const BLANK = 0;

/**
 * Recall among distractors: a cue, a stretch of tokens that mean nothing, a marker, and the cue is asked for. A model that trained with
 * the known distractors is tested with new ones, whose embedding it never learned: the supervised form of what Goyal et al. (2021,
 * section 4.3) ask of an agent.
 *
 * Input of `gap + 2 * symbols` steps: the symbols of the cue, drawn evenly from `1..alphabet`; `gap - 1` steps, each a distractor with
 * probability `share`, else blank; the marker `alphabet + 1`; as many blanks as symbols. Known distractors are the tokens from
 * `alphabet + 2` on, new ones those behind them: the vocabulary is the same for all three. Target: `gap + symbols` blanks, then the
 * symbols. Tasks that differ in `from` alone show the same cues at the same places where they draw from the same stream.
 *
 * @param options - Sizes, and which distractors are shown.
 * @returns The task: `alphabet + 2 + 2 * distractors` tokens, `alphabet + 1` classes; scores look at the last `symbols` steps.
 * @throws ArgumentError when an option is impossible.
 *
 * @example
 * ```ts
 * import { recallTask } from '@causal-mechanisms/datasets';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const task = recallTask({ gap: 4, symbols: 1, distractors: 5, share: 1, from: 'new' });
 * const { steps, inputs } = task.sample(1, new RandomStream(1));
 * console.log(steps, task.inputs); // 6 { kind: 'tokens', vocabulary: 20 }
 * // A symbol, three new distractors from 15 to 19, the marker 9, a blank.
 * if (inputs.kind === 'tokens') console.log(inputs.tokens.slice(1, 4).every((token) => token >= 15)); // true
 * ```
 */
export function recallTask(options: RecallTaskOptions = {}): GeneratedSequenceTask {
  const owner = 'recallTask';
  const { gap = 50, symbols = 3, alphabet = 8, distractors = 8 } = checkOptions(owner, options);
  const { share = 0.5, from = 'known' } = options;
  for (const [name, value] of Object.entries({ gap, symbols, alphabet, distractors })) {
    // A third of it each: a sequence has the gap and twice the symbols.
    checkCount(owner, name, value, { most: Math.floor(MOST_NUMBERS / 3) });
  }
  checkNumber(owner, 'share', share, { least: 0, most: 1 });
  checkText(owner, 'from', from, ['none', 'known', 'new']);
  const steps = gap + 2 * symbols;
  const marker = alphabet + 1;
  const first = marker + 1 + (from === 'new' ? distractors : 0);
  return {
    name: `recall/${from}`,
    inputs: { kind: 'tokens', vocabulary: alphabet + 2 + 2 * distractors },
    targets: { kind: 'classes', classes: alphabet + 1 },
    targetAt: 'every',
    sample: (size, stream) => {
      checkCount(owner, 'size', size, { most: Math.floor(MOST_NUMBERS / steps) });
      checkInstance(owner, 'stream', stream, RandomStream);
      const tokens = new Int32Array(steps * size).fill(BLANK);
      const classes = new Int32Array(steps * size).fill(BLANK);
      const drawn = symbols * size;
      const asked = (symbols + gap) * size;
      for (let k = 0; k < drawn; k++) tokens[k] = stream.integer(1, marker);
      for (let k = drawn; k < asked - size; k++) {
        // Drawn whether they are shown or not, so that the streams of the three tasks stay together.
        const isShown = stream.uniform() < share;
        const which = stream.integer(0, distractors);
        if (isShown && from !== 'none') tokens[k] = first + which;
      }
      tokens.fill(marker, asked - size, asked);
      classes.set(tokens.subarray(0, drawn), asked);
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
