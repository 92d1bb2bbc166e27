import { share } from '../../../run/measure.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import { rivals } from '../../../study/rivals.ts';
import { DISTRACTORS_DATA, runDistractors } from './distractorsStudy.ts';
import type { DistractorsResult } from './distractorsStudy.ts';
import { distractorsMeasures } from './measures.ts';
import { stripSection, trainingSection } from './sections.ts';
import { DISTRACTIONS, DISTRACTORS_SIZES, distractorsSchema } from './settings.ts';
import type { PolicyEntry } from './settings.ts';

/** Fetching an object among others that training never showed. */
export const rimsDistractors = defineRecipe({
  name: 'rims/distractors',
  title: 'Fetching an object among distractors that training never showed',
  paper: {
    title: 'Goyal et al. (ICLR 2021), Recurrent Independent Mechanisms',
    url: 'https://arxiv.org/abs/1909.10893',
    items: 'Section 4.3, robustness to novel distractors (curves alone: RIMs above the LSTM)',
    used: 'object picking of BabyAI with a convolutional encoder, curves without figures',
  },
  schema: distractorsSchema,
  presets: { ...DISTRACTORS_SIZES, paper: {} },
  compared: [],

  async run(context, config) {
    await context.pinData(DISTRACTORS_DATA);
    const results = await runDistractors(context, config);
    return {
      headline: headline(results),
      measures: distractorsMeasures(results),
      data: DISTRACTORS_DATA,
      matrices: {},
      details: {},
    };
  },

  async draw(material, config) {
    return [await trainingSection(material, config), ...(await stripSection(material, config))];
  },
});

/** The paper's claim is one of order: who fetches more among new distractors. */
function headline(results: readonly DistractorsResult[]): string {
  const kinds = (['rims', 'lstm'] as const).map(
    (kind) =>
      ({ core }: PolicyEntry) =>
        core.kind === kind,
  );
  const found = rivals(results, kinds, ({ outcome }) => outcome.measured.scores.new.successRate);
  const said = found.map(({ title, result: { outcome } }) => {
    const rates = DISTRACTIONS.map((from) => share(outcome.measured.scores[from].successRate));
    return `${rates.join(', ')} by ${title}`;
  });
  return `Targets fetched without, with known and with new distractors: ${said.join('; ')}.`;
}
