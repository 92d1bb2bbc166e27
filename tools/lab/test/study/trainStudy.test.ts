import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyingTask } from '@causal-mechanisms/datasets';
import type { SequenceModel } from '@causal-mechanisms/rims';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import type { RecipeContext } from '../../src/run/recipe.ts';
import { runFolder } from '../../src/run/runFolder.ts';
import { openPart } from '../../src/run/runPart.ts';
import type { StudySettings } from '../../src/study/studySettings.ts';
import { trainStudy } from '../../src/study/trainStudy.ts';

beforeAll(() => useBackend());

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-study-'));
});
afterEach(() => rm(root, { recursive: true }));

const SETTINGS: StudySettings = {
  models: ['a', 'b'],
  settings: {
    a: { core: { kind: 'lstm', units: 2 } },
    b: { core: { kind: 'lstm', units: 2, forgetBias: 1 }, updates: 6 },
  },
  embeddingWidth: 2,
  dropout: 0,
  updates: 8,
  batchSize: 2,
  learningRate: 0.1,
  clipNorm: 1,
  carryState: false,
  checkpointEvery: 3,
};
const TASK = copyingTask({ gap: 2, symbols: 1 });
const PROBE = TASK.sample(4, new RandomStream(5));

/** Figures after 0, 2, 4, 6 and 8 updates. The far ones are best at the start: whoever looked at them would choose it. */
const NEAR = [0.1, 0.7, NaN, 0.7, 0.3];
const FAR = [0.9, 0.1, 0.5, 0.2, 0.8];

/** Answers to the same sequences: equal for equal models. */
async function answersOf(model: SequenceModel): Promise<string> {
  return (await model.predict(PROBE)).answers.join();
}

/** What a model says about the probe: equal for equal models. */
interface Seen {
  /** Part and update, such as `a 4`. */
  readonly at: string;
  readonly answers: string;
}

/** Runs the study in a folder; `instant` is called before every evaluation and before the last measures. */
async function study(run: string, resume = false, instant: () => void = () => undefined) {
  const folder = runFolder(join(root, run));
  const notes: string[] = [];
  const seen: Seen[] = [];
  let name = '';
  const part: RecipeContext['part'] = (opened) => {
    name = opened;
    return openPart(name, {
      run: folder,
      resume,
      progress: {
        phase: () => undefined,
        update: () => undefined,
        note: (line) => notes.push(line),
        stop: () => undefined,
      },
      signal: new AbortController().signal,
      now: () => 0,
      peakMemory: () => 1,
    });
  };
  const outcomes = await trainStudy({ seed: 1, part } as RecipeContext, SETTINGS, {
    task: TASK,
    evaluate: {
      every: 2,
      run: async (model, update) => {
        instant();
        seen.push({ at: `${name} ${update}`, answers: await answersOf(model) });
        return { scalars: { near: NEAR[update / 2] ?? NaN, far: FAR[update / 2] ?? NaN } };
      },
    },
    selections: { near: ({ near }) => near ?? NaN, far: ({ far }) => far ?? NaN },
    show: () => ({}),
    measure: async (chosen) => {
      instant();
      const said = [];
      for (const selection of ['near', 'far']) {
        const model = await chosen(selection);
        said.push(await answersOf(model));
        model.dispose();
      }
      return { said };
    },
  });
  return { outcomes, seen, notes };
}

const text = (...names: string[]) => readFile(join(root, ...names), 'utf8');

describe('trainStudy', () => {
  it('keeps the first of the best models, for each selection by its own figure alone', async () => {
    let runs = 0;
    const { outcomes, seen } = await expectLeakFree(() => study(`run-${++runs}`));
    expect(seen.map(({ at }) => at)).toEqual([
      'a 0',
      'a 2',
      'a 4',
      'a 6',
      'a 8',
      'b 0',
      'b 2',
      'b 4',
      'b 6',
    ]);
    // Every update changes the model: which one was kept can be told.
    expect(new Set(seen.map(({ answers }) => answers)).size).toBe(9);
    for (const { model, outcome } of outcomes) {
      const answersAt = (update: number) =>
        seen.find(({ at }) => at === `${model.name} ${update}`)?.answers;
      expect(outcome.chosenAt).toEqual({ near: 2, far: 0 });
      expect(outcome.said).toEqual([answersAt(2), answersAt(0)]);
    }
    // An LSTM of 2 units on 2 numbers, an embedding and a decoder of 10 tokens.
    expect(outcomes.map(({ outcome }) => [outcome.coreParameters, outcome.parameters])).toEqual([
      [40, 90],
      [40, 90],
    ]);
    expect(outcomes.map(({ outcome }) => outcome.updates)).toEqual([8, 6]);
  });

  it('goes on as if it had never died, whenever that was, and trains no model twice', async () => {
    const whole = await study('whole');
    const instants = whole.seen.length + 2;
    for (let death = 0; death < instants; death++) {
      let left = death;
      const run = `killed-${death}`;
      const died = study(run, false, () => {
        if (left === 0) throw new Error('killed');
        left -= 1;
      });
      await expect(died).rejects.toThrow('killed');
      const { outcomes, seen, notes } = await study(run, true);
      expect(outcomes).toEqual(whole.outcomes);
      for (const one of seen) expect(whole.seen).toContainEqual(one);
      for (const name of ['a', 'b']) {
        for (const file of ['events.jsonl', 'part.json']) {
          expect(await text(run, 'parts', name, file)).toBe(
            await text('whole', 'parts', name, file),
          );
        }
      }
      // Five evaluations and the measures of a model, then those of the other one.
      if (death > 5) expect(notes).toContain('a: done before');
      if (death > 5) expect(seen.map(({ at }) => at.slice(0, 1))).not.toContain('a');
    }
  });
});
