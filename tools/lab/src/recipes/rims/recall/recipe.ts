import { share } from '../../../run/measure.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import type { SectionMaterial } from '../../../report/section.ts';
import type { Curve } from '../../../report/figures/chartParts.ts';
import { curveChart } from '../../../report/figures/curves.ts';
import { sequenceEntries } from '../sequenceSettings.ts';
import { sequenceRivals } from '../sequenceStudy.ts';
import { recallMeasures } from './measures.ts';
import { RECALL_DATA, runRecall } from './recallStudy.ts';
import type { RecallResult } from './recallStudy.ts';
import { DISTRACTIONS, RECALL_SIZES, recallSchema } from './settings.ts';
import type { RecallConfig } from './settings.ts';

/** Recall of a cue among distractors that training never showed. */
export const rimsRecall = defineRecipe({
  name: 'rims/recall',
  title: 'Recall among distractors that training never showed',
  paper: {
    title: 'Goyal et al. (ICLR 2021), Recurrent Independent Mechanisms',
    url: 'https://arxiv.org/abs/1909.10893',
    items: 'Section 4.3, robustness to novel distractors',
    used: 'an agent that fetches objects; here a cue is recalled instead, which needs no rewards',
  },
  schema: recallSchema,
  presets: RECALL_SIZES,
  compared: [],

  async run(context, config) {
    await context.pinData(RECALL_DATA);
    const results = await runRecall(context, config);
    return {
      headline: headline(config, results),
      measures: recallMeasures(config, results),
      data: RECALL_DATA,
      matrices: {},
      details: {},
    };
  },

  async draw(material, config) {
    return [await trainingSection(material, config)];
  },
});

function headline({ alphabet }: RecallConfig, results: readonly RecallResult[]): string {
  const said = sequenceRivals(results, ({ outcome }) => outcome.measured.new.accuracy).map(
    ({ title, result: { outcome } }) => {
      const right = DISTRACTIONS.map((from) => share(outcome.measured[from].accuracy));
      return `${right.join(', ')} by ${title}`;
    },
  );
  return `Symbols right without, with known and with new distractors: ${said.join('; ')}; ${share(1 / alphabet)} by guessing.`;
}

async function trainingSection(material: SectionMaterial, config: RecallConfig) {
  const blocks = [];
  for (const from of DISTRACTIONS) {
    const curves: Curve[] = [];
    for (const { name, label } of sequenceEntries(config)) {
      const history = await material.part(name).evaluations();
      const points = history.map(
        ({ step, scalars }) => [step, scalars[`accuracy/${from}`] ?? NaN] as const,
      );
      curves.push({ label, points });
    }
    const chance = { label: 'guessing', value: 1 / config.alphabet, source: 'exact' } as const;
    const chart = await curveChart(curves, [chance], {
      xTitle: 'update',
      yTitle: `symbols right, ${from === 'none' ? 'no' : from} distractors`,
      labels: 'direct',
    });
    blocks.push(await material.figure(`training-${from}`, chart));
  }
  return {
    title: 'During training',
    text: `On ${config.evaluation.sequences} fixed sequences. Training shows known distractors; the model of the lowest cross entropy among those is the one in the table.`,
    blocks,
  };
}
