import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { stateFault } from '../training/checkpointStore.ts';
import type { StoredArray, TrainingState } from '../training/checkpointStore.ts';
import type { JsonObject, JsonValue } from '../config.ts';
import { ArgumentError, FileFormatError, ShapeError } from '../errors.ts';
import { matchSchema } from '../matchSchema.ts';
import type { FileSystem } from './fileSystem.ts';
import type { FileSeal } from './hashedFile.ts';
import { decodeJson, decodeText, readSealed, writeSealed } from './hashedFile.ts';
import { refuseIrregular } from './regularFile.ts';

const weightsFile = 'weights.bin';
const weightsManifestFile = 'weights_manifest.json';
const stateFile = 'state.json';
const manifestFile = 'manifest.json';
const jsonLimit = 2 ** 29;

const size = z.int().check(z.nonnegative());
const seal = z.strictObject({ bytes: size, sha256: z.string() });
const manifestSchema = z.strictObject({
  format: z.literal('causal-mechanisms checkpoint'),
  version: z.literal(1),
  files: z.strictObject({ [weightsFile]: seal, [weightsManifestFile]: seal, [stateFile]: seal }),
});
const weightsManifestSchema = z.tuple([
  z.strictObject({
    paths: z.tuple([z.literal(weightsFile)]),
    weights: z.array(
      z.strictObject({
        name: z.string(),
        shape: z.array(size),
        dtype: z.enum(['float32', 'int32']),
      }),
    ),
  }),
]);
const stateSchema = z.strictObject({
  step: size,
  config: z.record(z.string(), z.unknown()),
  json: z.record(z.string(), z.unknown()),
});

/** @internal Refuses a state that would not come back from disk as it was. */
export function checkState(owner: string, state: TrainingState): void {
  const fault = stateFault(state);
  if (fault !== undefined) {
    throw new ArgumentError(`${owner}: state must be that of a run, got ${fault}`);
  }
  for (const [name, { shape, values }] of Object.entries(state.arrays)) {
    if (countEntries(shape) !== values.length) {
      throw new ShapeError(
        `${owner}: array "${name}" has ${values.length} values, its shape [${shape.join(', ')}] wants ${countEntries(shape)}`,
        { data: { name, shape, length: values.length } },
      );
    }
    dtypeOf(owner, name, values);
  }
  checkJson(owner, 'config', state.config);
  checkJson(owner, 'json', state.json);
}

/** @internal Writes the files of a checkpoint into an empty folder and forces them onto the disk. */
export async function writeCheckpoint(
  fileSystem: FileSystem,
  folder: string,
  state: TrainingState,
): Promise<void> {
  const arrays = Object.entries(state.arrays);
  const write = (name: string, chunks: Iterable<Uint8Array>): Promise<FileSeal> =>
    writeSealed(fileSystem, join(folder, name), chunks);
  const weights = arrays.map(([name, { shape, values }]) => ({
    name,
    shape,
    dtype: dtypeOf(folder, name, values),
  }));
  const files = {
    [weightsFile]: await write(
      weightsFile,
      arrays.map(([, { values }]) => bytesOf(values)),
    ),
    [weightsManifestFile]: await write(weightsManifestFile, [
      encode([{ paths: [weightsFile], weights }]),
    ]),
    [stateFile]: await write(stateFile, [
      encode({ step: state.step, config: state.config, json: state.json }),
    ]),
  };
  // Last, so that a folder with a manifest is a whole one.
  await write(manifestFile, [
    encode({ format: 'causal-mechanisms checkpoint', version: 1, files }),
  ]);
  await fileSystem.syncFolder(folder);
}

/**
 * @internal Reads a checkpoint and checks every byte of it.
 *
 * @throws FileFormatError when anything differs from what was written.
 */
export async function readCheckpoint(folder: string): Promise<TrainingState> {
  const manifestPath = join(folder, manifestFile);
  const { content } = await readSealed(manifestPath, 2 ** 16);
  const manifest = decodeJson(manifestPath, content);
  const { files } = parse(manifestPath, manifestSchema, manifest);
  // Nothing vouches for the manifest but itself: not one byte may differ from how it is written.
  if (JSON.stringify(manifest) !== decodeText(manifestPath, content)) {
    throw new FileFormatError(`${manifestPath} is damaged`, { data: { path: manifestPath } });
  }

  const statePath = join(folder, stateFile);
  const state = parse(statePath, stateSchema, await readJson(statePath, files[stateFile]));

  const specsPath = join(folder, weightsManifestFile);
  const specs = await readJson(specsPath, files[weightsManifestFile]);
  const [{ weights }] = parse(specsPath, weightsManifestSchema, specs);
  const weightsPath = join(folder, weightsFile);
  const entries = weights.reduce((sum, { shape }) => sum + countEntries(shape), 0);
  if (entries * 4 !== files[weightsFile].bytes) {
    throw new FileFormatError(
      `${weightsPath} should have ${files[weightsFile].bytes} bytes, its arrays take ${entries * 4}`,
      { data: { path: weightsPath } },
    );
  }
  const bytes = await readChecked(weightsPath, files[weightsFile]);

  const arrays: [string, StoredArray][] = [];
  let offset = 0;
  for (const { name, shape, dtype } of weights) {
    const end = offset + 4 * countEntries(shape);
    // A copy of its own, so that keeping one array does not keep the whole file in memory.
    const own = bytes.slice(offset, end);
    const values = dtype === 'int32' ? new Int32Array(own) : new Float32Array(own);
    arrays.push([name, { shape, values }]);
    offset = end;
  }
  return {
    step: state.step,
    config: state.config as JsonObject,
    arrays: Object.fromEntries(arrays),
    json: state.json as JsonObject,
  };
}

async function readChecked(path: string, expected: FileSeal): Promise<ArrayBuffer> {
  const found = await stat(path);
  refuseIrregular(path, found);
  const bytes = found.size;
  if (bytes !== expected.bytes) {
    throw new FileFormatError(`${path} has ${bytes} bytes, expected ${expected.bytes}`, {
      data: { path, bytes, expected: expected.bytes },
    });
  }
  const { content, seal: actual } = await readSealed(path, expected.bytes);
  if (actual.sha256 !== expected.sha256) {
    throw new FileFormatError(`${path} is damaged: its SHA-256 is not the one in the manifest`, {
      data: { path, sha256: actual.sha256, expected: expected.sha256 },
    });
  }
  return content;
}

async function readJson(path: string, expected: FileSeal): Promise<unknown> {
  if (expected.bytes > jsonLimit) {
    throw new FileFormatError(
      `${path} should have ${expected.bytes} bytes, more than ${jsonLimit}`,
      {
        data: { path, expected: expected.bytes },
      },
    );
  }
  return decodeJson(path, await readChecked(path, expected));
}

function parse<Schema extends z.core.$ZodType>(
  path: string,
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const result = matchSchema(schema, value);
  if (result.success) return result.data;
  throw new FileFormatError(
    `${path} is no such file of a checkpoint: ${z.prettifyError(result.error)}`,
    {
      data: { path },
      cause: result.error,
    },
  );
}

/** JSON has no NaN and no infinity: it would quietly write `null`. */
function checkJson(owner: string, path: string, value: JsonValue): void {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return;
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return;
  } else if (typeof value === 'object' && !ArrayBuffer.isView(value)) {
    for (const [key, item] of Object.entries(value)) checkJson(owner, `${path}.${key}`, item);
    return;
  }
  throw new ArgumentError(
    `${owner}: ${path} cannot be kept as JSON: ${typeof value === 'number' ? value : Object.prototype.toString.call(value)}`,
    {
      data: { path },
    },
  );
}

/** By tag, not by `instanceof`: arrays may come from another realm. */
function dtypeOf(owner: string, name: string, values: StoredArray['values']): 'float32' | 'int32' {
  const tag: string = values[Symbol.toStringTag];
  if (tag === 'Float32Array') return 'float32';
  if (tag === 'Int32Array') return 'int32';
  throw new ArgumentError(
    `${owner}: array "${name}" must be a Float32Array or an Int32Array, got ${tag}`,
    { data: { name, type: tag } },
  );
}

function bytesOf(values: StoredArray['values']): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function countEntries(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

function encode(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
