import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { thrownCode } from '@causal-mechanisms/test-utils';
import { sequenceTable } from '../../../src/sequence/own/sequenceTable.ts';
import { splitSequences } from '../../../src/sequence/own/splitSequences.ts';

const labelled = sequenceTable(
  Array.from({ length: 20 }, (_, i) => ({ tokens: 'ab', label: i < 16 ? 'often' : 'rare' })),
);
const split = (
  table = labelled,
  options: { share?: number; byLabel?: boolean; seed?: number } = {},
) =>
  splitSequences(table, {
    share: options.share ?? 0.25,
    stream: new RandomStream(options.seed ?? 1),
    ...(options.byLabel === undefined ? {} : { byLabel: options.byLabel }),
  });
const ids = ({ sequences }: { sequences: readonly { id: string }[] }) =>
  sequences.map(({ id }) => Number(id));

it('parts the sequences by chance, each once, in their old order', () => {
  const { training, heldOut } = split();
  expect([ids(training).length, ids(heldOut).length]).toEqual([15, 5]);
  for (const part of [training, heldOut])
    expect(ids(part)).toEqual(ids(part).sort((a, b) => a - b));
  expect([...ids(training), ...ids(heldOut)].sort((a, b) => a - b)).toEqual(ids(labelled));
  expect(ids(split().heldOut)).toEqual(ids(heldOut));
  expect(ids(split(labelled, { seed: 2 }).heldOut)).not.toEqual(ids(heldOut));
});

it('holds out the same share of each label where that is asked', () => {
  for (let seed = 1; seed <= 5; seed++) {
    const { heldOut } = split(labelled, { byLabel: true, seed });
    expect(heldOut.sequences.map(({ label }) => label)).toEqual([
      ...Array<string>(4).fill('often'),
      'rare',
    ]);
  }
});

it('leaves at least one in either part', () => {
  const two = sequenceTable(['ab', 'b']);
  expect(ids(split(two, { share: 0.01 }).heldOut)).toHaveLength(1);
  expect(ids(split(two, { share: 0.99 }).training)).toHaveLength(1);
});

it('refuses what cannot be split', () => {
  const code = (...args: Parameters<typeof split>) => thrownCode(() => split(...args));
  expect(code(labelled, { share: 0 })).toBe('ERR_ARGUMENT');
  expect(code(labelled, { share: 1 })).toBe('ERR_ARGUMENT');
  expect(code(labelled, { share: NaN })).toBe('ERR_ARGUMENT');
  const one = sequenceTable(['ab']);
  expect(code(one)).toBe('ERR_VALUES');
  expect(() => split(one)).toThrow('sequences: there is one sequence');
  const lonely = sequenceTable([
    { tokens: 'a', label: 'x' },
    { tokens: 'a', label: 'x' },
    { tokens: 'a', label: 'y' },
  ]);
  expect(() => split(lonely, { byLabel: true })).toThrow('label "y" has one sequence');
  expect(() => split(sequenceTable(['a', 'b']), { byLabel: true })).toThrow(
    'sequence "1" has no label',
  );
});
