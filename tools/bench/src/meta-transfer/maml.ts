import type { Benchmark, BenchWorld } from '../benchmark.ts';
import { ourProgram, runProgram } from '../measure/program.ts';
import { timeProgram } from '../measure/timing.ts';
import type { Timing } from '../measure/timing.ts';
import { pairOf, takeTurns } from '../measure/turns.ts';
import { compare } from '../results/comparison.ts';
import {
  programText,
  ratioText,
  roundHeading,
  roundText,
  summaryText,
} from '../results/roundTable.ts';
import { FORM_CHOICES, SIZE_OPTIONS } from './options.ts';
import type { MamlForm, MamlRequest } from './options.ts';

/** What each form is compared with. */
const PAIRS: readonly (readonly [MamlForm, MamlForm])[] = [
  ['second', 'tapes-2nd'],
  ['first', 'tapes-1st'],
  ['second', 'first'],
];

/** Meta-steps on sinusoids by passes and by tapes. */
export const maml: Benchmark<keyof typeof SIZE_OPTIONS, keyof typeof FORM_CHOICES> = {
  name: 'maml',
  title: 'one meta-step on sinusoids, by hand-written passes and by nested tapes',
  sizes: SIZE_OPTIONS,
  choices: FORM_CHOICES,
  run: timeForms,
  measure: async (form, sizes) =>
    (await import('./measureMetaSteps.ts')).measureMetaSteps(form as MamlForm, sizes),
};

async function timeForms(request: MamlRequest, world: BenchWorld): Promise<void> {
  const { sizes, choices, pairs, json } = request;
  const { out, run = runProgram } = world;
  const { forms } = choices;
  const contestants = forms.map((form) => {
    const program = ourProgram({ name: form, benchmark: maml.name, which: form }, request);
    return { name: form, measure: async () => perThousand(await timeProgram(program, run)) };
  });
  if (!json) {
    const { tasks, shots, steps, units, threads } = sizes;
    out(
      `maml: ${tasks} tasks of ${shots} points, ${steps} inner steps, 1-${units}-${units}-1, ${threads} threads`,
    );
    out(roundHeading(forms, 'thousand meta-steps'));
  }
  const rounds = await takeTurns(pairs, contestants, (round, index) => {
    if (!json) out(roundText(forms, round, index));
  });
  const comparisons = PAIRS.filter((pair) => pair.every((form) => forms.includes(form))).map(
    ([form, reference]) => ({
      form,
      reference,
      comparison: compare(rounds.map((round) => pairOf(round, form, reference))),
    }),
  );
  if (json) {
    out(JSON.stringify({ benchmark: maml.name, ...sizes, ...choices, comparisons, rounds }));
    return;
  }
  for (const line of summaryText(forms, rounds)) out(line);
  for (const { form, reference, comparison } of comparisons) {
    out(ratioText(form, reference, comparison));
  }
  for (const [name, timing] of Object.entries(rounds.at(-1) ?? {})) out(programText(name, timing));
}

/** A meta-step is a matter of milliseconds: a thousand of them have digits to read. */
function perThousand(timing: Timing): Timing {
  const { seconds, min, max, cpuSeconds } = timing;
  return {
    ...timing,
    seconds: 1000 * seconds,
    min: 1000 * min,
    max: 1000 * max,
    ...(cpuSeconds === undefined ? {} : { cpuSeconds: 1000 * cpuSeconds }),
  };
}
