import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import { BenchError } from './benchError.ts';
import { runProgram } from './childProcess.ts';
import type { Program } from './childProcess.ts';

/** A Python that can run the peer, or why there is none. */
export type PeerPython = { readonly python: string } | { readonly missing: string };

/**
 * Looks for a Python that has torch.
 *
 * @param named - The one that the user named. Default: `python3`, which may lack torch.
 * @param run - Runs a program. Default: as a child process.
 * @returns The Python, or the reason why there is none.
 * @throws BenchError when the named one cannot be used.
 */
export async function findPeerPython(
  named: string | undefined,
  run: (program: Program) => Promise<string> = runProgram,
): Promise<PeerPython> {
  const python = named ?? 'python3';
  try {
    await run({ name: 'peer', file: python, args: ['-c', 'import torch'], environment: {} });
    return { python };
  } catch (cause) {
    if (!(cause instanceof CausalMechanismsError)) throw cause;
    if (named === undefined) return { missing: cause.message };
    throw new BenchError(`--peer-python ${named} cannot be used: ${cause.message}`, { cause });
  }
}
