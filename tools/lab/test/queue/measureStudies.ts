import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { startRedis } from './redisServer.ts';
import { studyLab } from './studyLab.ts';
import type { StudyLab, WorkerProcess } from './studyLab.ts';

// Measures docs/results/lab-studies.md: `npm run measure-studies -- killed` and `npm run measure-studies -- many [RUNS]`. Workers are processes of
// their own that compute runs themselves; the recipe counts or does nothing, so that what is measured is the queue.

interface StudyJson {
  readonly counts: Readonly<Record<string, number>>;
  readonly results: readonly { seed: number; measures: unknown; cost: { seconds: number } }[];
}

const redis = await startRedis();
const lab = await studyLab();
const place = ['--queue', redis.url, '--store', 'store'];
const print = (line: string): boolean => process.stdout.write(`${line}\n`);

async function finished(lab: StudyLab, name: string): Promise<number> {
  return (await readdir(`${lab.root}/store/${name}/done`).catch(() => [])).filter((file) =>
    file.endsWith('.json'),
  ).length;
}

/** Resident memory in MiB. */
async function memory({ process: { pid } }: WorkerProcess): Promise<number> {
  const status = await readFile(`/proc/${pid ?? 0}/status`, 'utf8').catch(() => '');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

async function look(name: string): Promise<StudyJson> {
  return JSON.parse((await lab.call(['study', name, ...place, '--json'])).out) as StudyJson;
}

/** Twelve runs on three workers; one is killed and the queue restarts in the middle. */
async function killed(): Promise<void> {
  const sweep = ['sweep', 'test/slow', '--set', 'factor=1,2,3', '--seeds', '1..4'];
  const slow = [...sweep, '--set', 'steps=50', '--set', 'pause=100'];
  await lab.call([...slow, ...place, '--study', 'killed']);
  const options = ['--end-when-idle', '8', '--lost-after', '5', '--save-every', '0.01'];
  const workers = [0, 1, 2].map(() => lab.spawn(['worker', ...place, ...options]));
  while ((await finished(lab, 'killed')) < 3) await pause(100);
  workers[0]?.process.kill('SIGKILL');
  await redis.stop();
  await pause(1000);
  await redis.start();
  const outcomes = await Promise.all(workers.map(({ outcome }) => outcome));
  const { counts, results } = await look('killed');
  await lab.call([...slow, '--out', 'local']);
  const local = JSON.parse(await lab.text('local/result.json')) as { runs: StudyJson['results'] };
  const alike = results.filter(
    ({ measures }, run) => JSON.stringify(measures) === JSON.stringify(local.runs[run]?.measures),
  ).length;
  print(`finished ${counts['finished'] ?? 0} of 12, equal to a local sweep ${alike} of 12`);
  outcomes.slice(1).forEach(({ out }) => print(out.trim()));
}

/** Many runs that do nothing, on four workers. */
async function many(runs: number): Promise<void> {
  const sweep = ['sweep', 'test/nothing', '--seeds', `1..${runs}`];
  const queued = performance.now();
  await lab.call([...sweep, ...place, '--study', 'many']);
  print(`queued in ${seconds(queued)} s`);
  const options = ['--end-when-idle', '15', '--lost-after', '30'];
  const workers = [0, 1, 2, 3].map(() => lab.spawn(['worker', ...place, ...options]));
  while ((await finished(lab, 'many')) < Math.min(40, runs / 5)) await pause(200);
  const began = performance.now();
  const before = await finished(lab, 'many');
  const atStart = await Promise.all(workers.map(memory));
  while ((await finished(lab, 'many')) < runs) await pause(200);
  const took = (performance.now() - began) / 1000;
  const atEnd = await Promise.all(workers.map(memory));
  const outcomes = await Promise.all(workers.map(({ outcome }) => outcome));
  const tallies = outcomes.map(({ out }) => Number(/runs finished: (\d+)/.exec(out)?.[1] ?? NaN));
  const done = await Promise.all(
    Array.from({ length: runs }, async (_, run) => {
      const entry = JSON.parse(await lab.text(`store/many/done/seed${run + 1}.json`)) as {
        seconds: number;
        measures: { value: number }[];
      };
      return { ...entry, right: entry.measures[0]?.value === run + 1 };
    }),
  );
  const computing = done.reduce((sum, entry) => sum + entry.seconds, 0) / runs;
  const each = (4 * took) / (runs - before);
  print(
    `finished ${await finished(lab, 'many')} of ${runs}, with the right figure ${done.filter(({ right }) => right).length}`,
  );
  print(
    `finished by the workers ${tallies.join(' + ')} = ${tallies.reduce((sum, one) => sum + one, 0)}`,
  );
  print(
    `seconds of a worker for a run ${each.toFixed(2)}, of them computing ${computing.toFixed(2)}`,
  );
  print(`MiB of the workers at the start ${atStart.join(', ')}, at the end ${atEnd.join(', ')}`);
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}

const [what, size = '1000'] = process.argv.slice(2);
try {
  if (what === 'killed') await killed();
  else if (what === 'many') await many(Number(size));
  else print('usage: npm run measure-studies -- killed | many [RUNS]');
} finally {
  await redis.remove();
  await lab.remove();
}
