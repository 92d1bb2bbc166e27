import { addExperts, ExpertsModel } from '@causal-mechanisms/experts-gan';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { LabelledMatrix } from '@causal-mechanisms/tensor-utils';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import { heatMap } from '../../../report/figures/heatMap.ts';
import type { ReportBlock, ReportSection } from '../../../report/section.ts';
import type { Measure } from '../../../run/measure.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import type { RecipeContext, RunMaterial } from '../../../run/recipe.ts';
import { openCompetition } from '../competition/openCompetition.ts';
import { PAPER } from '../competition/paper.ts';
import { QUICK_STUDY } from '../competition/settings.ts';
import { verdictHeadline } from '../competitors/headlines.ts';
import { competitorMeasures, referenceMeasures } from '../competitors/measures.ts';
import { competitionDetails, keepOutputs, winMatrices } from '../competitors/runCompetitors.ts';
import { drawCompetitors } from '../competitors/sections.ts';
import { competitorEntries } from '../competitors/settings.ts';
import { studyCompetitors } from '../competitors/study.ts';
import type { CompetitorResult, StudiedEntry } from '../competitors/study.ts';
import { bankFigures, bankMeasures } from './bankFigures.ts';
import { grownEntry, numberOfExpertsSchema } from './settings.ts';
import type { NumberOfExpertsConfig } from './settings.ts';

const COLUMNS = [
  ...(['verdict', 'matched', 'perfectAtEnd', 'idle'] as const),
  ...(['accuracy', 'meanSquaredError'] as const),
];

const SAID = {
  '16-experts': { idle: '6 of 16', accuracy: 'at the bound' },
  '6-experts': { accuracy: 'at most 72 %' },
} as const;

/** More and fewer experts than mechanisms; what pruning and merging cost, and what added experts bring. */
export const expertsGanNumberOfExperts = defineRecipe({
  name: 'experts-gan/number-of-experts',
  title: 'More and fewer experts than mechanisms',
  paper: {
    ...PAPER,
    items: 'Figure 9, and the text on removing, merging and adding experts',
    used: 'MNIST, ten mechanisms, 16 and 6 experts',
  },
  schema: numberOfExpertsSchema,
  presets: {
    quick: {
      ...QUICK_STUDY,
      models: ['5-experts', '2-experts'],
      settings: { '5-experts': { experts: 5 }, '2-experts': { experts: 2 } },
      grow: { from: '2-experts', add: 2, iterations: 200 },
      bankImages: 300,
    },
    paper: {},
  },
  compared: [],

  async run(context, config) {
    const competition = await openCompetition(context, config);
    try {
      const entries: StudiedEntry[] = competitorEntries(config);
      const grown = grownEntry(config);
      const results = await studyCompetitors(
        context,
        [...entries, ...(grown === undefined ? [] : [goingOn(context, config, grown)])],
        competition,
      );
      const banks: Measure[] = [];
      const distances: Record<string, LabelledMatrix> = {};
      for (const { entry, outcome } of results) {
        const { name, label } = entry;
        const model = await ExpertsModel.load(modelFolder(context.part(name).folder.model));
        try {
          context.progress.note(`${name}: without idle experts, and with one for several alike`);
          const found = await bankFigures(model, competition, config.bankImages);
          banks.push(...bankMeasures(name, label, outcome.measured, found));
          distances[`distances/${name}`] = found.distances;
        } finally {
          model.dispose();
        }
      }
      const references = await competition.references(competition.whole);
      await keepOutputs(context, results, competition.whole);
      return {
        headline: `${verdictHeadline(results)} ${idleSentence(results)}`,
        measures: [
          ...competitorMeasures(results, COLUMNS, SAID),
          ...banks,
          ...referenceMeasures(references),
        ],
        data: competition.used,
        matrices: { ...winMatrices(results), ...distances },
        details: {
          ...competitionDetails(competition),
          idle: Object.fromEntries(
            results.map(({ entry, outcome }) => [entry.name, [...outcome.measured.idle]]),
          ),
        },
      };
    } finally {
      competition.dispose();
    }
  },

  async draw(material, config) {
    const grown = grownEntry(config);
    return [
      ...(await drawCompetitors(material, config, grown === undefined ? [] : [grown])),
      ...(await distanceSection(material, config)),
    ];
  },
});

/** The competition that goes on with further experts, which learn the identity map first. */
function goingOn(
  context: Pick<RecipeContext, 'part' | 'seed'>,
  { grow }: NumberOfExpertsConfig,
  grown: StudiedEntry,
): StudiedEntry {
  return {
    ...grown,
    open: async () => {
      const { from = '', add = 0 } = grow ?? {};
      const model = await ExpertsModel.load(modelFolder(context.part(from).folder.model));
      try {
        const larger = await addExperts(
          model,
          add,
          new RandomStream(context.seed).split('added experts'),
        );
        const fresh = Array.from({ length: add }, (_, i) => model.experts + i);
        return { model: larger, fresh };
      } finally {
        model.dispose();
      }
    },
  };
}

function idleSentence(results: readonly CompetitorResult[]): string {
  return results
    .map(({ entry: { label }, outcome: { measured } }) =>
      measured.idle.length === 0
        ? `No expert of ${label} is idle.`
        : `Of ${label}, ${measured.idle.length === 1 ? 'one wins' : `${measured.idle.length} win`} nothing (number ${measured.idle.join(', ')}).`,
    )
    .join(' ');
}

async function distanceSection(
  material: RunMaterial,
  config: NumberOfExpertsConfig,
): Promise<ReportSection[]> {
  const grown = grownEntry(config);
  const entries = [...competitorEntries(config), ...(grown === undefined ? [] : [grown])];
  const blocks: ReportBlock[] = [];
  for (const { name, label } of entries) {
    const matrix = material.result.matrices[`distances/${name}`];
    if (matrix === undefined) continue;
    const chart = await heatMap(matrix, {
      title: label,
      rowTitle: 'expert',
      columnTitle: 'expert',
      high: 2,
      show: (value) => value.toFixed(1),
    });
    blocks.push(await material.figure(`distances-${name}`, chart));
  }
  if (blocks.length === 0) return [];
  return [
    {
      title: 'How far apart experts are',
      text: 'The mean squared difference of two experts’ outputs, relative to how far they move images: 0 for the same map, about 2 for maps that have nothing in common. Experts within 0.1 are merged.',
      blocks,
    },
  ];
}
