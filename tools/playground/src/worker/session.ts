/** Where a session is. */
export interface SessionPlace {
  /** The folder of the page, with a slash at the end: `${base}models/...` are the shipped models. */
  readonly base: string;
}

/** What a method of a session gets besides its input. */
export interface Call<Progress = never> {
  /** Aborts when the page has lost interest. A method that runs long passes it on, and throws its reason. */
  readonly signal: AbortSignal;
  /**
   * Tells the page how far it is.
   *
   * @param progress - Plain data.
   */
  readonly report: (progress: Progress) => void;
}

/** A method of a session: input, output and progress are plain data, which are copied between worker and page. */
export type SessionMethod<Input, Output, Progress = never> = (
  input: Input,
  call: Call<Progress>,
) => Promise<Output>;

/**
 * What `session.ts` of a panel exports under the name `openSession`. The backend runs by then.
 *
 * @param place - Where it is.
 * @returns The methods that the view calls. They own the tensors of the panel.
 */
export type OpenSession<Session> = (place: SessionPlace) => Session;

/** What a method takes. */
export type InputOf<Method> = Method extends (input: infer Input, call: never) => unknown
  ? Input
  : never;

/** What a method gives. */
export type OutputOf<Method> = Method extends (...given: never[]) => Promise<infer Output>
  ? Output
  : never;

/** What a method reports on its way. */
export type ProgressOf<Method> = Method extends (
  input: never,
  call: Call<infer Progress>,
) => unknown
  ? Progress
  : never;
