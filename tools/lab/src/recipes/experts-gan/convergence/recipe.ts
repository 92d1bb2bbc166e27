import { curveChart } from '../../../report/figures/curves.ts';
import type { Curve } from '../../../report/figures/chartParts.ts';
import type { ReportSection } from '../../../report/section.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import type { RunMaterial } from '../../../run/recipe.ts';
import { PAPER } from '../competition/paper.ts';
import { QUICK_STUDY } from '../competition/settings.ts';
import { runCompetitors } from '../competitors/runCompetitors.ts';
import { drawCompetitors } from '../competitors/sections.ts';
import { competitorEntries, competitorsSchema } from '../competitors/settings.ts';
import type { CompetitorsConfig } from '../competitors/settings.ts';
import { endHeadline } from '../competitors/headlines.ts';

const SCHEMA = competitorsSchema({
  'until-converged': { convergence: {} },
  'fixed-number': {},
});

const COLUMNS = [
  ...(['iterations', 'verdict', 'matched', 'perfectAtEnd', 'lastChange'] as const),
  ...(['accuracy', 'meanSquaredError'] as const),
];

/** When to end: after a fixed number of iterations, or once the winners of fixed images stay the same. */
export const expertsGanConvergence = defineRecipe({
  name: 'experts-gan/convergence',
  title: 'When a competition of experts has converged',
  paper: {
    ...PAPER,
    items: 'the text on two rules of convergence',
    used: 'MNIST, ten mechanisms, and 2000 iterations',
  },
  schema: SCHEMA,
  presets: {
    quick: {
      ...QUICK_STUDY,
      iterations: 300,
      settings: {
        'until-converged': { convergence: { every: 10, looks: 5, agreement: 0.95 } },
        'fixed-number': {},
      },
    },
    paper: { models: ['until-converged'] },
  },
  compared: [],
  run: (context, config) =>
    runCompetitors(context, config, {
      columns: COLUMNS,
      paper: {
        'until-converged': { iterations: 'proposed, no number' },
        'fixed-number': { iterations: '2000', verdict: 'perfect in 7 of 10 runs' },
      },
      headline: endHeadline,
    }),
  draw: async (material, config) => {
    const [first, ...others] = await drawCompetitors(material, config);
    return [
      ...(first === undefined ? [] : [first]),
      ...(await agreementSection(material, config)),
      ...others,
    ];
  },
});

async function agreementSection(
  material: RunMaterial,
  config: CompetitorsConfig,
): Promise<ReportSection[]> {
  const curves: Curve[] = [];
  for (const { name, label } of competitorEntries(config)) {
    const steps = await material.part(name).steps('competition');
    const points = steps.flatMap(({ step, scalars }) => {
      const { agreement } = scalars;
      return agreement === undefined ? [] : [[step, agreement] as const];
    });
    if (points.length > 0) curves.push({ label, points });
  }
  if (curves.length === 0) return [];
  const chart = await curveChart(curves, [], {
    xTitle: 'iteration',
    yTitle: 'share with the same winner',
    yRange: [0, 1],
    percent: true,
  });
  return [
    {
      title: 'Do winners stay the same?',
      text: 'The lowest share of fixed images whose winner is that of the first of the looks that count. A competition has converged when this stays above the threshold for as many looks as it takes.',
      blocks: [await material.figure('agreement', chart)],
    },
  ];
}
