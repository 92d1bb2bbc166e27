import { curveChart } from '../../../report/figures/curves.ts';
import { DIRECT_LABELS } from '../../../report/figures/curveLabels.ts';
import type { ReportSection, SectionMaterial } from '../../../report/section.ts';
import type { DownstreamSettings } from './downstreamSettings.ts';
import type { MethodEntry } from './methodSettings.ts';

/** Steps that a point of a curve is the mean of. */
const POINTS = 100;

/**
 * @param material - The finished run.
 * @param entries - Its rows.
 * @param config - How they were trained.
 * @returns How well the means agree with the labels during training, a curve per representation.
 */
export async function trainingSection(
  material: SectionMaterial,
  entries: readonly MethodEntry[],
  config: DownstreamSettings,
): Promise<ReportSection> {
  const curves = [];
  for (const { name, label, own } of entries) {
    if (own.kind === 'classifier' || own.kind === 'factors') continue;
    const steps = await material.part(name).steps('training');
    const each = config[own.kind].supervision;
    // Added up over four factors, or averaged over them: drawn on one scale.
    const factor = each.reduction === 'sum' ? 1 / 4 : 1;
    const every = Math.max(1, Math.ceil(steps.length / POINTS));
    const points: [number, number][] = [];
    for (let from = 0; from < steps.length; from += every) {
      const some = steps.slice(from, from + every);
      const sum = some.reduce(
        (total, { scalars }) => total + (scalars['supervisedLoss'] ?? scalars['supervised'] ?? NaN),
        0,
      );
      points.push([some.at(-1)?.step ?? 0, (factor * sum) / some.length]);
    }
    curves.push({ label, points });
  }
  const chart = await curveChart(curves, [], {
    xTitle: 'iteration',
    yTitle: 'supervised loss per label (nats)',
    labels: curves.length > DIRECT_LABELS ? 'legend' : 'direct',
  });
  const { supervision, reconstruction } = config.vae;
  return {
    title: 'During training',
    text:
      `How far the means are from the labels. The S-VAEs make small the reconstruction (${reconstruction === 'squared' ? 'half the squared error' : 'cross entropy'}, ` +
      `summed over all numbers of an observation), the divergence from the prior, and ${supervision.weight} times the supervised loss, ` +
      `${supervision.reduction === 'sum' ? 'added up' : 'averaged'} over the factors; DEAR gives it the weight ${config.dear.supervision.weight}, ` +
      `${config.dear.supervision.reduction === 'sum' ? 'added up' : 'averaged'}.`,
    blocks: [await material.figure('supervised', chart)],
  };
}
