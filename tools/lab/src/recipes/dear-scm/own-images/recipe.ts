import { defineRecipe } from '../../../run/recipe.ts';
import { imageFigures, imageHeadline, imageMatrices, imageResult } from '../images/imageResult.ts';
import { imageSections } from '../images/imageSections.ts';
import { openOwnImages, ownGraph, readOwnImages } from './ownImages.ts';
import { OWN_IMAGES_PRESETS, ownImagesSchema } from './settings.ts';

/** The part that holds the model. */
const PART = 'dear';

/** Counterfactuals on a user's own labelled images. */
export const dearOwnImages = defineRecipe({
  name: 'dear-scm/own-images',
  title: 'Counterfactuals on own labelled images',
  paper: {
    title:
      'Shen et al. (JMLR 2022), Weakly Supervised Disentangled Generative Causal Representation Learning',
    url: 'https://arxiv.org/abs/2010.02637',
    items: 'the method, on data of one’s own',
  },
  schema: ownImagesSchema,
  presets: OWN_IMAGES_PRESETS,
  compared: [],

  async checkData(config, { signal }) {
    await openOwnImages(config, signal);
  },

  async run(context, config) {
    const { seed, signal } = context;
    const task = await readOwnImages(config, seed, signal);
    await context.pinData(task.used);
    for (const warning of task.warnings) context.progress.note(`note: ${warning}`);
    const result = await imageResult(task, {
      part: context.part(PART),
      model: context.folder.model,
      settings: config,
      seed,
      signal,
    });
    await context.keepImages(result.images);
    return {
      headline: imageHeadline(result),
      measures: imageFigures(result),
      data: task.used,
      matrices: imageMatrices({ '': result }),
      details: { warnings: [...task.warnings] },
    };
  },

  draw: (material, config) => imageSections(material, { part: PART, graph: ownGraph(config) }),
});
