/**
 * Where many machines keep what they share: a folder that all of them see, or a bucket. Keys are names with slashes between them, such as
 * `STUDY/done/seed1.json`. All methods throw a {@link StoreError} where the store refuses.
 */
export interface Store {
  /** What to call it, without passwords. */
  readonly shown: string;
  /**
   * @param key - Of an object.
   * @returns Its content, or `undefined` where there is none.
   */
  read(key: string): Promise<Buffer | undefined>;
  /**
   * Writes an object whole or not at all, over an earlier one.
   *
   * @param key - Of the object.
   * @param content - What it holds.
   */
  write(key: string, content: Uint8Array): Promise<void>;
  /**
   * Writes an object where there is none: of several that try, one succeeds.
   *
   * @param key - Of the object.
   * @param content - What it holds.
   * @returns Whether it was this call that wrote it.
   */
  create(key: string, content: Uint8Array): Promise<boolean>;
  /**
   * Writes the content of a file, as `write` does.
   *
   * @param key - Of the object.
   * @param file - A path on this machine; nobody changes it meanwhile.
   */
  upload(key: string, file: string): Promise<void>;
  /**
   * Reads into a file.
   *
   * @param key - Of an object.
   * @param file - A path on this machine, in a folder that is there.
   * @returns Whether there is such an object.
   */
  download(key: string, file: string): Promise<boolean>;
  /**
   * @param prefix - The beginning of keys: whole names, with a slash at the end.
   * @returns The keys that begin so, sorted.
   */
  list(prefix: string): Promise<string[]>;
  /**
   * Removes objects; those that are not there are no failure.
   *
   * @param keys - Of the objects.
   */
  remove(keys: readonly string[]): Promise<void>;
}
