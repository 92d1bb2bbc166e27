import type { LabelledMatrix } from '@causal-mechanisms/tensor-utils';
import { defineRecipe } from '../../../run/recipe.ts';
import type { Curve } from '../../../report/figures/chartParts.ts';
import { curveChart } from '../../../report/figures/curves.ts';
import type { SectionMaterial } from '../../../report/section.ts';
import { FOUND, richMeasures } from './measures.ts';
import { runRich } from './richStudy.ts';
import type { RichOutcome, RichResult } from './richStudy.ts';
import { richPart, richSchema, TASK_LABELS } from './settings.ts';
import type { RichConfig, TaskName } from './settings.ts';

const DATA = {
  kind: 'generated',
  description:
    'chains of random splines with noise, mixed by a random rotation or random coupling layers',
  chosenBy: 'the task itself',
} as const;

/** Encoders with more freedom than a rotation of the plane. */
export const metaTransferEncoderRich = defineRecipe({
  name: 'meta-transfer/encoder-rich',
  title: 'Variables behind a rotation of space, or behind coupling layers',
  paper: {
    title:
      'Bengio et al. (ICLR 2020), A Meta-Transfer Objective for Learning to Disentangle Causal Mechanisms',
    url: 'https://arxiv.org/abs/1901.10912',
    items: 'not in the paper, which learns a rotation of the plane',
    used: 'one angle',
  },
  schema: richSchema,
  presets: {
    quick: {
      tasks: ['coupling'],
      truths: 1,
      trainingPoints: 1000,
      transferSets: 10,
      points: 300,
      couplingTraining: { iterations: 100, starts: 1, trainingPoints: 300, learningRate: 0.02 },
    },
    small: {
      truths: 5,
      trainingPoints: 2000,
      transferSets: 30,
      points: 300,
      chainTraining: {
        iterations: 100,
        starts: 3,
        trainingPoints: 300,
        learningRate: 0.04,
        beliefRate: 0.02,
        mixtureIterations: 6,
        bumps: 16,
      },
      couplingTraining: {
        iterations: 200,
        starts: 1,
        trainingPoints: 300,
        learningRate: 0.02,
        beliefRate: 0.01,
      },
    },
    paper: {},
  },
  compared: [],

  async run(context, config) {
    await context.pinData(DATA);
    const results = await runRich(context, config);
    return {
      headline: headline(results),
      measures: richMeasures(results),
      data: DATA,
      matrices: Object.fromEntries(results.map(firstMatrix)),
      details: {},
    };
  },

  async draw(material, config) {
    const blocks = [];
    for (const task of config.tasks) blocks.push(await lossFigure(material, config, task));
    return [
      {
        title: 'Loss during training',
        text: 'The least loss among the starts, averaged over about fifty iterations; a curve per truth.',
        blocks,
      },
    ];
  },
});

/** R2 of the first truth of a task, by its name. */
function firstMatrix({ task, outcomes: [first] }: RichResult): [string, LabelledMatrix] {
  const values = first?.after.r2 ?? [];
  return [
    `R2, ${richPart(task, 0)}`,
    {
      rows: ['A', 'B', 'C'].slice(0, values.length),
      columns: ['U', 'V', 'W'].slice(0, values.length),
      values,
    },
  ];
}

async function lossFigure(material: SectionMaterial, { truths }: RichConfig, task: TaskName) {
  const curves: Curve[] = [];
  for (let truth = 0; truth < truths; truth++) {
    const kept = await material.part(richPart(task, truth)).kept<RichOutcome>();
    if (kept !== undefined) curves.push({ label: `truth ${truth + 1}`, points: kept.value.losses });
  }
  const chart = await curveChart(curves, [], {
    xTitle: 'iteration',
    yTitle: `loss, ${TASK_LABELS[task]} (nats per point)`,
  });
  return material.figure(`loss-${task}`, chart);
}

function headline(results: readonly RichResult[]): string {
  const said = results.map(({ task, outcomes }) => {
    const found = outcomes.filter(({ after }) => after.mcc >= FOUND).length;
    return `${found} of ${outcomes.length} (${TASK_LABELS[task]})`;
  });
  return `Truths whose variables are found with a mean correlation of at least ${FOUND}: ${said.join(', ')}.`;
}
