import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import { BenchError, runProgram } from './program.ts';
import type { Program } from './program.ts';

/** A Python that can run the peer, or why there is none. */
export type PeerPython = { readonly python: string } | { readonly missing: string };

/**
 * Looks for a Python that has torch.
 *
 * @param named - The one that the user named. Default: `python3`, which need not be there.
 * @param run - Runs a program. Default: as a child process.
 * @returns The Python, or the reason why there is none.
 * @throws BenchError when the named one does not run at all: most likely its path is mistyped.
 */
export async function findPeerPython(
  named: string | undefined,
  run: (program: Program) => Promise<string> = runProgram,
): Promise<PeerPython> {
  const python = named ?? 'python3';
  const failure = async (code: string): Promise<CausalMechanismsError | undefined> => {
    try {
      await run({ name: 'peer', file: python, args: ['-c', code], environment: {} });
      return undefined;
    } catch (error) {
      if (error instanceof CausalMechanismsError) return error;
      throw error;
    }
  };
  const withTorch = await failure('import torch');
  if (withTorch === undefined) return { python };
  const cause = named === undefined ? undefined : await failure('pass');
  if (cause === undefined) return { missing: withTorch.message };
  throw new BenchError(`--peer-python ${python} cannot be used: ${cause.message}`, { cause });
}
