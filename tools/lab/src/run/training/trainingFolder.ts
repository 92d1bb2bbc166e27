import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { FileFormatError } from '@causal-mechanisms/tensor-utils';
import { writeFileAtomically } from '@causal-mechanisms/tensor-utils/node';
import { systemCode } from '../systemCode.ts';

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
  /** @returns The content of a JSON file, or `undefined` where there is none. */
  readJson(name: string): Promise<unknown>;
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
    async readJson(name) {
      const text = await readText(file(name));
      if (text === undefined) return undefined;
      try {
        return JSON.parse(text) as unknown;
      } catch (cause) {
        throw new FileFormatError(`${file(name)} is not JSON`, {
          data: { path: file(name) },
          cause,
        });
      }
    },
  };
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
