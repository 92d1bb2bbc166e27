import { useEffect, useRef, useState } from 'preact/hooks';
import { isAbort } from '../worker/sessionClient.ts';

/** How the newest call stands. */
export interface Latest<Output> {
  /** What the last call that ended well gave. */
  readonly value: Output | undefined;
  /** A sentence, where the last call failed. */
  readonly failure: string | undefined;
  /** Whether the value is not yet that of the newest input. */
  readonly isBusy: boolean;
}

/**
 * Calls a function whenever its input changes: one call at a time, and then the newest input that there is. A slider that is drawn does not
 * queue up hundreds of calls.
 *
 * @param input - A value of its own for each change, such as from `useMemo`; nothing is called for undefined.
 * @param run - What to call.
 * @returns How it stands.
 */
export function useLatest<Input, Output>(
  input: Input | undefined,
  run: (input: Input) => Promise<Output>,
): Latest<Output> {
  const [ended, setEnded] = useState<Ended<Input, Output>>(NOTHING);
  const newest = useRef(input);
  const isRunning = useRef(false);
  const runner = useRef(run);
  runner.current = run;

  useEffect(() => {
    newest.current = input;
    if (input === undefined) return;
    if (!isRunning.current) void work();

    async function work(): Promise<void> {
      isRunning.current = true;
      try {
        for (let asked = newest.current; asked !== undefined;) {
          const given = asked;
          const answer = await runner.current(given).then(
            (value) => ({ value }),
            (error: unknown) => ({ error }),
          );
          setEnded((before) => ({ ...settled(before, answer), input: given }));
          asked = given === newest.current ? undefined : newest.current;
        }
      } finally {
        isRunning.current = false;
      }
    }
  }, [input]);
  // From the input, not noted by the effect: a page must not show old values as new ones until the effect has run.
  return {
    value: ended.value,
    failure: ended.failure,
    isBusy: input !== undefined && input !== ended.input,
  };
}

/** How the last call ended, and what it was for. */
interface Ended<Input, Output> extends Omit<Latest<Output>, 'isBusy'> {
  readonly input: Input | undefined;
}

const NOTHING = { value: undefined, failure: undefined, input: undefined };

function settled<Output>(
  before: Omit<Latest<Output>, 'isBusy'>,
  answer: { readonly value: Output } | { readonly error: unknown },
): Omit<Latest<Output>, 'isBusy'> {
  if ('value' in answer) return { value: answer.value, failure: undefined };
  const { error } = answer;
  if (isAbort(error)) return before;
  return {
    value: before.value,
    failure: error instanceof Error ? error.message : String(error),
  };
}
