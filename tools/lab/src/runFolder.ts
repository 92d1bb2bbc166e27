import { mkdir, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CausalMechanismsError, FileFormatError } from '@causal-mechanisms/tensor-utils';
import type { JsonObject } from '@causal-mechanisms/tensor-utils';
import { writeFileAtomically } from '@causal-mechanisms/tensor-utils/node';
import { z } from 'zod';
import type { ImageTable } from './report/imageGrid.ts';
import type { RunResult } from './runResult.ts';
import { systemCode } from './systemCode.ts';

/** The content of `config.json`: all that is needed to make the run again. */
export interface RunRecord {
  /** The recipe. */
  readonly recipe: string;
  /** The preset. */
  readonly preset: string;
  /** The seed. */
  readonly seed: number;
  /** The data folder that was asked for. */
  readonly data?: string;
  /** The backend that was insisted on. */
  readonly backend?: string;
  /** The resolved configuration. */
  readonly config: JsonObject;
}

const recordSchema = z.object({
  recipe: z.string(),
  preset: z.string(),
  seed: z.int().min(0),
  data: z.string().optional(),
  backend: z.string().optional(),
  config: z.record(z.string(), z.json()),
});

/** A run folder: what each file in it is called, and how it is written. */
export interface RunFolder {
  /** The folder. */
  readonly path: string;
  /** Its last part. */
  readonly name: string;
  /** `checkpoints/` */
  readonly checkpoints: string;
  /** `model/` */
  readonly model: string;
  /** `events.jsonl` */
  readonly events: string;
  /** `report.html` */
  readonly report: string;
  /** `tensorboard/` */
  readonly tensorboard: string;
  /**
   * @param name - A file or folder of the run.
   * @returns Its path.
   */
  file(name: string): string;
  /**
   * Writes a JSON file whole or not at all.
   *
   * @param name - Its name.
   * @param value - Plain JSON.
   */
  writeJson(name: string, value: unknown): Promise<void>;
  /**
   * Writes a text file whole or not at all.
   *
   * @param name - Its name.
   * @param text - Its content.
   */
  writeText(name: string, text: string): Promise<void>;
  /** @returns The content of a JSON file, or `undefined` where there is none. */
  readJson(name: string): Promise<unknown>;
  /** @returns The record of the run. */
  record(): Promise<RunRecord>;
  /** @returns The result, or `undefined` while the run is not over. */
  result(): Promise<RunResult | undefined>;
  /** @returns The kept images by name. */
  images(): Promise<Readonly<Record<string, ImageTable>>>;
}

/**
 * @param path - A folder that is, or becomes, a run folder.
 * @returns Its files.
 */
export function runFolder(path: string): RunFolder {
  const file = (name: string): string => join(path, name);
  const readJson = async (name: string): Promise<unknown> => {
    const text = await readText(file(name));
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text) as unknown;
    } catch (cause) {
      throw new FileFormatError(`${file(name)} is not JSON`, { data: { path: file(name) }, cause });
    }
  };
  const writeText = (name: string, text: string): Promise<void> =>
    writeFileAtomically(file(name), text);
  return {
    path,
    name: basename(path),
    checkpoints: file('checkpoints'),
    model: file('model'),
    events: file('events.jsonl'),
    report: file('report.html'),
    tensorboard: file('tensorboard'),
    file,
    writeText,
    writeJson: (name, value) => writeText(name, `${JSON.stringify(value, null, 2)}\n`),
    readJson,
    async record() {
      const parsed = recordSchema.safeParse(await readJson('config.json'));
      if (!parsed.success) {
        throw new FileFormatError(`${path} is no run folder: it has no valid config.json`, {
          data: { path },
          cause: parsed.error,
        });
      }
      return parsed.data as RunRecord;
    },
    result: async () => (await readJson('result.json')) as RunResult | undefined,
    images: async () =>
      ((await readJson('images.json')) ?? {}) as Readonly<Record<string, ImageTable>>,
  };
}

/**
 * Makes the folder of a new run.
 *
 * @param path - Where; it may exist when it is empty.
 * @returns The folder.
 * @throws CausalMechanismsError `ERR_RUN_FOLDER` when something is in it already: no run overwrites another.
 */
export async function createRunFolder(path: string): Promise<RunFolder> {
  await mkdir(path, { recursive: true });
  const [first] = (await readdir(path)).filter((name) => !name.startsWith('.tmp-'));
  if (first !== undefined) {
    throw new CausalMechanismsError(
      'ERR_RUN_FOLDER',
      `${path} is not empty (it holds ${first}); choose another --out, or go on with --resume ${path}`,
      { data: { path, first } },
    );
  }
  return runFolder(path);
}

/**
 * @param parts - Recipe, preset and so on.
 * @param now - Milliseconds since 1970.
 * @returns A folder name such as `experts-gan-main-quick-seed1-20260131-154500`.
 */
export function runName(parts: readonly string[], now: number): string {
  const time = new Date(now).toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return [...parts, time].join('-').replaceAll(/[^\w.-]+/g, '-');
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
