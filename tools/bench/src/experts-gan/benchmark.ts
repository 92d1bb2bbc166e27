import type { BenchArguments } from '../arguments.ts';
import { runProgram } from '../childProcess.ts';
import type { Program } from '../childProcess.ts';
import { alternate, compare } from '../comparison.ts';
import type { Pair } from '../comparison.ts';
import { comparisonText, PAIR_HEADING, pairText } from '../comparisonText.ts';
import { findPeerPython } from '../peerPython.ts';
import { parseTiming } from '../timing.ts';
import type { Timing } from '../timing.ts';
import { ourProgram, peerProgram } from './programs.ts';

/** Where a benchmark writes, and how it runs programs. */
export interface BenchWorld {
  /** Takes one line of the result. */
  readonly out: (line: string) => void;
  /** Runs a program. Default: as a child process. */
  readonly run?: (program: Program) => Promise<string>;
}

/**
 * Times one training iteration of the competition of experts against the PyTorch peer, in turns, each in a fresh process.
 *
 * @param request - Sizes, number of pairs, peer.
 * @param world - Where to write.
 * @throws BenchError when a program fails, or when the Python that was named does not run.
 */
export async function expertsGanBenchmark(
  request: BenchArguments,
  world: BenchWorld,
): Promise<void> {
  const { sizes, json } = request;
  const { out, run = runProgram } = world;
  const found = await findPeerPython(request.peerPython, run);
  const time = async (program: Program): Promise<Timing> =>
    parseTiming(program.name, await run(program));
  if (!json) {
    out(
      `experts-gan: ${sizes.experts} experts of ${sizes.filters} filters, batch ${sizes.batch}, 32x32x1, ` +
        `${sizes.threads} threads, ${sizes.iterations} iterations after ${sizes.warmup} of warm-up`,
    );
    if ('missing' in found) out(`no peer, ours alone: ${found.missing} (see --peer-python)`);
    out(PAIR_HEADING);
  }
  const pairs = await alternate(
    request.pairs,
    () => time(ourProgram(request)),
    'missing' in found ? undefined : () => time(peerProgram(request, found.python)),
    (pair, index) => {
      if (!json) out(pairText(pair, index));
    },
  );
  const comparison = compare(pairs);
  if (json) {
    const missing = 'missing' in found ? { peerMissing: found.missing } : {};
    out(JSON.stringify({ benchmark: 'experts-gan', ...sizes, ...missing, comparison, pairs }));
    return;
  }
  for (const line of comparisonText(comparison)) out(line);
  for (const line of programsText(pairs)) out(line);
}

/** What ran, and whether all experts had a gradient to compute. */
function programsText(pairs: readonly Pair[]): readonly string[] {
  const last = pairs.at(-1);
  if (last === undefined) return [];
  const wins = last.ours.winningExperts;
  return [
    `ours is ${last.ours.program}${wins === undefined ? '' : `; ${wins.toFixed(1)} experts won images per iteration`}`,
    ...(last.ours.program.includes('on wasm') ? ['WASM has one thread in Node'] : []),
    ...(last.peer === undefined ? [] : [`peer is ${last.peer.program}`]),
  ];
}
