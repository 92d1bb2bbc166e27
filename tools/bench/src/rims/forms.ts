import type { Benchmark, BenchWorld } from '../benchmark.ts';
import { ourProgram, runProgram } from '../measure/program.ts';
import { timeProgram } from '../measure/timing.ts';
import { pairOf, takeTurns } from '../measure/turns.ts';
import { compare } from '../results/comparison.ts';
import {
  programText,
  ratioText,
  roundHeading,
  roundText,
  summaryText,
} from '../results/roundTable.ts';
import { checkRequest, FORM_CHOICES, REFERENCE, SIZE_OPTIONS } from './options.ts';
import type { FormName, FormsRequest } from './options.ts';

/** The three forms of recurrent independent mechanisms against each other. */
export const rimsForms: Benchmark<keyof typeof SIZE_OPTIONS, keyof typeof FORM_CHOICES> = {
  name: 'rims-forms',
  title:
    'one pass of recurrent independent mechanisms, forwards and backwards, in each of their forms',
  sizes: SIZE_OPTIONS,
  choices: FORM_CHOICES,
  check: checkRequest,
  run: timeForms,
  measure: async (form, sizes) =>
    (await import('./measurePasses.ts')).measurePasses(form as FormName, sizes),
};

async function timeForms(request: FormsRequest, world: BenchWorld): Promise<void> {
  const { sizes, choices, pairs, json } = request;
  const { out, run = runProgram } = world;
  const { forms } = choices;
  const contestants = forms.map((form) => {
    const program = ourProgram({ name: form, benchmark: rimsForms.name, which: form }, request);
    return { name: form, measure: () => timeProgram(program, run) };
  });
  if (!json) {
    const { units, modules, active, gap, batch, threads } = sizes;
    out(
      `rims-forms: ${modules} modules with ${active} active, ${units} units, ${gap + 20} steps, batch ${batch}, ${threads} threads`,
    );
    out(roundHeading(forms, 'pass'));
  }
  const rounds = await takeTurns(pairs, contestants, (round, index) => {
    if (!json) out(roundText(forms, round, index));
  });
  const comparisons = forms
    .filter((form) => form !== REFERENCE && forms.includes(REFERENCE))
    .map((form) => ({
      form,
      comparison: compare(rounds.map((round) => pairOf(round, form, REFERENCE))),
    }));
  if (json) {
    out(JSON.stringify({ benchmark: 'rims-forms', ...sizes, ...choices, comparisons, rounds }));
    return;
  }
  for (const line of summaryText(forms, rounds)) out(line);
  for (const { form, comparison } of comparisons) out(ratioText(form, REFERENCE, comparison));
  for (const [name, timing] of Object.entries(rounds.at(-1) ?? {})) out(programText(name, timing));
}
