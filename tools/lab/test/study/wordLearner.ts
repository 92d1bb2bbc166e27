import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Evaluation, JsonObject, TrainingEvent } from '@causal-mechanisms/tensor-utils';
import type { Study, StudyEntry, StudyHooks } from '../../src/study/study.ts';

/** A "model" that is a word. Two classes of it, as models of one study may be of several. */
export interface Word {
  readonly kind: 'plain' | 'shouted';
  text: string;
  disposed: boolean;
  dispose(): void;
}

/** What is trained: a letter more in every step. */
export interface WordEntry extends StudyEntry {
  readonly kind: Word['kind'];
  readonly letters: string;
}

/** The words of a study. */
export const WORDS: readonly WordEntry[] = [
  { name: 'a', label: 'first', kind: 'plain', letters: 'abcdefgh' },
  { name: 'b', label: 'second', kind: 'shouted', letters: 'uvwxyz' },
];

/** What becomes of every model that was made. */
export interface WordCensus {
  made: Word[];
}

function word(kind: Word['kind'], text: string, census: WordCensus): Word {
  const model: Word = {
    kind,
    text: kind === 'shouted' ? text.toUpperCase() : text,
    disposed: false,
    dispose: () => {
      model.disposed = true;
    },
  };
  census.made.push(model);
  return model;
}

/** Evaluates before the first step, after every so many, and saves as often as it is told. */
export async function* spell(
  { kind, letters }: WordEntry,
  { signal, checkpoints, resume, evaluate }: StudyHooks<Word>,
  census: WordCensus,
): AsyncGenerator<TrainingEvent<Word>, Word> {
  let step = resume?.step ?? 0;
  const model = word(kind, letters.slice(0, step), census);
  const steps = letters.length;
  yield { kind: 'start', config: {}, step, steps, model };
  if (resume === undefined && evaluate !== undefined) {
    yield { kind: 'evaluation', step, ...(await evaluate.run(model, step)) };
  }
  while (step < steps && !signal.aborted) {
    const letter = letters.charAt(step);
    model.text += kind === 'shouted' ? letter.toUpperCase() : letter;
    step += 1;
    yield { kind: 'step', phase: 'spell', step, steps, scalars: { length: step } };
    if (evaluate !== undefined && step % evaluate.every === 0) {
      yield { kind: 'evaluation', step, ...(await evaluate.run(model, step)) };
    }
    if (step % checkpoints.every === 0) {
      const location = await checkpoints.store.save({ step, config: {}, arrays: {}, json: {} });
      yield { kind: 'checkpoint', step, location };
    }
  }
  yield { kind: 'end', reason: 'completed', step, model };
  return model;
}

/** A study of words; its figures, choices and measures are the caller's. */
export function wordStudy<Value extends JsonObject>(
  judged: Pick<
    Study<Word, WordEntry, Value>,
    'evaluate' | 'score' | 'otherScores' | 'measure' | 'cost'
  >,
  census: WordCensus = { made: [] },
): Study<Word, WordEntry, Value> {
  return {
    ...judged,
    entries: WORDS,
    start: (entry, hooks) => spell(entry, hooks, census),
    checkpointEvery: 3,
    show: () => ({}),
    save: async ({ kind, text }, folder) => {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, `${kind}.txt`), text);
    },
    load: async (folder, { kind }) =>
      word(kind, await readFile(join(folder, `${kind}.txt`), 'utf8'), census),
  };
}

/** An evaluation with these figures. */
export function scored(scalars: Readonly<Record<string, number>>): Promise<Evaluation> {
  return Promise.resolve({ scalars });
}
