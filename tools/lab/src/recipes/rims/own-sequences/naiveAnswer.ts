import type { SequenceBatch, SequenceCoding } from '@causal-mechanisms/datasets';
import { squaredErrors } from './scoring.ts';
import type { OwnScores } from './scoring.ts';

/** An answer that takes no learning. */
export interface NaiveAnswer {
  /** What it says, such as `the most frequent label`. */
  readonly name: string;
  /** How well it does on what is held out. */
  readonly scores: OwnScores;
}

/**
 * The best of the answers that take no learning: the most frequent class, the same again, the mean.
 *
 * @param coding - What is asked.
 * @param training - What frequencies are counted in.
 * @param heldOut - What is answered.
 * @returns The one of the lowest loss for numbers; of classes the frequencies' cross entropy, and the better share of right answers.
 */
export async function naiveAnswer(
  coding: SequenceCoding,
  training: readonly SequenceBatch[],
  heldOut: readonly SequenceBatch[],
): Promise<NaiveAnswer> {
  if (coding.ask === 'next' && coding.inputs.kind === 'numbers') {
    const last = await squaredErrors(heldOut, coding, ({ inputs }) =>
      inputs.kind === 'vectors' ? inputs.values : new Float32Array(),
    );
    const mean = await squaredErrors(
      heldOut,
      coding,
      ({ targets }) => new Float32Array(targets.kind === 'values' ? targets.values.length : 0),
    );
    return last.loss <= mean.loss
      ? { name: 'the same as the last', scores: last }
      : { name: 'the mean', scores: mean };
  }
  const { ask, inputs, labels = [] } = coding;
  const classes =
    ask === 'label' ? labels.length : inputs.kind === 'tokens' ? inputs.vocabulary.length : 0;
  // One more of each: a class that training never shows must not cost infinitely much.
  const counts = new Float64Array(classes).fill(1);
  for (const { truth } of answersOf(training)) counts[truth] = (counts[truth] ?? 0) + 1;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const likeliest = counts.indexOf(counts.reduce((most, count) => Math.max(most, count), 0));
  const asked = answersOf(heldOut);
  const share = (right: (answer: Answer) => boolean): number =>
    asked.filter(right).length / asked.length;
  const loss =
    asked.reduce((sum, { truth }) => sum - Math.log((counts[truth] ?? 1) / total), 0) /
    asked.length;
  const frequent = share(({ truth }) => truth === likeliest);
  const again = ask === 'label' ? 0 : share(({ truth, before }) => truth === before);
  const name = ask === 'label' ? 'the most frequent label' : 'the most frequent token';
  return again > frequent
    ? { name: 'the same as the last', scores: { loss, accuracy: again } }
    : { name, scores: { loss, accuracy: frequent } };
}

/** A class that is asked for, and the token read just before. */
interface Answer {
  readonly truth: number;
  readonly before: number | undefined;
}

function answersOf(batches: readonly SequenceBatch[]): Answer[] {
  return batches.flatMap(({ steps, size, lengths, inputs, targets, targetAt }) => {
    if (targets.kind !== 'classes') return [];
    const answers: Answer[] = [];
    targets.classes.forEach((truth, place) => {
      const step = Math.floor(place / size);
      if (targetAt === 'every' && step >= (lengths?.[place % size] ?? steps)) return;
      const before =
        inputs.kind === 'tokens' && targetAt === 'every' ? inputs.tokens[place] : undefined;
      answers.push({ truth, before });
    });
    return answers;
  });
}

/** Updates before which nothing can be said. */
const PATIENCE = 200;

/**
 * An early word when training does not work.
 *
 * @param update - Updates so far.
 * @param loss - The lowest so far on what is held out.
 * @param naive - The answer that takes no learning.
 * @returns What seems wrong and what to try; undefined when nothing does, or when it is too early.
 */
export function earlyWord(update: number, loss: number, naive: NaiveAnswer): string | undefined {
  if (update < PATIENCE || loss < naive.scores.loss) return undefined;
  return `up to update ${update} held-out sequences are answered no better than by saying ${naive.name} (loss ${loss.toFixed(3)}, that one ${naive.scores.loss.toFixed(3)}). Try more sequences, a smaller --set learningRate, more --set updates, or another --seed; or nothing can be told from them`;
}
