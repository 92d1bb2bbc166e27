import { tmpdir } from 'node:os';
import { runFuzz } from '../src/runFuzz.ts';

it('tries files in a process of its own', async () => {
  const { kind, trials, lost } = await runFuzz({
    kind: 'idx',
    count: 5,
    seed: 3,
    folder: tmpdir(),
  });
  expect(kind).toBe('idx');
  expect(lost).toEqual([]);
  expect(trials.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4]);
}, 120_000);
