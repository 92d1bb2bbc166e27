import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  decodeAnswers,
  encodeSequences,
  sequenceCoding,
  sequenceTable,
  sequenceTableTask,
} from '@causal-mechanisms/datasets';
import type { SequenceTable } from '@causal-mechanisms/datasets';
import { readSequences } from '@causal-mechanisms/datasets/node';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { SequenceModel } from '../../src/model/sequenceModel.ts';
import { modelConfigOf, resolveSequenceTrainingConfig } from '../../src/training/trainingConfig.ts';
import { train } from './runs.ts';

let root: string;
beforeAll(async () => {
  await useBackend();
  root = await mkdtemp(join(tmpdir(), 'rims-own-'));
});
afterAll(() => rm(root, { recursive: true }));

const core = { kind: 'rims', units: 12, modules: 3, activeModules: 2, inputKeyWidth: 8 } as const;
/** Sequences of 5, 2 and 3 steps, whose rows alternate. */
const NUMBERS = 'id,x,y\na,1,2\nb,0,1\na,2,3\nc,5,5\na,0,1\nc,4,1\nb,1,1\na,3,3\nc,2,2\na,1,0\n';
const WORDS = 'w1,w2,w3,w4,w5\nup,down,up,up,down\ndown,up,,,\nup,up,down,,\n';

async function read(name: string, text: string): Promise<SequenceTable> {
  const path = join(root, name);
  await writeFile(path, text);
  return readSequences(path);
}

/** One sequence of a table, as a table. */
const alone = (table: SequenceTable, place: number) =>
  ({ ...table, sequences: table.sequences.slice(place, place + 1) }) as SequenceTable;

describe.each([
  ['numbers', 'numbers.csv', NUMBERS],
  ['words', 'words.csv', WORDS],
])('a file with sequences of unequal length: %s', (_, name, text) => {
  it('is answered as each of its sequences alone is', async () => {
    const table = await read(name, text);
    const coding = sequenceCoding(table, { ask: 'next' });
    const task = sequenceTableTask(table, coding);
    const config = resolveSequenceTrainingConfig({ core, embeddingWidth: 4 }, task);
    const model = SequenceModel.create(modelConfigOf(config, task), new RandomStream(1));
    const padded = encodeSequences(coding, table);
    expect([padded.steps, padded.lengths]).toEqual([5, Int32Array.of(5, 2, 3)]);
    const together = decodeAnswers(coding, await model.predict(padded), padded);
    for (const [place, answers] of together.entries()) {
      const one = encodeSequences(coding, alone(table, place));
      const [expected] = decodeAnswers(coding, await model.predict(one), one);
      expect(answers).toHaveLength(expected?.length ?? NaN);
      const numbers = (said: typeof expected) =>
        (said ?? []).flatMap((answer) => (answer.kind === 'name' ? answer.shares : answer.values));
      numbers(answers).forEach((value, i) => {
        expect(value).toBeCloseTo(numbers(expected)[i] ?? NaN, 5);
      });
    }
    model.dispose();
  });

  it('costs what its sequences cost alone, each of its answers alike', async () => {
    const table = await read(name, text);
    const coding = sequenceCoding(table, { ask: 'next' });
    const lossOf = async (part: SequenceTable) => {
      const size = part.sequences.length;
      const config = { core, embeddingWidth: 4, batchSize: size, updates: 1 };
      const { losses, model } = await train(sequenceTableTask(part, coding), { config });
      model.dispose();
      return losses[0] ?? NaN;
    };
    // A sequence of n steps is asked n - 1 times for the next one.
    const asked = [4, 1, 2];
    let sum = 0;
    for (const [place, count] of asked.entries())
      sum += count * (await lossOf(alone(table, place)));
    expect(await lossOf(table)).toBeCloseTo(sum / 7, 5);
  });
});

it('tells which token the model does not know, where', async () => {
  const table = await read('words.csv', WORDS);
  const coding = sequenceCoding(table, { ask: 'next' });
  expect(() => encodeSequences(coding, sequenceTable([['up', 'dwn']]))).toThrow(
    /sequence "1", step 2: "dwn".*did you mean "down"/,
  );
  const task = sequenceTableTask(table, coding);
  const config = resolveSequenceTrainingConfig({ core, embeddingWidth: 4 }, task);
  const model = SequenceModel.create(modelConfigOf(config, task), new RandomStream(1));
  const tokens = Int32Array.of(0, 1, 1, 2);
  const unknown = model.predict({ steps: 2, size: 2, inputs: { kind: 'tokens', tokens } });
  await expect(unknown).rejects.toMatchObject({ code: 'ERR_VALUES' });
  await expect(unknown).rejects.toThrow('from 0 to 1, got 2 at place 3, step 1 of sequence 1');
  model.dispose();
});

it.each([
  ['a cell too few', 'id,x\na,1\na\n', /broken.csv: line 3, column 2: 1 cell where the header/],
  ['a word among numbers', 'id,x\na,1\na,up\n', /broken.csv: line 3, column 2: expected a number/],
  ['a gap', 't1,t2,t3\n1,,3\n', /broken.csv: line 2, column 2: the value is missing/],
  ['an open quote', 'id,x\na,"1\n', /broken.csv: line \d/],
])('says where a file is broken: %s', async (_, text, says) => {
  const reading = read('broken.csv', text);
  await expect(reading).rejects.toMatchObject({ code: 'ERR_FILE_FORMAT' });
  await expect(reading).rejects.toThrow(says);
});
