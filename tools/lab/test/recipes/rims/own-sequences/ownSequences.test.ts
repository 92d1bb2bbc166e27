import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOwnSequences } from '../../../../src/recipes/rims/own-sequences/ownSequences.ts';
import { ownSequencesSchema } from '../../../../src/recipes/rims/own-sequences/settings.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-own-sequences-'));
});
afterAll(() => rm(root, { recursive: true }));

const read = async (name: string, text: string, config: object = {}) => {
  const path = join(root, name);
  await writeFile(path, text);
  return readOwnSequences(
    ownSequencesSchema.parse({ sequences: path, ...config }),
    1,
    new AbortController().signal,
  );
};
const words = (count: number, line: (i: number) => unknown) =>
  Array.from({ length: count }, (_, i) => JSON.stringify(line(i))).join('\n');

it('asks for labels where all have one, else for what comes next', async () => {
  const labelled = words(10, (i) => ({ tokens: 'abc', label: i % 2 }));
  const found = await read('a.jsonl', labelled);
  expect(found.coding).toMatchObject({ ask: 'label', labels: ['0', '1'] });
  expect([found.training.length, found.heldOut.length]).toEqual([8, 2]);
  expect(found.heldOutTable.sequences.map(({ label }) => label).sort()).toEqual(['0', '1']);
  expect((await read('a.jsonl', labelled, { ask: 'next' })).coding.ask).toBe('next');
  const some = words(10, (i) => (i === 0 ? { tokens: 'ab' } : { tokens: 'abc', label: i % 2 }));
  expect((await read('b.jsonl', some)).coding.ask).toBe('next');
});

it('says which data these are, and scales by what is learned from', async () => {
  const found = await read(
    'c.jsonl',
    words(10, (i) => [i, 2 * i, 3 * i]),
  );
  expect(found.used).toEqual({
    kind: 'own',
    description: `${join(root, 'c.jsonl')}: 10 sequences of 3 steps, numbers (value); 8 to learn from, 2 held out`,
    chosenBy: 'named by the user',
  });
  expect(found.warnings).toEqual(['8 sequences to learn from; from 50 on results are better']);
  const learned = found.trainingTable.sequences.map(({ id }) => Number(id) - 1);
  const { inputs } = found.coding;
  expect(inputs.kind === 'numbers' && inputs.means[0]).toBeCloseTo(
    (2 * learned.reduce((a, b) => a + b, 0)) / 8,
    10,
  );
  const example = await read(
    'c.jsonl',
    words(10, () => [1, 2]),
    { example: 10 },
  );
  expect(example.used.kind).toBe('synthetic');
});

it('leaves out sequences of one step where the next is asked, and says so', async () => {
  const found = await read(
    'd.jsonl',
    words(10, (i) => (i < 3 ? [1] : [1, 2])),
  );
  expect(found.warnings[0]).toBe('skipped: 3 sequences of one step, which have no next one');
  expect(found.training.length + found.heldOut.length).toBe(7);
});

it('cuts long sequences: after holding some out where there are several', async () => {
  const found = await read(
    'e.jsonl',
    words(10, () => Array.from({ length: 9 }, (_, t) => t)),
    {
      cut: 3,
    },
  );
  expect([found.training.length, found.heldOut.length]).toEqual([24, 6]);
  const sources = (part: typeof found.training, table = found.trainingTable) =>
    new Set(table.sequences.map(({ id }) => id.split('#')[0]));
  const both = [...sources(found.training)].filter((id) =>
    sources(found.heldOut, found.heldOutTable).has(id),
  );
  expect(both).toEqual([]);
  const one = await read('f.jsonl', JSON.stringify(Array.from({ length: 40 }, (_, t) => t)), {
    cut: 4,
  });
  expect([one.training.length, one.heldOut.length]).toEqual([8, 2]);
  expect(one.used.description).toContain(
    '1 sequence of 40 steps, numbers (value); 8 pieces of at most 4 steps to learn from, 2 held out',
  );
  expect(one.warnings[0]).toContain('pieces of one sequence are learned from and held out');
});

it.each<[string, string, object, string, string]>([
  ['g.jsonl', '[1,2,3]', {}, 'ERR_DATA_MISSING', 'there is one sequence'],
  ['h.jsonl', '[1]\n[2]', {}, 'ERR_DATA_MISSING', 'all sequences have one step'],
  [
    'i.csv',
    'id,x\na,1\nb,2\n',
    {},
    'ERR_DATA_MISSING',
    'is each row a whole sequence? --layout wide',
  ],
  ['j.jsonl', words(9, () => [1, 2, 3]), { longest: 2 }, 'ERR_DATA_MISSING', 'has 3 steps'],
  ['k.jsonl', '"ab"\n"ba"', { ask: 'label' }, 'ERR_VALUES', 'sequence "1" has no label'],
  [
    'l.jsonl',
    words(4, (i) => ({ values: [1], label: i })),
    {},
    'ERR_VALUES',
    'label "0" has one sequence',
  ],
  [
    'm.jsonl',
    words(9, (i) => ({ values: [1], label: i % 2 })),
    { cut: 5 },
    'ERR_DATA_MISSING',
    '--ask next',
  ],
])('refuses %s', async (name, text, config, code, message) => {
  await expect(read(name, text, config)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(message) as string,
  });
});

it('asks for a file', async () => {
  const config = ownSequencesSchema.parse({});
  await expect(readOwnSequences(config, 1, new AbortController().signal)).rejects.toThrow(
    'lab train rims --sequences FILE',
  );
});
