import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { hashText } from './hashedFile.ts';
import { systemCode } from './fileErrors.ts';

/** @internal Tells a process from a later one that got the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** The machine. */
  readonly host: string;
  /** A short digest of when the process began, or `unknown` where the system does not say. */
  readonly began: string;
}

/** @internal Who this process is. */
export async function ownIdentity(): Promise<ProcessIdentity> {
  return { pid: process.pid, host: hostname(), began: await beginning(process.pid) };
}

/**
 * @internal Whether a process of this machine still runs.
 *
 * Numbers are handed out again, in containers nearly always the same ones: where the system tells when a process began,
 * a living process that began at another time is another process.
 */
export async function isRunning(pid: number, began: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and belongs to another user.
    if (systemCode(error) !== 'EPERM') return false;
  }
  const now = await beginning(pid);
  return began === 'unknown' || now === 'unknown' || began === now;
}

async function beginning(pid: number): Promise<string> {
  try {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    const status = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold blanks; the start time is the 20th field after it.
    const ticks = status.slice(status.lastIndexOf(')') + 2).split(' ')[19];
    return ticks === undefined ? 'unknown' : hashText(`${boot}${ticks}`).slice(0, 12);
  } catch {
    // No /proc: macOS and Windows.
    return 'unknown';
  }
}
