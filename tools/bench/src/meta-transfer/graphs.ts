import type { Benchmark, BenchWorld } from '../benchmark.ts';
import { ourProgram, runProgram } from '../measure/program.ts';
import { timeProgram } from '../measure/timing.ts';
import { takeTurns } from '../measure/turns.ts';
import type { Round } from '../measure/turns.ts';
import { growthExponent } from '../results/growth.ts';
import { programText, roundHeading, roundText, summaryText } from '../results/roundTable.ts';
import { spread } from '../results/spread.ts';
import { GRAPH_CHOICES, GRAPH_SIZE_OPTIONS } from './graphOptions.ts';
import type { GraphsRequest } from './graphOptions.ts';

/** How the cost of a greedy search grows with the number of variables. */
export const metaTransferGraphs: Benchmark<
  keyof typeof GRAPH_SIZE_OPTIONS,
  keyof typeof GRAPH_CHOICES
> = {
  name: 'meta-transfer-graphs',
  title:
    'a greedy search for a graph with two parents per variable, against the number of variables',
  sizes: GRAPH_SIZE_OPTIONS,
  choices: GRAPH_CHOICES,
  run: timeGraphs,
  measure: async (variables, sizes) =>
    (await import('./measureGraphs.ts')).measureGraphs(Number(variables), sizes),
};

async function timeGraphs(request: GraphsRequest, world: BenchWorld): Promise<void> {
  const { sizes, choices, pairs, json } = request;
  const { out, run = runProgram } = world;
  const names = choices.variables;
  const contestants = names.map((name) => {
    const program = { name: `${name} variables`, benchmark: metaTransferGraphs.name, which: name };
    return { name, measure: () => timeProgram(ourProgram(program, request), run) };
  });
  if (!json) {
    const { categories, samples, 'per-target': perTarget, restarts } = sizes;
    out(
      `meta-transfer-graphs: ${categories} categories, ${samples} samples and ${perTarget} per target, ${restarts} climbs`,
    );
    out(roundHeading(names, 'search'));
  }
  const rounds = await takeTurns(pairs, contestants, (round, index) => {
    if (!json) out(roundText(names, round, index));
  });
  const exponent = names.length < 2 ? null : exponentOf(names, rounds);
  if (json) {
    out(
      JSON.stringify({
        benchmark: metaTransferGraphs.name,
        ...sizes,
        ...choices,
        exponent,
        rounds,
      }),
    );
    return;
  }
  for (const line of summaryText(names, rounds)) out(line);
  if (exponent !== null)
    out(`processor time grows with the power ${exponent.toFixed(2)} of the variables`);
  for (const [name, timing] of Object.entries(rounds.at(-1) ?? {})) out(programText(name, timing));
}

/** Of the processor time: other work on the machine moves it least. */
function exponentOf(names: readonly string[], rounds: readonly Round[]): number {
  return growthExponent(
    names.map((name) => {
      const seconds = rounds.map((round) => round[name]?.cpuSeconds ?? NaN);
      return [Number(name), spread(seconds).median];
    }),
  );
}
