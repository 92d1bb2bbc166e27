import type { Measure } from '../../../run/measure.ts';
import type { ReportSection } from '../../../report/section.ts';
import type { ImageTable } from '../../../report/figures/imageGrid.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import { DEAR_PAPER } from '../downstream/published.ts';
import { imageHeadline, imageMatrices, imageResult } from '../images/imageResult.ts';
import type { ImageResult } from '../images/imageResult.ts';
import { imageSections } from '../images/imageSections.ts';
import { celebaGraph, celebaSets, celebaTask } from './celebaSets.ts';
import { celebaMeasures, measureDownstream, TITLES } from './measures.ts';
import { CELEBA_PRESETS, celebaSchema } from './settings.ts';

/** Faces: both published graphs, and the target that goes with open mouths. Needs the files of CelebA. */
export const dearCeleba = defineRecipe({
  name: 'dear-scm/celeba',
  title: 'Counterfactual faces, two structures (needs the files of CelebA)',
  paper: {
    ...DEAR_PAPER,
    items: 'the CelebA columns of both tables, rows of DEAR, and the figures with faces',
    used: '162 770 faces at 64x64, a latent vector of 100, and networks of the size of ResNet-50',
  },
  schema: celebaSchema,
  presets: CELEBA_PRESETS,
  compared: [],

  async run(context, config) {
    const { seed, signal } = context;
    const sets = await celebaSets(context.data, config);
    await context.pinData(sets.used);
    const measures: Measure[] = [];
    const images: Record<string, ImageTable> = {};
    const results: Record<string, ImageResult> = {};
    const said: string[] = [];
    for (const structure of config.structures) {
      const task = celebaTask(sets, structure, config, seed);
      const part = context.part(structure);
      const result = await imageResult(task, {
        part,
        model: part.folder.model,
        settings: config,
        seed,
        signal,
        more: (model) => measureDownstream(model, structure, task, { config, seed, signal }),
      });
      results[`${structure}-`] = result;
      measures.push(...celebaMeasures(structure, result, config));
      for (const [name, table] of Object.entries(result.images)) {
        images[`${structure}-${name}`] = table;
      }
      said.push(`${TITLES[structure]}: ${imageHeadline(result)}`);
    }
    await context.keepImages(images);
    return {
      headline: said.join(' '),
      measures,
      data: sets.used,
      matrices: imageMatrices(results),
      details: {},
    };
  },

  async draw(material, config) {
    const sections: ReportSection[] = [];
    for (const structure of config.structures) {
      sections.push(
        ...(await imageSections(material, {
          part: structure,
          title: `${TITLES[structure]}: `,
          prefix: `${structure}-`,
          graph: celebaGraph(structure),
        })),
      );
    }
    return sections;
  },
});
