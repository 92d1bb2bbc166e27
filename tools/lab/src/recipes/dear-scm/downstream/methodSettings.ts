import * as z from 'zod';
import type { StudyEntry } from '../../../study/study.ts';
import { studyEntries } from '../../../study/studySettings.ts';
import type { StudyChoice } from '../../../study/studySettings.ts';

const labels = z.number().gt(0).max(1).default(1);
const beta = z.number().min(1).max(1e6);

/** What a row of a table of downstream tasks is trained as. */
export const methodSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('dear'),
    prior: z.enum(['linear', 'monotone', 'gaussian']),
    /** The share of training rows whose factors are labelled. */
    labels,
  }),
  z.strictObject({
    kind: z.literal('vae'),
    objective: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('vae') }),
      z.strictObject({ kind: z.literal('beta'), beta: beta.default(4) }),
      z.strictObject({ kind: z.literal('tc'), beta: beta.default(10) }),
    ]),
    labels,
  }),
  z.strictObject({
    kind: z.literal('classifier'),
    /** Whether it predicts the factors besides the target. */
    multilabel: z.boolean().default(false),
    /** Whether it starts from a network that has learned to read coloured digits. */
    pretrained: z.boolean().default(false),
    /** The share of training rows whose factors are labelled; the target is, in all rows. */
    labels,
    /** Random training rows, in the place of all. */
    rows: z.int().min(1).exactOptional(),
    /** How often background and target agree in its training rows, in the place of the recipe's own share. */
    agreement: z.number().min(0).max(1).exactOptional(),
  }),
  /** The labels of the factors themselves, which is what a perfect representation would give: nothing is trained. */
  z.strictObject({ kind: z.literal('factors') }),
]);

/** What a row is trained as. */
export type MethodSettings = z.output<typeof methodSchema>;

/** A row with what it is trained as. */
export interface MethodEntry extends StudyEntry {
  readonly own: MethodSettings;
}

/** The rows of both published tables, and others. */
export const METHODS = {
  resnet: { kind: 'classifier' },
  'resnet-pretrain': { kind: 'classifier', pretrained: true },
  erm: { kind: 'classifier' },
  'erm-multilabel': { kind: 'classifier', multilabel: true },
  'erm-1000': { kind: 'classifier', rows: 1000 },
  'erm-agreement-95': { kind: 'classifier', agreement: 0.95 },
  's-vae': { kind: 'vae', objective: { kind: 'vae' } },
  's-beta-vae': { kind: 'vae', objective: { kind: 'beta' } },
  's-tcvae': { kind: 'vae', objective: { kind: 'tc' } },
  'dear-lin': { kind: 'dear', prior: 'linear' },
  'dear-nlr': { kind: 'dear', prior: 'monotone' },
  'dear-lin-10': { kind: 'dear', prior: 'linear', labels: 0.1 },
  'dear-nlr-10': { kind: 'dear', prior: 'monotone', labels: 0.1 },
  'dear-gaussian': { kind: 'dear', prior: 'gaussian' },
  factors: { kind: 'factors' },
} as const;

/**
 * @param choice - The rows of a recipe.
 * @param classifier - What a classifier of observations is called in its table.
 * @returns The rows in order, with names for people.
 */
export function methodEntries(
  choice: StudyChoice<MethodSettings>,
  classifier: 'ResNet' | 'ERM',
): MethodEntry[] {
  return studyEntries(choice, (own) => methodLabel(own, classifier));
}

const PRIORS = { linear: 'DEAR-lin', monotone: 'DEAR-nlr', gaussian: 'DEAR, independent prior' };

function methodLabel(own: MethodSettings, classifier: string): string {
  if (own.kind === 'dear') return `${PRIORS[own.prior]}${labelShare(own.labels)}`;
  if (own.kind === 'vae') {
    const names = { vae: 'S-VAE', beta: 'S-beta-VAE', tc: 'S-TCVAE' };
    return `${names[own.objective.kind]}${labelShare(own.labels)}`;
  }
  if (own.kind === 'factors') return 'the factors themselves';
  const { multilabel, pretrained, labels: share, rows, agreement } = own;
  return [
    `${classifier}${multilabel ? '-multilabel' : ''}${pretrained ? '-pretrain (digits)' : ''}${labelShare(share)}`,
    ...(rows === undefined ? [] : [`${rows} rows`]),
    ...(agreement === undefined ? [] : [`agreement ${agreement}`]),
  ].join(', ');
}

function labelShare(share: number): string {
  return share === 1 ? '' : `-${Number((100 * share).toPrecision(3))}%`;
}
