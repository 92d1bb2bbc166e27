import { io } from '@tensorflow/tfjs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { checkOptions, checkText } from '../argumentChecks.ts';
import { checkArray } from '../arrayChecks.ts';
import { ArgumentError, FileFormatError } from '../errors.ts';
import { fileAccessError, systemCode } from './fileErrors.ts';
import { checkFileSystem, nodeFileSystem } from './fileSystem.ts';
import type { FileSystem } from './fileSystem.ts';
import { writeSealed } from './hashedFile.ts';
import { isObject } from './logLines.ts';
import { encodeModelJson, readModelJson } from './modelJson.ts';
import { readWeights } from './modelWeights.ts';
import { temporaryName } from './temporaryName.ts';

/** Options of {@link modelFolder}. */
export interface ModelFolderOptions {
  /** Where to write. Default: the real disk. */
  readonly fileSystem?: FileSystem;
}

/** A `tf.io.IOHandler` that can both save and load. */
export interface ModelFolder {
  /**
   * Saves a model; `model.save(modelFolder(dir))` calls it.
   *
   * @param artifacts - The topology, as JSON, and the weights.
   * @returns Sizes and date.
   * @throws FileAccessError when the disk is full or refuses; the model that was there before stays.
   * @throws ArgumentError when the topology is missing or no JSON.
   */
  save(artifacts: io.ModelArtifacts): Promise<io.SaveResult>;
  /**
   * Loads the model; `tf.loadLayersModel(modelFolder(dir))` calls it.
   *
   * @returns The topology and the weights.
   * @throws FileAccessError when there is none, or the disk refuses.
   * @throws FileFormatError when a file is damaged or no model.
   */
  load(): Promise<io.ModelArtifacts>;
}

/**
 * Keeps a TensorFlow.js model in a folder, as `model.json` and `weights.bin`.
 *
 * Any HTTP server can serve the folder, and stock `tf.loadLayersModel` opens it in a browser. A crash while saving
 * leaves either the old model or the new one: `model.json` is replaced last, in one instant, and a model that is
 * replaced keeps its weights until then (the new ones then have a name such as `weights-1f0c2a9b.bin`). `model.json`
 * carries SHA-256 digests of itself and of the weights; loading checks them. Models that other tools saved, without
 * digests, load as well; of those only the sizes are checked.
 *
 * @param folder - The folder; created by the first save. Other files in it are left alone.
 * @param options - Where to write.
 * @returns The handler, for `model.save` and `tf.loadLayersModel`.
 * @throws ArgumentError when an argument is of a wrong kind.
 *
 * @example
 * ```ts
 * import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
 * import * as tf from '@tensorflow/tfjs';
 * import { mkdtemp, rm } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 *
 * const folder = await mkdtemp(join(tmpdir(), 'example-'));
 * const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
 * await model.save(modelFolder(folder));
 * const loaded = await tf.loadLayersModel(modelFolder(folder));
 * console.log(loaded.countParams()); // 3
 * model.dispose();
 * loaded.dispose();
 * await rm(folder, { recursive: true });
 * ```
 */
export function modelFolder(folder: string, options: ModelFolderOptions = {}): ModelFolder {
  checkText('modelFolder', 'folder', folder);
  const { fileSystem = nodeFileSystem } = checkOptions('modelFolder', options);
  checkFileSystem('modelFolder', fileSystem);
  return {
    async save(artifacts) {
      const given = checkOptions('modelFolder', artifacts, 'artifacts');
      const { modelTopology, weightData = [], weightSpecs = [] } = given;
      if (!isObject(modelTopology) || isBytes(modelTopology)) {
        throw new ArgumentError('modelFolder: the model must have a modelTopology in JSON', {
          data: { folder },
        });
      }
      const parts = Array.isArray(weightData) ? weightData : [weightData];
      checkArray('modelFolder', 'weightSpecs', weightSpecs).forEach((spec, i) => {
        checkOptions('modelFolder', spec, `weightSpecs[${i}]`);
      });
      if (!parts.every(isBytes)) {
        throw new ArgumentError('modelFolder: weightData must be bytes', { data: { folder } });
      }
      try {
        await replaceModel(fileSystem, folder, artifacts, parts);
      } catch (cause) {
        throw fileAccessError('modelFolder', `save a model in ${folder}`, cause);
      }
      return { modelArtifactsInfo: io.getModelArtifactsInfoForJSON(artifacts) };
    },
    async load() {
      try {
        const json = await readModelJson(join(folder, 'model.json'));
        return await io.getModelArtifactsForJSON(json.model, async (groups) => [
          groups.flatMap(({ weights }) => weights),
          await readWeights(folder, groups, json.digests),
        ]);
      } catch (cause) {
        if (cause instanceof FileFormatError) throw cause;
        throw fileAccessError('modelFolder', `load a model from ${folder}`, cause);
      }
    },
  };
}

async function replaceModel(
  fileSystem: FileSystem,
  folder: string,
  artifacts: io.ModelArtifacts,
  parts: readonly ArrayBuffer[],
): Promise<void> {
  const path = join(folder, 'model.json');
  const newWeights = join(folder, await temporaryName('weights.bin'));
  const newModel = join(folder, await temporaryName('model.json'));
  try {
    await fileSystem.makeFolder(folder);
    const inUse = await weightsInUse(path);
    const bytes = parts.map((part) => new Uint8Array(part));
    const { sha256 } = await writeSealed(fileSystem, newWeights, bytes);
    const name = inUse.includes('weights.bin')
      ? `weights-${sha256.slice(0, 8)}.bin`
      : 'weights.bin';
    const text = encodeModelJson(artifacts, name, sha256);
    await writeSealed(fileSystem, newModel, [new TextEncoder().encode(text)]);
    await fileSystem.rename(newWeights, join(folder, name));
    await fileSystem.syncFolder(folder);
    await fileSystem.rename(newModel, path);
    await fileSystem.syncFolder(folder);
    for (const other of await readdir(folder)) {
      const ours = /^weights(?:-[0-9a-f]{8})?\.bin$/.test(other);
      if (ours && other !== name) await fileSystem.remove(join(folder, other));
    }
  } catch (error) {
    // The first failure is the one to report, even when the clean-up fails as well.
    await fileSystem.remove(newWeights).catch(() => undefined);
    await fileSystem.remove(newModel).catch(() => undefined);
    throw error;
  }
}

/** The weight files that the model in place needs until it is replaced. */
async function weightsInUse(path: string): Promise<readonly string[]> {
  try {
    const { model } = await readModelJson(path);
    return model.weightsManifest.flatMap(({ paths }) => paths);
  } catch (error) {
    // None, or a damaged one: there is nothing to keep.
    if (error instanceof FileFormatError || systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

function isBytes(value: unknown): boolean {
  return Object.prototype.toString.call(value) === '[object ArrayBuffer]';
}
