import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/**
 * SHA-256 of a file, read as a stream.
 *
 * @param {string} file - Path.
 * @returns {Promise<string>} The hash, base64url without padding (as wheels write it).
 */
export async function hashFile(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('base64url');
}
