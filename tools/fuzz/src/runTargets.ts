import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ExpertsModel, resolveExpertsConfig } from '@causal-mechanisms/experts-gan';
import { SequenceModel } from '@causal-mechanisms/rims';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { TrainingState } from '@causal-mechanisms/tensor-utils';
import {
  folderCheckpoints,
  lockRun,
  modelFolder,
  openEventLog,
  readEvents,
} from '@causal-mechanisms/tensor-utils/node';
import type { Files, Target } from './target.ts';

/** One checkpoint: of two, a damaged one would be passed over. */
export async function checkpointTarget(): Promise<Target> {
  return {
    files: await filesOf(async (folder) => {
      await folderCheckpoints(folder).save(stateAt(1));
    }),
    open: async (folder) => {
      await folderCheckpoints(folder).latest();
    },
  };
}

/** A bank of experts and a model of sequences, each with digests of itself and without, as other tools save them. */
export async function modelTarget(): Promise<Target> {
  const config = resolveExpertsConfig({
    experts: 2,
    filters: 2,
    discriminatorFilters: [2, 2, 2],
    discriminatorUnits: 4,
  });
  const experts = ExpertsModel.create(config, [8, 8, 1], new RandomStream(1));
  const sequences = SequenceModel.create(
    {
      core: { kind: 'rims', units: 4, modules: 2, activeModules: 1 },
      input: { kind: 'tokens', vocabulary: 3, width: 2 },
      outputs: 3,
      answers: 'last',
      dropout: 0,
    },
    new RandomStream(1),
  );
  const sealed = await filesOf(async (folder) => {
    await experts.save(modelFolder(join(folder, 'experts')));
    await sequences.save(modelFolder(join(folder, 'sequences')));
  });
  experts.dispose();
  sequences.dispose();
  return {
    files: { ...sealed, ...withoutDigests(sealed) },
    open: async (folder, changed) => {
      const [name = ''] = changed.split('/');
      const handler = modelFolder(join(folder, name));
      const model = name.startsWith('experts')
        ? await ExpertsModel.load(handler)
        : await SequenceModel.load(handler);
      model.dispose();
    },
  };
}

/** The log of a training. */
export async function logTarget(): Promise<Target> {
  return {
    files: await filesOf((folder) => writeLog(join(folder, 'events.jsonl'))),
    open: async (folder) => {
      await openLog(join(folder, 'events.jsonl'));
    },
  };
}

/** A run folder: lock, log, checkpoints and what the lab keeps as JSON. */
export async function runTarget(): Promise<Target> {
  const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
  const { runFolder } = await labRuns();
  return {
    files: {
      ...(await filesOf(async (folder) => {
        await writeLog(join(folder, 'events.jsonl'));
        await folderCheckpoints(join(folder, 'checkpoints')).save(stateAt(2));
      })),
      'run.lock': json({ pid: 2 ** 22 - 1, host: 'elsewhere', began: 'unknown', token: 'a' }),
      'config.json': json({ recipe: 'a/b', preset: 'quick', seed: 1, config: { rate: 0.1 } }),
      'result.json': json(RESULT),
      'images.json': json({ grid: { shape: [1, 2, 1], rows: [IMAGES] } }),
    },
    open: async (folder, changed) => {
      const run = runFolder(folder);
      if (changed === 'run.lock') await (await lockRun(folder)).release();
      else if (changed === 'events.jsonl') await openLog(join(folder, changed));
      else if (changed.endsWith('.json')) {
        if (changed.includes('/')) await folderCheckpoints(join(folder, 'checkpoints')).latest();
        else await Promise.all([run.record(), run.result(), run.images()]);
      } else await folderCheckpoints(join(folder, 'checkpoints')).latest();
    },
  };
}

/** What reads run folders; the lab is a program, no library, so it is found by its path. */
async function labRuns(): Promise<{
  readonly runFolder: (
    path: string,
  ) => Record<'record' | 'result' | 'images', () => Promise<unknown>>;
}> {
  const url = new URL('../../lab/src/run/runFolder.ts', import.meta.url);
  return (await import(url.href)) as Awaited<ReturnType<typeof labRuns>>;
}

const RESULT = {
  ...{ recipe: 'a/b', title: 'A', preset: 'quick', seed: 1, backend: 'cpu', headline: 'done' },
  measures: [{ name: 'a', label: 'A', value: 1 }],
  data: { kind: 'generated', description: 'drawn', chosenBy: 'the task' },
  matrices: { m: { rows: ['a'], columns: ['b'], values: [[0.5]] } },
  details: {},
  cost: { seconds: 1, peakMemoryMiB: 100 },
};

/** Two images of two pixels. */
const IMAGES = { label: 'row', count: 2, pixels: 'AP+AQA==' };

function stateAt(step: number): TrainingState {
  return {
    step,
    config: { units: 3, rate: 0.01 },
    arrays: {
      weights: { shape: [3, 4], values: new RandomStream(step).normals(12) },
      counts: { shape: [2], values: Int32Array.of(step, 7) },
    },
    json: { words: [1, 2, 3, 4], spare: null },
  };
}

async function writeLog(path: string): Promise<void> {
  const log = await openEventLog(path);
  for (let step = 1; step <= 20; step++) {
    await log.append({ kind: 'step', step, scalars: { loss: 1 / step } });
  }
  await log.close();
}

async function openLog(path: string): Promise<void> {
  let steps = 0;
  for await (const event of readEvents(path)) if ('step' in event) steps++;
  const log = await openEventLog(path, { afterStep: steps });
  await log.append({ kind: 'end' });
  await log.close();
}

/** The files that something writes, by their paths with forward slashes. */
async function filesOf(write: (folder: string) => Promise<void>): Promise<Files> {
  const folder = await mkdtemp(join(tmpdir(), 'fuzz-'));
  try {
    await write(folder);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const files = paths.sort().map(async (path) => {
      const name = relative(folder, path).replaceAll('\\', '/');
      return [name, new Uint8Array(await readFile(path))] as const;
    });
    return Object.fromEntries(await Promise.all(files));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function withoutDigests(sealed: Files): Files {
  return Object.fromEntries(
    Object.entries(sealed).map(([path, bytes]) => {
      const bare = path.replace('/', '-bare/');
      if (!path.endsWith('.json')) return [bare, bytes];
      const model = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
      delete model['integrity'];
      return [bare, new TextEncoder().encode(JSON.stringify(model))];
    }),
  );
}
