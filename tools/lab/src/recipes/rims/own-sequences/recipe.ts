import type { SequenceCoding } from '@causal-mechanisms/datasets';
import type { JsonObject } from '@causal-mechanisms/tensor-utils';
import { share } from '../../../run/measure.ts';
import type { Measure } from '../../../run/measure.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import { sequenceEntries } from '../sequenceSettings.ts';
import { sequenceCosts } from '../sequenceStudy.ts';
import { writeExampleFile } from './exampleFile.ts';
import { earlyWord, naiveAnswer } from './naiveAnswer.ts';
import type { NaiveAnswer } from './naiveAnswer.ts';
import { readOwnSequences } from './ownSequences.ts';
import { runOwnStudy } from './ownStudy.ts';
import type { OwnResult } from './ownStudy.ts';
import { heldOutBatches } from './scoring.ts';
import type { OwnScores } from './scoring.ts';
import { ownSections } from './sections.ts';
import { OWN_SEQUENCES_PRESETS, ownSequencesSchema } from './settings.ts';

/** Modules that compete for a user's own sequences. */
export const rimsOwnSequences = defineRecipe({
  name: 'rims/own-sequences',
  title: 'Own sequences',
  paper: {
    title: 'Goyal et al. (ICLR 2021), Recurrent Independent Mechanisms',
    url: 'https://arxiv.org/abs/1909.10893',
    items: 'the method, on data of one’s own',
  },
  schema: ownSequencesSchema,
  presets: OWN_SEQUENCES_PRESETS,
  compared: [],

  async checkData(config, { seed, signal }) {
    if (config.example === 0) await readOwnSequences(config, seed, signal);
  },

  async run(context, config) {
    const { progress, seed, signal, folder } = context;
    if (config.example > 0) await writeExampleFile(config.sequences, seed, config.example);
    const data = await readOwnSequences(config, seed, signal);
    await context.pinData(data.used);
    for (const warning of data.warnings) progress.note(`note: ${warning}`);
    const batches = heldOutBatches(data.heldOut);
    const naive = await naiveAnswer(data.coding, heldOutBatches(data.training), batches);
    // Beside the models, of which it is a part: without it nobody knows what their numbers mean.
    await folder.writeJson('coding.json', data.coding);
    const results = await runOwnStudy(context, config, data, batches, naive);
    const words = results.flatMap(
      ({ entry, outcome }) => earlyWord(entry.updates, outcome.measured.scores.loss, naive) ?? [],
    );
    return {
      headline: headlineOf(data.coding, results, naive),
      measures: [
        ...results.flatMap((result) => [
          ...scoreMeasures(data.coding, result.entry, result.outcome.measured.scores),
          ...sequenceCosts(result),
        ]),
        ...scoreMeasures(data.coding, { name: 'naive', label: naive.name }, naive.scores),
      ],
      data: data.used,
      matrices: {},
      details: {
        warnings: [...data.warnings, ...words],
        coding: data.coding,
        naive: naive as unknown as JsonObject,
      },
    };
  },

  draw({ result, ...material }, config) {
    const { warnings, coding, naive } = result.details;
    return ownSections(material, {
      models: sequenceEntries(config),
      coding: coding as unknown as SequenceCoding,
      naive: naive as unknown as NaiveAnswer,
      warnings: Array.isArray(warnings) ? warnings.map(String) : [],
    });
  },
});

function scoreMeasures(
  { inputs }: SequenceCoding,
  { name, label: model }: { readonly name: string; readonly label: string },
  { loss, accuracy, errors = [] }: OwnScores,
): Measure[] {
  const columns = inputs.kind === 'numbers' ? inputs.columns : [];
  return [
    {
      name: `${name}/loss`,
      label: accuracy === undefined ? 'squared error, in deviations' : 'cross entropy',
      model,
      value: loss,
    },
    ...(accuracy === undefined
      ? []
      : [
          {
            name: `${name}/accuracy`,
            label: 'right',
            model,
            value: accuracy,
            format: 'percent' as const,
            main: true,
          },
        ]),
    ...errors.map((error, column) => ({
      name: `${name}/error/${column + 1}`,
      label: `error of ${columns[column] ?? ''}`,
      model,
      value: error,
      main: true,
    })),
  ];
}

function headlineOf(
  { ask, inputs }: SequenceCoding,
  results: readonly OwnResult[],
  naive: NaiveAnswer,
): string {
  const what =
    ask === 'label' ? 'Labels of held-out sequences' : 'Next steps of held-out sequences';
  const all = [
    ...results.map(({ entry, outcome }) => ({
      name: `by ${entry.label}`,
      scores: outcome.measured.scores,
    })),
    { name: `by saying ${naive.name}`, scores: naive.scores },
  ];
  const columns = inputs.kind === 'numbers' ? inputs.columns : [];
  const said = all.map(({ name, scores }) => {
    if (scores.accuracy !== undefined) return `${share(scores.accuracy)} right ${name}`;
    const errors = (scores.errors ?? []).map(
      (error, column) => `${error.toPrecision(3)} in ${columns[column] ?? ''}`,
    );
    return `off by ${errors.join(', ')} ${name}`;
  });
  return `${what}: ${said.join('; ')}.`;
}
