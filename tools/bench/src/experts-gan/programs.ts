import { fileURLToPath } from 'node:url';
import type { BenchArguments } from '../arguments.ts';
import type { Program } from '../childProcess.ts';

/** The peer that comes with this project. */
const OWN_PEER = fileURLToPath(new URL('../../peers/experts_gan_torch.py', import.meta.url));
const OURS = fileURLToPath(new URL('ours.ts', import.meta.url));

/**
 * Our program, in a Node started like this one.
 *
 * @param request - Sizes and backend.
 * @returns The program.
 */
export function ourProgram({ sizes, backend }: BenchArguments): Program {
  return {
    name: 'ours',
    file: process.execPath,
    args: [
      ...process.execArgv,
      OURS,
      JSON.stringify(sizes),
      ...(backend === undefined ? [] : [backend]),
    ],
    environment: {
      TF_CPP_MIN_LOG_LEVEL: '2',
      TF_NUM_INTRAOP_THREADS: String(sizes.threads),
      TF_NUM_INTEROP_THREADS: '1',
      OMP_NUM_THREADS: String(sizes.threads),
    },
  };
}

/**
 * The peer.
 *
 * @param request - Sizes, and the peer program when another one was named.
 * @param python - The Python that has what it needs.
 * @returns The program.
 */
export function peerProgram({ sizes, peer = OWN_PEER }: BenchArguments, python: string): Program {
  const options = {
    experts: sizes.experts,
    filters: sizes.filters,
    batch: sizes.batch,
    iterations: sizes.iterations,
    warmup: sizes.warmup,
    threads: sizes.threads,
  };
  return {
    name: 'peer',
    file: python,
    args: [
      peer,
      ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
      '--channels-last',
    ],
    environment: { OMP_NUM_THREADS: String(sizes.threads) },
  };
}
