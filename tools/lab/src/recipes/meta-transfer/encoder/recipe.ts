import { median } from '@causal-mechanisms/metrics';
import { defineRecipe } from '../../../run/recipe.ts';
import { runEncoders } from './encoderStudy.ts';
import type { EncoderResult } from './encoderStudy.ts';
import { encoderMeasures } from './measures.ts';
import { errorSection, pathSection, readOutcomes, scoreSection } from './sections.ts';
import { encoderSchema, LEARNER_LABELS } from './settings.ts';

const DATA = {
  kind: 'generated',
  description: 'random splines with noise, turned by a fixed rotation',
  chosenBy: 'the task is a rule for making data, in the paper as here',
} as const;

/** A rotation of the plane with the causal direction between its codes. */
export const metaTransferEncoder = defineRecipe({
  name: 'meta-transfer/encoder',
  title: 'Learning the variables whose mechanism stays the same',
  paper: {
    title:
      'Bengio et al. (ICLR 2020), A Meta-Transfer Objective for Learning to Disentangle Causal Mechanisms',
    url: 'https://arxiv.org/abs/1901.10912',
    items: 'the encoder that is learned (section on representation learning)',
    used: 'one random spline, mixture density networks, 1000 iterations',
  },
  schema: encoderSchema,
  presets: {
    quick: {
      splines: 3,
      points: 500,
      learners: ['search'],
      search: { transferSets: 6, iterations: 18 },
    },
    small: {
      learners: ['search', 'gradient', 'first-order', 'costs', 'authors-loss'],
      gradient: {
        iterations: 500,
        learningRate: 0.02,
        starts: 3,
        trainingPoints: 300,
        mixtureIterations: 8,
      },
    },
    paper: { learners: ['search', 'gradient', 'first-order', 'costs', 'authors-loss', 'networks'] },
  },
  compared: [],

  async run(context, config) {
    await context.pinData(DATA);
    const results = await runEncoders(context, config);
    return {
      headline: headline(results),
      measures: encoderMeasures(results),
      data: DATA,
      matrices: {},
      details: {},
    };
  },

  async draw(material, config) {
    const results = await readOutcomes(material, config);
    return [
      await errorSection(material, results),
      ...(await scoreSection(material, results)),
      ...(await pathSection(material, results)),
    ];
  },
});

function headline(results: readonly EncoderResult[]): string {
  const said = results.map(({ learner, outcomes }) => {
    const errors = outcomes.map(({ error }) => error);
    const right = errors.filter((error) => error <= 3).length;
    return `${right} of ${errors.length} by ${LEARNER_LABELS[learner]} (median ${median(errors).toFixed(2)})`;
  });
  return `Splines whose angle is within 3 degrees of a right pair: ${said.join(', ')}.`;
}
