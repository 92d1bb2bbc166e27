/** Where the lab writes: passed in, so that tests can listen. */
export interface Terminal {
  /**
   * Writes results.
   *
   * @param text - A line, without its end.
   */
  out(text: string): void;
  /**
   * Writes everything else: progress, notes, errors.
   *
   * @param text - A line, without its end.
   */
  note(text: string): void;
  /** The stream that a progress bar is drawn on; `undefined` where none can be drawn. */
  readonly barStream?: NodeJS.WritableStream;
}

/** What the lab takes from the world around it. */
export interface World {
  /** Where relative paths start. */
  readonly workingDirectory: string;
  /** The root of the repository. */
  readonly repositoryRoot: string;
  /** Environment variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where to write. */
  readonly terminal: Terminal;
  /** @returns The time in milliseconds since 1970. */
  now(): number;
  /** Aborted when the run should finish its step, save and stop. */
  readonly signal: AbortSignal;
}
