import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isGreedy } from '../src/summary.ts';
import type { Target } from '../src/target.ts';
import type { Kind } from '../src/targets.ts';
import { runTrial } from '../src/trial.ts';

/** A sample; `npm run fuzz` tries 40 000. */
const COUNT = 20;

/** Expects that sound files are read, and that damaged ones are read or refused by typed errors. */
export async function standDamage(kind: Kind, target: Target): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fuzz-'));
  try {
    for (const [name, bytes] of Object.entries(target.files)) {
      const sound = { ...target, damage: () => ({ [name]: bytes }) };
      const trial = await runTrial(sound, folder, { kind, number: 0, seed: 1 });
      expect({ name, ...trial }).toMatchObject({
        // The lock of a run on another machine is refused as it stands.
        outcome: name === 'run.lock' ? 'refused' : 'read',
      });
    }
    const outcomes = new Set<string>();
    for (let number = 0; number < COUNT; number++) {
      const trial = await runTrial(target, folder, { kind, number, seed: 2 });
      expect({ ...trial, untyped: trial.outcome === 'untyped' }).toMatchObject({ untyped: false });
      expect(isGreedy(trial)).toBe(false);
      outcomes.add(trial.outcome);
    }
    expect(outcomes).toContain('refused');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
