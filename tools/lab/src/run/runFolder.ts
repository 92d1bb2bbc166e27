import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CausalMechanismsError, FileFormatError } from '@causal-mechanisms/tensor-utils';
import type { JsonObject } from '@causal-mechanisms/tensor-utils';
import { nodeFileSystem } from '@causal-mechanisms/tensor-utils/node';
import * as z from 'zod';
import { imageTablesSchema } from '../report/figures/imageGrid.ts';
import type { ImageTable } from '../report/figures/imageGrid.ts';
import { fileAccessError } from './files/fileAccess.ts';
import { resultSchema } from './runResult.ts';
import type { RunResult } from './runResult.ts';
import { trainingFolder } from './training/trainingFolder.ts';
import type { TrainingFolder } from './training/trainingFolder.ts';

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

/** What `config.json` must hold. */
export const recordSchema = z.object({
  recipe: z.string(),
  preset: z.string(),
  seed: z.int().min(0),
  data: z.string().optional(),
  backend: z.string().optional(),
  config: z.record(z.string(), z.json()),
}) as unknown as z.ZodType<RunRecord>;

/** A run folder: what each file in it is called, and how it is written. */
export interface RunFolder extends TrainingFolder {
  /** `report.html` */
  readonly report: string;
  /** `tensorboard/` */
  readonly tensorboard: string;
  /**
   * @param name - Of a part of the run.
   * @returns Its folder, `parts/NAME/`.
   */
  part(name: string): TrainingFolder;
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
  const folder = trainingFolder(path);
  return {
    ...folder,
    report: folder.file('report.html'),
    tensorboard: folder.file('tensorboard'),
    part: (name) => trainingFolder(join(folder.file('parts'), name)),
    async record() {
      const refuse = (cause?: unknown): FileFormatError =>
        new FileFormatError(`${path} is no run folder: it has no valid config.json`, {
          data: { path },
          cause,
        });
      let record: RunRecord | undefined;
      try {
        record = await folder.readJson('config.json', recordSchema);
      } catch (error) {
        throw error instanceof FileFormatError ? refuse(error) : error;
      }
      if (record === undefined) throw refuse();
      return record;
    },
    result: () => folder.readJson('result.json', resultSchema),
    images: async () => (await folder.readJson('images.json', imageTablesSchema)) ?? {},
  };
}

/**
 * Makes the folder of a new run.
 *
 * @param path - Where; it may exist when it is empty.
 * @param options - What can be done instead.
 * @param options.resumable - Whether a run in it could go on. Default: true.
 * @returns The folder.
 * @throws CausalMechanismsError `ERR_RUN_FOLDER` when something is in it already: no run overwrites another.
 * @throws FileAccessError when the disk refuses.
 */
export async function createRunFolder(
  path: string,
  { resumable = true }: { readonly resumable?: boolean } = {},
): Promise<RunFolder> {
  let names: readonly string[];
  try {
    await nodeFileSystem.makeFolder(path);
    names = await readdir(path);
  } catch (error) {
    throw fileAccessError(`make the folder ${path}`, error);
  }
  const first = names.find((name) => !name.startsWith('.tmp-'));
  if (first !== undefined) {
    throw new CausalMechanismsError(
      'ERR_RUN_FOLDER',
      `${path} is not empty (it holds ${first}); choose another --out${resumable ? `, or go on with --resume ${path}` : ''}`,
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
