import { winRecord } from '../../../src/training/winners/winRecord.ts';

it('counts wins and follows their shares', () => {
  const record = winRecord(2);
  expect(Array.from(record.recentShares)).toEqual([0.5, 0.5]);
  record.add(Int32Array.of(8, 0));
  record.add(Int32Array.of(6, 2));
  expect(Array.from(record.wins)).toEqual([14, 2]);
  // A fiftieth of the way towards 1, then towards 0.75.
  const first = 0.5 + 0.5 / 50;
  expect(record.recentShares[0]).toBeCloseTo(first + (0.75 - first) / 50, 12);
  expect((record.recentShares[0] ?? 0) + (record.recentShares[1] ?? 0)).toBeCloseTo(1, 12);
});

it('saves all that changes, bit for bit', async () => {
  const record = winRecord(3);
  const save = () =>
    Promise.all(
      Object.entries(record.state).map(async ([name, part]) => [name, await part.save()] as const),
    );
  record.add(Int32Array.of(1, 2, 0));
  const saved = await save();
  const shares = Array.from(record.recentShares);
  record.add(Int32Array.of(0, 0, 3));
  expect(Array.from(record.recentShares)).not.toEqual(shares);
  for (const [name, part] of saved) record.state[name]?.restore(part);
  expect(Array.from(record.recentShares)).toEqual(shares);
  expect(Array.from(record.wins)).toEqual([1, 2, 0]);
});
