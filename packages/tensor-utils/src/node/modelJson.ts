import type { io } from '@tensorflow/tfjs';
import * as z from 'zod/mini';
import { FileFormatError } from '../errors.ts';
import { matchSchema } from '../matchSchema.ts';
import { decodeJson, hashText, readSealed } from './hashedFile.ts';

/** A topology is text about layers: more than this is no model. */
const modelLimit = 2 ** 28;

const digestsSchema = z.strictObject({
  /** The SHA-256 of everything else in the file, as `JSON.stringify` writes it. */
  model: z.string(),
  /** The SHA-256 of each weight file. */
  weights: z.record(z.string(), z.string()),
});
const size = z.int().check(z.nonnegative());
const manifestSchema = z.array(
  z.object({
    // Plain file names: a path could lead out of the folder.
    paths: z.array(z.string().check(z.regex(/^(?!\.)[^/\\\0:]+$/, 'expected a plain file name'))),
    weights: z.array(
      z.looseObject({
        name: z.string(),
        shape: z.array(size),
        dtype: z.enum(['float32', 'int32', 'bool', 'string', 'complex64']),
      }),
    ),
  }),
);
/** What stock TensorFlow.js and its converter write: a key beside these is a damaged one. */
const modelSchema = z.strictObject({
  modelTopology: z.record(z.string(), z.unknown()),
  weightsManifest: manifestSchema,
  format: z.nullish(z.string()),
  generatedBy: z.nullish(z.string()),
  convertedBy: z.nullish(z.string()),
  trainingConfig: z.optional(z.unknown()),
  signature: z.optional(z.unknown()),
  userDefinedMetadata: z.optional(z.unknown()),
  modelInitializer: z.optional(z.unknown()),
  initializerSignature: z.optional(z.unknown()),
});

/** @internal The SHA-256 of every file of a model. */
export type ModelDigests = z.output<typeof digestsSchema>;

/** @internal The text of a `model.json` whose weights are all in one file. */
export function encodeModelJson(
  artifacts: io.ModelArtifacts,
  weightsName: string,
  weightsDigest: string,
): string {
  const known = new Set(Object.keys(modelSchema.shape));
  const kept = Object.fromEntries(Object.entries(artifacts).filter(([key]) => known.has(key)));
  const manifest = [{ paths: [weightsName], weights: artifacts.weightSpecs ?? [] }];
  const text = JSON.stringify({ ...kept, weightsManifest: manifest });
  const integrity = { model: hashText(text), weights: { [weightsName]: weightsDigest } };
  return `${text.slice(0, -1)},"integrity":${JSON.stringify(integrity)}}`;
}

/**
 * @internal Reads a `model.json` and checks it against its own digest.
 *
 * @throws FileFormatError when it is damaged or no model.
 */
export async function readModelJson(
  path: string,
): Promise<{ model: io.ModelJSON; digests: ModelDigests | undefined }> {
  const { content } = await readSealed(path, modelLimit);
  const value = decodeJson(path, content);
  if (typeof value !== 'object' || value === null) throw noModel(path, 'expected an object');
  const { integrity, ...model } = value as Record<string, unknown>;
  const checked = matchSchema(modelSchema, model);
  if (!checked.success) throw noModel(path, z.prettifyError(checked.error), checked.error);
  // Not the parsed copy: the digest is about the order of the keys as well.
  const result = model as unknown as io.ModelJSON;
  if (integrity === undefined) return { model: result, digests: undefined };
  const digests = matchSchema(digestsSchema, integrity);
  if (!digests.success) throw noModel(path, z.prettifyError(digests.error), digests.error);
  if (hashText(JSON.stringify(model)) !== digests.data.model) {
    throw new FileFormatError(`${path} is damaged: its SHA-256 is not the one it names`, {
      data: { path },
    });
  }
  return { model: result, digests: digests.data };
}

function noModel(path: string, reason: string, cause?: unknown): FileFormatError {
  return new FileFormatError(`${path} is no TensorFlow.js model: ${reason}`, {
    data: { path },
    cause,
  });
}
