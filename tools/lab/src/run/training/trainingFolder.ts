import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { FileAccessError, FileFormatError } from '@causal-mechanisms/tensor-utils';
import { writeFileAtomically } from '@causal-mechanisms/tensor-utils/node';
import * as z from 'zod';
import { fileAccessError } from '../files/fileAccess.ts';
import { systemCode } from '../files/systemCode.ts';

/** The folder of one training: a run, or a part of one. It says what each file is called, and how it is written. */
export interface TrainingFolder {
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
  /**
   * @param name - A file or folder in it.
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
  /**
   * Reads a JSON file: it comes from a disk, where anything may have happened to it.
   *
   * @param name - Its name.
   * @param schema - What it must hold.
   * @returns The content, or `undefined` where there is no such file.
   * @throws FileFormatError when it holds something else.
   * @throws FileAccessError when it cannot be read.
   */
  readJson<Content>(name: string, schema: z.ZodType<Content>): Promise<Content | undefined>;
}

/**
 * @param path - A folder; it need not exist yet.
 * @returns Its files.
 */
export function trainingFolder(path: string): TrainingFolder {
  const file = (name: string): string => join(path, name);
  const writeText = (name: string, text: string): Promise<void> =>
    writeFileAtomically(file(name), text);
  return {
    path,
    name: basename(path),
    checkpoints: file('checkpoints'),
    model: file('model'),
    events: file('events.jsonl'),
    file,
    writeText,
    writeJson: (name, value) => writeText(name, `${JSON.stringify(value, null, 2)}\n`),
    readJson: (name, schema) => readJsonFile(file(name), schema),
  };
}

/**
 * @param path - A JSON file.
 * @param schema - What it must hold.
 * @returns The content, or `undefined` where there is no such file.
 * @throws FileFormatError when it holds something else.
 * @throws FileAccessError when it cannot be read.
 */
export async function readJsonFile<Content>(
  path: string,
  schema: z.ZodType<Content>,
): Promise<Content | undefined> {
  const text = await readText(path);
  if (text === undefined) return undefined;
  const refuse = (what: string, cause: unknown): FileFormatError =>
    new FileFormatError(`${path} ${what}`, { data: { path }, cause });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw refuse('is not JSON', cause);
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw refuse(`does not hold what it should: ${z.prettifyError(parsed.error)}`, parsed.error);
}

async function readText(path: string): Promise<string | undefined> {
  try {
    // A pipe would be waited for without end.
    const found = await stat(path);
    if (!found.isFile() && !found.isDirectory()) {
      throw new FileAccessError(`${path} is no regular file`, { data: { path } });
    }
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw fileAccessError(`read ${path}`, error);
  }
}
