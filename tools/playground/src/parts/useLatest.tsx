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
  const [latest, setLatest] = useState<Latest<Output>>({
    value: undefined,
    failure: undefined,
    isBusy: input !== undefined,
  });
  const newest = useRef(input);
  const isRunning = useRef(false);
  const runner = useRef(run);
  runner.current = run;

  useEffect(() => {
    newest.current = input;
    if (input === undefined) return;
    setLatest((before) => ({ ...before, isBusy: true }));
    if (!isRunning.current) void work();

    async function work(): Promise<void> {
      isRunning.current = true;
      try {
        for (let asked = newest.current; asked !== undefined;) {
          const given = asked;
          const ended = await runner.current(given).then(
            (value) => ({ value }),
            (error: unknown) => ({ error }),
          );
          const isNewest = given === newest.current;
          setLatest((before) => settled(before, ended, isNewest));
          asked = isNewest ? undefined : newest.current;
        }
      } finally {
        isRunning.current = false;
      }
    }
  }, [input]);
  return latest;
}

function settled<Output>(
  before: Latest<Output>,
  ended: { readonly value: Output } | { readonly error: unknown },
  isNewest: boolean,
): Latest<Output> {
  const isBusy = !isNewest;
  if ('value' in ended) return { value: ended.value, failure: undefined, isBusy };
  const { error } = ended;
  if (isAbort(error)) return { ...before, isBusy };
  return {
    value: before.value,
    failure: error instanceof Error ? error.message : String(error),
    isBusy,
  };
}
