import { median } from '@causal-mechanisms/metrics';
import { curveChart } from '../../../report/figures/curves.ts';
import type { Measure } from '../../../run/measure.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import { runGaussian } from './gaussianStudy.ts';
import type { VariantResult } from './gaussianStudy.ts';
import { GAUSSIAN_VARIANTS, gaussianSchema } from './settings.ts';
import type { GaussianConfig, GaussianVariant } from './settings.ts';

const DATA = {
  kind: 'generated',
  description: 'linear Gaussian pairs, drawn from a stream',
  chosenBy: 'the task itself',
} as const;

/** Linear Gaussian pairs: what adapts, and who pays for it. */
export const gaussian = defineRecipe({
  name: 'meta-transfer/gaussian',
  title: 'The direction of linear Gaussian pairs',
  paper: {
    title:
      'Bengio et al. (ICLR 2020), A Meta-Transfer Objective for Learning to Disentangle Causal Mechanisms',
    url: 'https://arxiv.org/abs/1901.10912',
    items: 'the linear Gaussian case',
    used: 'vectors of about 100 dimensions, as recalled',
  },
  schema: gaussianSchema,
  presets: {
    quick: { truths: 10, episodes: 200, pairs: 100 },
    small: { episodes: 200, pairs: 100 },
    paper: {},
  },
  compared: [],

  async run(context, config) {
    await context.pinData(DATA);
    const results = await runGaussian(context, config);
    const [refit] = results;
    const right = refit?.truths.filter(({ belief }) => belief > 0.5).length ?? 0;
    return {
      headline: `A->B is believed in for ${right} of ${config.truths} truths where the cause moved and marginals are refitted.`,
      measures: GAUSSIAN_VARIANTS.flatMap((variant, i) =>
        variantMeasures(config, variant, results[i] ?? { truths: [] }),
      ),
      data: DATA,
      matrices: {},
      details: {},
    };
  },

  async draw(material) {
    const curves = [];
    for (const { name, label } of GAUSSIAN_VARIANTS) {
      const kept = await material.part(name).kept<VariantResult>();
      const points = (kept?.value.truths ?? [])
        .map(({ explained, belief }) => [explained, belief] as const)
        .sort((one, other) => one[0] - other[0]);
      curves.push({ label, points });
    }
    const chart = await curveChart(curves, [{ label: 'undecided', value: 0.5, source: 'exact' }], {
      xTitle: 'share of the variance of the effect that the cause explains',
      yTitle: 'belief in A->B at the end',
      yRange: [0, 1],
    });
    return [
      {
        title: 'The belief by the strength of the dependence',
        text: 'Every truth has A as the cause. A refitted marginal costs nothing; a marginal that adapts pays for it.',
        blocks: [await material.figure('beliefs', chart)],
      },
    ];
  },
});

function variantMeasures(
  { truths, episodes }: GaussianConfig,
  { name, label }: GaussianVariant,
  { truths: found }: VariantResult,
): Measure[] {
  const count = (holds: (truth: VariantResult['truths'][number]) => boolean) =>
    found.filter(holds).length;
  const row = { model: label, format: 'integer', outOf: truths } as const;
  // A belief that is never sure counts as sure after the last episode.
  const until = (sure: readonly (number | null)[]) => median(sure.map((at) => at ?? episodes));
  return [
    {
      ...row,
      name: `${name}/right`,
      label: 'truths for which A->B is believed in',
      column: 'A->B',
      value: count(({ belief }) => belief > 0.5),
      main: name === 'refit-sum' || name === 'some',
    },
    {
      ...row,
      name: `${name}/sure`,
      label: 'truths with a belief above .99',
      column: 'above .99',
      value: count(({ belief }) => belief > 0.99),
    },
    {
      ...row,
      name: `${name}/sureByCosts`,
      label: 'truths with a belief above .99 by the mixture of costs',
      column: 'above .99, costs',
      value: count(({ costsBelief }) => costsBelief > 0.99),
    },
    {
      name: `${name}/episodes`,
      label: 'median of the episodes until the belief is above .99',
      column: 'episodes',
      model: label,
      format: 'integer',
      value: until(found.map(({ sure }) => sure)),
    },
    {
      name: `${name}/episodesByCosts`,
      label: 'the same by the mixture of costs',
      column: 'episodes, costs',
      model: label,
      format: 'integer',
      value: until(found.map(({ costsSure }) => costsSure)),
    },
    {
      name: `${name}/delta`,
      label: 'median of the mean Delta in nats',
      column: 'Delta',
      model: label,
      value: median(found.map(({ delta }) => delta)),
    },
    {
      ...row,
      name: `${name}/ratio`,
      label: 'truths with a mean of exp(-Delta) below 1',
      column: 'E exp(-Delta) < 1',
      value: count(({ ratio }) => ratio !== null && ratio < 1),
    },
  ];
}
