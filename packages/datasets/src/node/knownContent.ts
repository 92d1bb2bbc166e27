import { createHash } from 'node:crypto';

/** The SHA-256 of what the published sets hold: pixels and labels of all images, as {@link ContentDigest} takes them. */
const PUBLISHED: ReadonlyMap<string, string> = new Map([
  ['mnist/train', 'd1de892e234bb0e475a685314715aa5bfcf95e73796676143d3dc8d19fc83322'],
  ['mnist/test', '01c26a8ddc183c2e727523800fc17890484494e4a8f09c17029928f5f665b479'],
  ['fashion-mnist/train', 'baa2e20b80215f84c89b1fdd71b93f11f73b3ef09401fbd31b862fcff7881cb5'],
  ['fashion-mnist/test', '5186cf27e4e91a6acb522a10a735cf8e07bd20a026a4b69520dd469a0d8b9e01'],
  ['omniglot/background', 'fc1e67a7b0f1bb3afa66c1ead34a8e97a8dc7f63fce7d17b8543e15469303d17'],
  ['omniglot/evaluation', 'db8d4d06910fd21de791992b0ac7316946a845e17f1fb46b39a71070966d4aa8'],
]);

/** Collects the content of a data set, to tell whether it is a published one. */
export class ContentDigest {
  readonly #hash = createHash('sha256');

  /**
   * Adds a part.
   *
   * @param bytes - What it holds; its length counts as well.
   */
  add(bytes: Uint8Array): void {
    this.#hash.update(`${bytes.length}:`).update(bytes);
  }

  /**
   * @param set - A name, such as `mnist/train`.
   * @returns Whether all that was added is exactly what that set holds. Nothing can be added afterwards.
   */
  isPublished(set: string): boolean {
    return this.#hash.digest('hex') === PUBLISHED.get(set);
  }
}
