/** How far a run is. */
export interface ProgressState {
  /** The phase, such as `competition`. */
  readonly name: string;
  /** Steps of it that are done. */
  readonly done: number;
  /** Its steps. */
  readonly total: number;
  /** Short figures to show beside. */
  readonly figures: Readonly<Record<string, string>>;
}

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
  /**
   * Takes the progress in the place of a bar or lines, where another process shows it.
   *
   * @param state - How far the run is.
   */
  onProgress?(state: ProgressState): void;
}

/** A command of the lab that runs in a process of its own. */
export interface ChildLab {
  /** Asks it to save and stop. */
  stop(): void;
  /** How it ended: an exit code as of the command itself. */
  readonly ended: Promise<number>;
}

/** What the lab takes from the world around it. */
export interface World {
  /**
   * Runs a command of the lab in another process.
   *
   * @param args - Without the program's own name.
   * @param show - What becomes of its notes and its progress.
   * @param typed - What it records as typed, without the program's own name. Default: what was typed to start this one.
   * @returns The process. It ends with this one, however that ends.
   */
  startChild?(
    args: readonly string[],
    show: Pick<Terminal, 'note'> & Required<Pick<Terminal, 'onProgress'>>,
    typed?: readonly string[],
  ): ChildLab;
  /** What was typed, without the program's own name. Default: it is not recorded. */
  readonly commandLine?: readonly string[];
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
