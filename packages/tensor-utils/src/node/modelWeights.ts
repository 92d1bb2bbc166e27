import type { io } from '@tensorflow/tfjs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FileFormatError } from '../errors.ts';
import { systemCode } from './fileErrors.ts';
import { readSealed } from './hashedFile.ts';
import type { ModelDigests } from './modelJson.ts';
import { refuseIrregular } from './regularFile.ts';

const bytesPerValue: Readonly<Record<string, number>> = {
  float32: 4,
  int32: 4,
  bool: 1,
  complex64: 8,
  uint8: 1,
  uint16: 2,
  float16: 2,
};

/**
 * @internal Reads the weight files of a model, once their sizes are known to agree with the manifest.
 *
 * @throws FileFormatError when one is missing, truncated, too long or damaged.
 */
export async function readWeights(
  folder: string,
  groups: io.WeightsManifestConfig,
  digests: ModelDigests | undefined,
): Promise<ArrayBuffer[]> {
  const parts: ArrayBuffer[] = [];
  for (const { paths, weights } of groups) {
    const sizes = await Promise.all(paths.map((name) => sizeOf(join(folder, name))));
    const found = sizes.reduce((sum, size) => sum + size, 0);
    const expected = expectedBytes(weights);
    if (expected !== undefined && found !== expected) {
      throw new FileFormatError(
        `${join(folder, paths.join(' + '))} has ${found} bytes, model.json expects ${expected}`,
        { data: { folder, paths, bytes: found, expected } },
      );
    }
    for (const [i, name] of paths.entries()) {
      const path = join(folder, name);
      const { content, seal } = await readSealed(path, sizes[i] ?? 0);
      if (digests !== undefined && digests.weights[name] !== seal.sha256) {
        throw new FileFormatError(`${path} is damaged: its SHA-256 is not the one in model.json`, {
          data: { path, sha256: seal.sha256, expected: digests.weights[name] },
        });
      }
      parts.push(content);
    }
  }
  return parts;
}

/** `undefined` when strings are among the weights: their length stands in the data. */
function expectedBytes(weights: readonly io.WeightsManifestEntry[]): number | undefined {
  let bytes = 0;
  for (const { shape, dtype, quantization } of weights) {
    const width = bytesPerValue[quantization?.dtype ?? dtype];
    if (width === undefined) return undefined;
    bytes += width * shape.reduce((product, length) => product * length, 1);
  }
  return bytes;
}

async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path);
    refuseIrregular(path, found);
    return found.size;
  } catch (cause) {
    if (systemCode(cause) !== 'ENOENT') throw cause;
    throw new FileFormatError(`${path} is missing, model.json names it`, { data: { path }, cause });
  }
}
