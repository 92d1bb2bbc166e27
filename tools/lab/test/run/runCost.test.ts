import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { costMeter } from '../../src/run/runCost.ts';
import { runFolder } from '../../src/run/runFolder.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-cost-'));
});
afterEach(() => rm(root, { recursive: true }));

/** A session that began at a time of its own and whose memory is given in MiB. */
async function session(memory: number) {
  const clock = { time: 1_000_000 * memory };
  const meter = await costMeter(runFolder(root), {
    now: () => clock.time,
    peakMemory: () => memory * 1024,
  });
  return { clock, meter };
}

describe('costMeter', () => {
  it('adds the seconds of all sessions and keeps the highest memory', async () => {
    const first = await session(300);
    first.clock.time += 12_340;
    expect(await first.meter.keep()).toEqual({ seconds: 12.3, peakMemoryMiB: 300 });
    const second = await session(200);
    second.clock.time += 1_000;
    expect(await second.meter.keep()).toEqual({ seconds: 13.3, peakMemoryMiB: 300 });
    const third = await session(400);
    third.clock.time += 500;
    expect(await third.meter.keep()).toEqual({ seconds: 13.8, peakMemoryMiB: 400 });
  });

  it('counts no second of a session twice', async () => {
    const { clock, meter } = await session(1);
    clock.time += 2_000;
    await meter.keep();
    clock.time += 3_000;
    expect(await meter.keep()).toEqual({ seconds: 5, peakMemoryMiB: 1 });
    expect(await runFolder(root).readJson('cost.json', z.json())).toEqual({
      seconds: 5,
      peakMemoryMiB: 1,
    });
  });
});
