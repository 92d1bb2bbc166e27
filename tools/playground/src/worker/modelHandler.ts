import { FileFormatError } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';

/**
 * Finds a saved model among files that were picked or dropped: a `model.json` with its weights, or a whole run folder with both inside.
 *
 * @param files - Files; those of folders that were dropped have their path as their name.
 * @returns Where to load the model from.
 * @throws FileFormatError when there is no `model.json`, or its weights are missing.
 */
export function modelHandler(files: readonly File[]): tf.io.IOHandler {
  const models = files.filter(({ name }) => name.endsWith('.json'));
  const model =
    shallowest(models.filter(({ name }) => /(^|\/)model\.json$/.test(name))) ??
    (models.length === 1 ? models[0] : undefined);
  if (model === undefined) {
    throw new FileFormatError(
      `There is no model.json among the ${files.length} files: pick model.json and the weights beside it, or drop the folder that holds them.`,
    );
  }
  const folder = folderOf(model.name);
  return {
    load: async () => {
      const described = parsed(model.name, await model.text());
      return tf.io.getModelArtifactsForJSON(described, async (manifest) => {
        const paths = manifest.flatMap((group) => group.paths);
        const parts = await Promise.all(paths.map((path) => bytesOf(files, folder + path)));
        return [manifest.flatMap((group) => group.weights), await new Blob(parts).arrayBuffer()];
      });
    },
  };
}

function parsed(name: string, text: string): tf.io.ModelJSON {
  let described: unknown;
  try {
    described = JSON.parse(text);
  } catch {
    throw new FileFormatError(`${name} is damaged: it is no JSON.`);
  }
  const manifest = (described as { weightsManifest?: unknown } | null)?.weightsManifest;
  if (!Array.isArray(manifest))
    throw new FileFormatError(`${name} is not a model: it names no weights.`);
  manifest.forEach((group: unknown, place) => {
    if (isGroup(group)) return;
    throw new FileFormatError(
      `${name} is damaged: expected the files of weights ("paths") and what is in them ("weights") in entry ${place + 1} of its weightsManifest, got ${shortened(group)}.`,
    );
  });
  return described as tf.io.ModelJSON;
}

function isGroup(group: unknown): boolean {
  if (typeof group !== 'object' || group === null) return false;
  const { paths, weights } = group as { paths?: unknown; weights?: unknown };
  return (
    Array.isArray(paths) &&
    paths.every((path) => typeof path === 'string') &&
    Array.isArray(weights) &&
    weights.every(isWeight)
  );
}

function isWeight(weight: unknown): boolean {
  if (typeof weight !== 'object' || weight === null) return false;
  const { name, shape, dtype } = weight as { name?: unknown; shape?: unknown; dtype?: unknown };
  return (
    typeof name === 'string' &&
    typeof dtype === 'string' &&
    Array.isArray(shape) &&
    shape.every((side) => Number.isSafeInteger(side) && side >= 0)
  );
}

function shortened(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function bytesOf(files: readonly File[], path: string): Promise<ArrayBuffer> {
  const file = files.find(({ name }) => name === path);
  if (file === undefined) {
    throw new FileFormatError(`${path} is missing: pick it together with model.json.`);
  }
  return file.arrayBuffer();
}

function shallowest(files: readonly File[]): File | undefined {
  const depth = ({ name }: File) => name.split('/').length;
  return files.toSorted((a, b) => depth(a) - depth(b))[0];
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
