import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jsonPart, runTraining } from '@causal-mechanisms/tensor-utils';
import type { Evaluation, JsonObject, TrainingEvent } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod';
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
const WORDS: readonly WordEntry[] = [
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
    text,
    disposed: false,
    dispose: () => {
      model.disposed = true;
    },
  };
  census.made.push(model);
  return model;
}

/** Trains a word. */
function spell(
  { kind, letters }: WordEntry,
  hooks: StudyHooks<Word>,
  census: WordCensus,
): AsyncGenerator<TrainingEvent<Word>, Word> {
  const model = word(kind, '', census);
  return runTraining(
    {
      owner: 'spell',
      config: { letters, steps: letters.length },
      stepsKey: 'steps',
      model,
      state: {
        text: jsonPart(z.string(), { get: () => model.text, set: (text) => (model.text = text) }),
      },
      main: {
        name: 'spell',
        steps: letters.length,
        step: (done) => {
          const letter = letters.charAt(done);
          model.text += kind === 'shouted' ? letter.toUpperCase() : letter;
          return Promise.resolve({ scalars: { length: model.text.length } });
        },
      },
      dispose: () => undefined,
    },
    hooks,
  );
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
