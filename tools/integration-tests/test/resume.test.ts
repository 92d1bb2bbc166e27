import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  consumerFolder,
  nodeInConsumer,
  plainEnvironment,
  REPOSITORY,
} from './support/consumer.ts';

/** Iterations after the pre-training of two experts; each leaves a checkpoint. Enough to be killed in time on a busy machine. */
const STEPS = 60;

let folder: string;
let script: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resume-'));
  script = join(consumerFolder(), 'trainAndReport.mjs');
  await copyFile(join(REPOSITORY, 'tools/integration-tests/consumer/trainAndReport.mjs'), script);
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** What a process that was left alone to its end printed: the digest of all weights and losses, and where it began. */
async function train(name: string): Promise<{ digest: string; resumedAt: number }> {
  const { ended, stdout, stderr } = await nodeInConsumer([
    script,
    join(folder, name),
    String(STEPS),
  ]);
  expect({ ended, stderr }).toMatchObject({ ended: 0 });
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  return JSON.parse(last) as { digest: string; resumedAt: number };
}

/** Starts the same training and kills it, without warning, a moment after it printed a certain line. */
async function killAfter(name: string, line: string, milliseconds: number): Promise<void> {
  const child = spawn(process.execPath, [script, join(folder, name), String(STEPS)], {
    cwd: consumerFolder(),
    env: plainEnvironment(),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let text = '';
  let kill: NodeJS.Timeout | undefined;
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    if (text.includes(`${line}\n`)) kill ??= setTimeout(() => child.kill('SIGKILL'), milliseconds);
  });
  const signal = await new Promise((resolve) =>
    child.on('close', (_code, ended) => resolve(ended)),
  );
  clearTimeout(kill);
  expect(signal).toBe('SIGKILL');
}

it('a competition killed at any instant ends as one that was never killed', async () => {
  const whole = await train('whole');
  expect(whole.resumedAt).toBe(0);

  // In the pre-training of the second expert; between two iterations; then, resumed, once more.
  await killAfter('killed', 'identity 1 3', 3);
  await killAfter('killed', 'competition 4', 0);
  await killAfter('killed', 'competition 10', 7);
  const resumed = await train('killed');
  expect(resumed.resumedAt).toBeGreaterThanOrEqual(9);
  expect(resumed.resumedAt).toBeLessThan(STEPS);
  expect(resumed.digest).toBe(whole.digest);
}, 120_000);
