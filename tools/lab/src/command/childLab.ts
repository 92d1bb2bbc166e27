import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { EXIT } from '@causal-mechanisms/command-line';
import * as z from 'zod';
import type { ChildLab, Terminal, World } from '../run/world.ts';

/** Set for a process whose notes and progress another one shows. */
const CHILD_VARIABLE = 'CAUSAL_MECHANISMS_LAB_CHILD';

/** What was typed for such a process, as JSON. */
const TYPED_VARIABLE = 'CAUSAL_MECHANISMS_LAB_TYPED';

const messageSchema = z.union([
  z.object({ note: z.string() }),
  z.object({
    progress: z.object({
      name: z.string(),
      done: z.number(),
      total: z.number(),
      figures: z.record(z.string(), z.string()),
    }),
  }),
]);

/** @returns Whether this process is one of {@link startChildLab}. */
export function isChild(): boolean {
  return process.env[CHILD_VARIABLE] === '1' && process.send !== undefined;
}

/** @returns What the user typed, without the program's own name, also in such a process. */
export function typedCommand(): readonly string[] {
  const typed = isChild() ? process.env[TYPED_VARIABLE] : undefined;
  return typed === undefined ? process.argv.slice(2) : z.array(z.string()).parse(JSON.parse(typed));
}

/** @returns The terminal of such a process: all that is said goes to the one that started it. */
export function childTerminal(): Terminal {
  const send = (message: z.input<typeof messageSchema>): void => {
    // Where the other process is gone, this one ends as well.
    if (process.connected) process.send?.(message);
  };
  return {
    out: () => undefined,
    note: (note) => send({ note }),
    onProgress: ({ name, done, total, figures }) =>
      send({ progress: { name, done, total, figures: { ...figures } } }),
  };
}

/**
 * Runs a command of the lab in another process, which ends with this one: it watches the channel between them.
 *
 * @param args - Without the program's own name.
 * @param show - What becomes of its notes and its progress.
 * @param typed - What it records as typed. Default: what was typed to start this one.
 * @returns The process.
 */
export const startChildLab: NonNullable<World['startChild']> = (
  args,
  show,
  typed = typedCommand(),
): ChildLab => {
  const child = fork(fileURLToPath(new URL('../main.ts', import.meta.url)), [...args], {
    env: {
      ...process.env,
      [CHILD_VARIABLE]: '1',
      [TYPED_VARIABLE]: JSON.stringify(typed),
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  child.on('message', (message) => {
    const parsed = messageSchema.safeParse(message);
    if (!parsed.success) return;
    if ('note' in parsed.data) show.note(parsed.data.note);
    else show.onProgress(parsed.data.progress);
  });
  // What libraries say, or Node itself where the process dies.
  child.stderr?.on('data', (text: Buffer) => {
    for (const line of text.toString().split('\n')) if (line.trim() !== '') show.note(line);
  });
  const ended = new Promise<number>((resolve) => {
    child.on('error', (error) => {
      show.note(`cannot start Node: ${error.message}`);
      resolve(EXIT.failed);
    });
    child.on('close', (code) => resolve(code ?? EXIT.failed));
  });
  return { ended, stop: () => void child.kill('SIGINT') };
};
