import {
  decodeAnswers,
  encodeSequences,
  selectSequences,
  sequenceLengths,
} from '@causal-mechanisms/datasets';
import type {
  SequenceAnswer,
  SequenceBatch,
  SequenceCoding,
  SequenceTable,
} from '@causal-mechanisms/datasets';
import { moduleActivity } from '@causal-mechanisms/rims';
import type { SequenceModel } from '@causal-mechanisms/rims';
import type { RecipeContext } from '../../../run/recipe.ts';
import { trainSequences } from '../sequenceStudy.ts';
import type { SequenceResult } from '../sequenceStudy.ts';
import { earlyWord } from './naiveAnswer.ts';
import type { NaiveAnswer } from './naiveAnswer.ts';
import type { OwnSequences } from './ownSequences.ts';
import { scoreOwn } from './scoring.ts';
import type { OwnScores } from './scoring.ts';
import type { OwnSequencesConfig } from './settings.ts';

/** One held-out sequence with what a model made of it, short enough to be kept as JSON. */
export type ShownSequence = {
  /** What it is called. */
  readonly id: string;
  /** Its steps, a sign each. */
  readonly signs: readonly string[];
  /** One text per module, of one letter per step: 1 where it was active, else 0; none of cores without modules. */
  readonly active: readonly string[];
  /** What was read before the answer, what was right, what the model said, how sure it was. */
  readonly cells: readonly string[];
};

/** What is measured on one model. */
export type OwnValue = {
  readonly scores: OwnScores;
  readonly shown: readonly ShownSequence[];
};

/** A model with what was measured on it. */
export type OwnResult = SequenceResult<OwnValue>;

/** Steps of a sequence that the report can show. */
const SHOWN_STEPS = 200;

/**
 * Trains and measures the models.
 *
 * @param context - Of the recipe.
 * @param config - Which models, and how they are trained.
 * @param data - What from.
 * @param batches - The held-out sequences.
 * @param naive - What takes no learning.
 * @returns The models in order, with what was measured.
 */
export async function runOwnStudy(
  context: Pick<RecipeContext, 'part' | 'seed' | 'progress'>,
  config: OwnSequencesConfig,
  { coding, training, heldOutTable }: OwnSequences,
  batches: readonly SequenceBatch[],
  naive: NaiveAnswer,
): Promise<OwnResult[]> {
  const batchSize = Math.min(config.batchSize, training.length);
  const isSaid = new WeakSet<SequenceModel>();
  const lowest = new WeakMap<SequenceModel, number>();
  return trainSequences<OwnValue>(
    context,
    { ...config, batchSize },
    {
      task: training,
      evaluate: {
        every: config.evaluation.every,
        run: async (model, step) => {
          const { errors = [], ...scalars } = await scoreOwn(model, batches, coding);
          const loss = Math.min(scalars.loss, lowest.get(model) ?? Infinity);
          lowest.set(model, loss);
          const word = earlyWord(step, loss, naive);
          if (word !== undefined && !isSaid.has(model)) {
            isSaid.add(model);
            context.progress.note(`warning: ${word}`);
          }
          const named = errors.map((error, column) => [`error/${column + 1}`, error] as const);
          return { scalars: { ...scalars, ...Object.fromEntries(named) } };
        },
      },
      score: ({ loss = NaN }) => -loss,
      show: ({ loss = NaN, accuracy }) => ({
        'held out': loss.toFixed(3),
        ...(accuracy === undefined ? {} : { right: `${Math.round(100 * accuracy)} %` }),
      }),
      measure: async (chosen) => {
        const model = await chosen();
        try {
          return {
            scores: await scoreOwn(model, batches, coding),
            shown: await showSequences(model, coding, heldOutTable, config.shown),
          };
        } finally {
          model.dispose();
        }
      },
    },
  );
}

/** Answers single sequences, and looks at the modules meanwhile. */
async function showSequences(
  model: SequenceModel,
  coding: SequenceCoding,
  table: SequenceTable,
  count: number,
): Promise<ShownSequence[]> {
  const lengths = sequenceLengths(table);
  const fitting = Array.from(lengths.keys()).filter(
    (index) => (lengths[index] ?? 0) <= SHOWN_STEPS,
  );
  const chosen = selectSequences(table, fitting.slice(0, count));
  const shown: ShownSequence[] = [];
  for (const [place, { id, label = '' }] of chosen.sequences.entries()) {
    const one = selectSequences(chosen, [place]);
    const read = encodeSequences(coding, one);
    const [answers = []] = decodeAnswers(coding, await model.predict(read), read);
    const [activity] = await moduleActivity(model, read);
    const steps = stepsOf(one);
    // The last step is known: the answer before it can be compared with it.
    const last = coding.ask === 'label' ? answers[0] : answers.at(-2);
    const before = coding.ask === 'label' ? steps : steps.slice(0, -1);
    shown.push({
      id,
      signs: signsOf(one),
      active: activity?.active.map((module) => module.join('')) ?? [],
      cells: [
        `${before.length > 6 ? '... ' : ''}${before.slice(-6).join(' ')}`,
        coding.ask === 'label' ? label : (steps.at(-1) ?? ''),
        ...said(last),
      ],
    });
  }
  return shown;
}

function said(answer: SequenceAnswer | undefined): [string, string] {
  if (answer === undefined) return ['', ''];
  return answer.kind === 'name'
    ? [answer.best, `${Math.round(100 * answer.share)} %`]
    : [written(answer.values), ''];
}

/** @returns Each step as text, in the user's words and units. */
function stepsOf(table: SequenceTable): string[] {
  if (table.kind === 'tokens') return [...(table.sequences[0]?.tokens ?? [])];
  const width = table.columns.length;
  const values = table.sequences[0]?.values ?? new Float64Array();
  return Array.from({ length: values.length / width }, (_, t) =>
    written(Array.from(values.subarray(t * width, (t + 1) * width))),
  );
}

function written(values: readonly number[]): string {
  const texts = values.map((value) => String(Number(value.toPrecision(4))));
  return texts.length === 1 ? (texts[0] ?? '') : `(${texts.join(', ')})`;
}

/** @returns A sign per step: the beginning of a token, or from 0 to 9 how large the first number is within its sequence. */
function signsOf(table: SequenceTable): string[] {
  if (table.kind === 'tokens') {
    return (table.sequences[0]?.tokens ?? []).map((token) =>
      Array.from(token).slice(0, 2).join(''),
    );
  }
  const width = table.columns.length;
  const first = Array.from(table.sequences[0]?.values ?? []).filter((_, i) => i % width === 0);
  const low = first.reduce((a, b) => Math.min(a, b), Infinity);
  const high = first.reduce((a, b) => Math.max(a, b), -Infinity);
  return first.map((value) =>
    String(high === low ? 0 : Math.round((9 * (value - low)) / (high - low))),
  );
}
