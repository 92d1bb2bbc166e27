import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runFolder } from '../../src/run/runFolder.ts';
import { partMaterial } from '../../src/run/runPart.ts';
import { readOutcome, trainStudy } from '../../src/study/trainStudy.ts';
import { studyFolder } from './studyRun.ts';
import type { StudyFolder } from './studyRun.ts';
import { scored, wordStudy } from './wordLearner.ts';
import type { WordCensus } from './wordLearner.ts';

let folder: StudyFolder;
beforeEach(async () => {
  folder = await studyFolder();
});
afterEach(() => folder.remove());

const text = (...names: string[]) => readFile(join(folder.root, ...names), 'utf8');

/** Figures at steps 0, 2, 4, 6 and 8. The far ones are best at the start: whoever looked at them would choose it. */
const NEAR = [0.1, 0.7, NaN, 0.7, 0.3];
const FAR = [0.9, 0.1, 0.5, 0.2, 0.8];

/** A study that chooses by both figures; `instant` is called before every evaluation and before the last measures. */
function chosenByTwo(instant: () => void = () => undefined, census?: WordCensus) {
  return wordStudy(
    {
      evaluate: () => ({
        every: 2,
        run: (_, step) => {
          instant();
          return scored({ near: NEAR[step / 2] ?? NaN, far: FAR[step / 2] ?? NaN, step });
        },
      }),
      score: ({ near }) => near ?? NaN,
      otherScores: { far: ({ far }) => far ?? NaN, late: ({ step }) => step ?? NaN },
      measure: async (chosen) => {
        instant();
        const said = [];
        for (const other of [undefined, 'far', 'late']) {
          const model = await chosen(other);
          said.push(model.text);
          model.dispose();
        }
        return { said };
      },
      cost: (model, { letters }) => ({ letters: letters.length, seen: model.text.length }),
    },
    census,
  );
}

describe('trainStudy', () => {
  it('keeps the first of the best models, for each score by its own figure alone', async () => {
    const results = await trainStudy(folder.context('run'), chosenByTwo());
    expect(results.map(({ entry }) => entry.label)).toEqual(['first', 'second']);
    expect(results.map(({ outcome }) => outcome)).toEqual([
      {
        measured: { said: ['ab', '', 'abcdefgh'] },
        cost: { letters: 8, seen: 8 },
        chosenAt: 2,
        othersAt: { far: 0, late: 8 },
      },
      {
        measured: { said: ['UV', '', 'UVWXYZ'] },
        cost: { letters: 6, seen: 6 },
        chosenAt: 2,
        othersAt: { far: 0, late: 6 },
      },
    ]);
  });

  it('keeps the reported model in model/ and the others in models/, as the pages say', async () => {
    await trainStudy(folder.context('run'), chosenByTwo());
    expect(await text('run', 'parts', 'b', 'model', 'shouted.txt')).toBe('UV');
    expect(await text('run', 'parts', 'b', 'models', 'far', 'shouted.txt')).toBe('');
    expect((await readdir(join(folder.root, 'run', 'parts', 'b', 'models'))).sort()).toEqual([
      'far',
      'late',
    ]);
  });

  it('reports the last model where nothing chooses, and needs no evaluation for that', async () => {
    const census: WordCensus = { made: [] };
    const study = wordStudy(
      {
        measure: async (chosen, { name }) => {
          const model = await chosen();
          model.dispose();
          return { said: `${name}: ${model.text}` };
        },
      },
      census,
    );
    const results = await trainStudy(folder.context('run'), study);
    expect(results.map(({ outcome }) => outcome)).toEqual([
      { measured: { said: 'a: abcdefgh' }, cost: {}, chosenAt: null, othersAt: {} },
      { measured: { said: 'b: UVWXYZ' }, cost: {}, chosenAt: null, othersAt: {} },
    ]);
    expect(await text('run', 'parts', 'a', 'model', 'plain.txt')).toBe('abcdefgh');
    expect(existsSync(join(folder.root, 'run', 'parts', 'a', 'models'))).toBe(false);
    expect(census.made.map(({ disposed }) => disposed)).toEqual([true, true, true, true]);
  });

  it('disposes of every model it trains, also when one cannot be saved', async () => {
    const census: WordCensus = { made: [] };
    await trainStudy(folder.context('run'), chosenByTwo(undefined, census));
    expect(census.made.every(({ disposed }) => disposed)).toBe(true);
    const study = wordStudy({ measure: () => Promise.resolve({}) }, census);
    const save = () => Promise.reject(new Error('disk full'));
    const failed = trainStudy(folder.context('full'), { ...study, save });
    await expect(failed).rejects.toThrow('disk full');
    expect(census.made.every(({ disposed }) => disposed)).toBe(true);
  });

  it('lets every model be evaluated in its own way', async () => {
    const seen: string[] = [];
    const study = wordStudy({
      evaluate: ({ name, letters }) => ({
        every: name === 'a' ? letters.length / 2 : 5,
        run: (model, step) => {
          seen.push(`${name} ${step} ${model.text}`);
          return scored({ step });
        },
      }),
      score: ({ step }) => step ?? NaN,
      measure: () => Promise.resolve({}),
    });
    const results = await trainStudy(folder.context('run'), study);
    expect(seen).toEqual(['a 0 ', 'a 4 abcd', 'a 8 abcdefgh', 'b 0 ', 'b 5 UVWXY', 'b 6 UVWXYZ']);
    expect(results.map(({ outcome }) => outcome.chosenAt)).toEqual([8, 6]);
  });

  it('says so when no evaluation has the figure to choose by', async () => {
    const study = { ...chosenByTwo(), score: () => NaN };
    await expect(trainStudy(folder.context('run'), study)).rejects.toMatchObject({
      code: 'ERR_NO_CHOICE',
    });
  });

  it('goes on as if it had never died, whenever that was, and trains no model twice', async () => {
    const opened: string[] = [];
    let instants = 0;
    const whole = await trainStudy(
      folder.context('whole', { opened }),
      chosenByTwo(() => (instants += 1)),
    );
    // Five evaluations and the measures of the first model, four and the measures of the second.
    expect(instants).toBe(11);
    for (let death = 0; death < instants; death++) {
      let left = death;
      const run = `killed-${death}`;
      const died = trainStudy(
        folder.context(run),
        chosenByTwo(() => {
          if (left === 0) throw new Error('killed');
          left -= 1;
        }),
      );
      await expect(died).rejects.toThrow('killed');
      const notes: string[] = [];
      const results = await trainStudy(folder.context(run, { resume: true, notes }), chosenByTwo());
      expect(results).toEqual(whole);
      for (const name of ['a', 'b']) {
        for (const file of ['events.jsonl', 'part.json']) {
          expect(await text(run, 'parts', name, file)).toBe(
            await text('whole', 'parts', name, file),
          );
        }
      }
      expect(notes.includes('a: done before')).toBe(death > 5);
    }
  });
});

describe('readOutcome', () => {
  it('reads what a finished part kept', async () => {
    const [first] = await trainStudy(folder.context('run'), chosenByTwo());
    const run = runFolder(join(folder.root, 'run'));
    expect(await readOutcome(partMaterial(run, 'a'))).toEqual(first?.outcome);
    expect(await readOutcome(partMaterial(run, 'c'))).toBeUndefined();
  });
});
