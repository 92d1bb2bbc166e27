import * as tf from '@tensorflow/tfjs';
import { ExpertsModel } from '@causal-mechanisms/experts-gan';
import { assignmentVerdict } from '@causal-mechanisms/metrics';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import { imageSection } from '../../../report/figures/imageSection.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import { stopIfInterrupted } from '../../../run/interrupted.ts';
import { openCompetition } from '../competition/openCompetition.ts';
import { PAPER } from '../competition/paper.ts';
import { judgeExperts } from '../competition/runCompetition.ts';
import { winSection } from '../competition/sections.ts';
import { QUICK_STUDY } from '../competition/settings.ts';
import { trainInCompetition } from '../competition/training.ts';
import { expertAgreements } from './agreement.ts';
import { nearness, orders, undoChain } from './chains.ts';
import { chooseCharacters } from './characters.ts';
import { chainTable, expertGrid } from './figures.ts';
import { agreementMeasures, meanAgreement, omniglotHeadline, orderMeasures } from './measures.ts';
import type { OrderFigures } from './measures.ts';
import { omniglotSchema } from './settings.ts';

/** Characters that are shown. */
const SHOWN = 10;

/** Experts that learned on digits, on characters of another size: one by one, and in a row. */
export const expertsGanOmniglot = defineRecipe({
  name: 'experts-gan/omniglot',
  title: 'Experts trained on digits, applied to characters',
  paper: {
    ...PAPER,
    items: 'Figures 7 and 8',
    used: 'MNIST for training, Omniglot at 46x46, and ten mechanisms',
  },
  schema: omniglotSchema,
  presets: {
    quick: {
      ...QUICK_STUDY,
      characters: { source: 'embedded', count: 100 },
      chain: [0, 1, 2],
    },
    paper: {},
  },
  compared: [],

  async run(context, config) {
    const competition = await openCompetition(context, config);
    const { mechanisms } = competition.mixture;
    const stream = new RandomStream(context.seed).split('characters');
    let model: ExpertsModel | undefined;
    let originals: tf.Tensor4D | undefined;
    try {
      model =
        config.model === ''
          ? await trainInCompetition(context, config, competition)
          : await ExpertsModel.load(modelFolder(config.model));
      await model.save(modelFolder(context.folder.model));
      const { matrices, scalars } = await judgeExperts(context, model, competition);
      context.progress.stop();
      const { bestExperts } = assignmentVerdict(matrices.wins.values);
      const { images, used } = await chooseCharacters(
        context.data,
        config.characters,
        stream.split('choice'),
      );
      originals = images;
      const agreements = await expertAgreements(
        model,
        images,
        mechanisms,
        bestExperts,
        stream.split('noise'),
      );
      stopIfInterrupted(context.signal);
      const grid = await expertGrid(model, images, mechanisms, bestExperts, stream.split('grid'));
      const chained: OrderFigures[] = [];
      let shown;
      for (const [place, order] of orders(config.chain).entries()) {
        const chain = order.flatMap((m) => {
          const mechanism = mechanisms[m];
          return mechanism === undefined ? [] : [{ mechanism, expert: bestExperts[m] ?? 0 }];
        });
        const undone = undoChain(model, images, chain, stream.split(`order ${place}`));
        const { steps } = undone;
        const [changed, last] = [steps[chain.length], steps.at(-1)];
        if (changed !== undefined && last !== undefined) {
          chained.push({
            label: chain.map(({ mechanism }) => mechanism.name).join(', '),
            before: await nearness(changed, images),
            after: await nearness(last, images),
          });
        }
        if (place === 0) shown = await chainTable(undone, SHOWN);
        tf.dispose([...steps]);
      }
      await context.keepImages({ experts: grid, ...(shown === undefined ? {} : { chain: shown }) });
      const agreement = meanAgreement(agreements);
      return {
        headline: omniglotHeadline(agreement, chained[0]),
        measures: [
          {
            name: 'agreement',
            label: 'off-diagonal outputs that are nearest to the expert’s own inverse',
            value: agreement,
            format: 'percent',
            paper: 'each expert applies its one map to every input (seen, not measured)',
            main: true,
          },
          {
            name: 'matched',
            label: 'mechanisms with an expert of their own, on digits',
            value: scalars.matched,
            outOf: mechanisms.length,
            format: 'integer',
            main: true,
          },
          ...agreementMeasures(
            agreements,
            mechanisms.map(({ name }) => name),
          ),
          ...orderMeasures(chained),
        ],
        data: {
          kind:
            competition.used.kind === 'real' && used.kind !== 'real'
              ? used.kind
              : competition.used.kind,
          description: `${competition.used.description}; ${used.description}`,
          chosenBy: competition.used.chosenBy,
        },
        matrices: { wins: matrices.wins },
        details: { testImages: competition.whole.images.size },
      };
    } finally {
      originals?.dispose();
      model?.dispose();
      competition.dispose();
    }
  },

  async draw(material, config) {
    const { images, result } = material;
    const { wins } = result.matrices;
    return [
      ...(await imageSection(
        'Every expert on characters it has not seen',
        'A character for each mechanism, at 46x46, through every expert (the paper’s Figure 7). Framed is the expert that wins most of the mechanism on digits: the discriminator reads 32x32 only and cannot judge characters.',
        images['experts'],
      )),
      ...(await imageSection(
        'Three mechanisms, undone by three experts',
        'Characters that three known mechanisms changed one after the other, and what the experts of these make of them in the reverse order (the paper’s Figure 8). All orders stand in the table.',
        images['chain'],
      )),
      ...(wins === undefined
        ? []
        : [
            await winSection(material, [
              {
                name: 'wins',
                title:
                  config.model === '' ? `After ${config.iterations} iterations` : 'Saved model',
                caption: '',
                wins,
                framed: true,
              },
            ]),
          ]),
    ];
  },
});
