import { coreOf } from '@causal-mechanisms/rims';
import type { CoreConfig } from '@causal-mechanisms/rims';
import { z } from 'zod';

/** Any width serves to check a core's settings. */
const SOME_WIDTH = 8;

const core = z
  .custom<CoreConfig>(
    (value) => typeof value === 'object' && value !== null,
    'expected an object with the kind of the core, such as {"kind":"lstm","units":96}',
  )
  .superRefine((config, check) => {
    try {
      coreOf(config, SOME_WIDTH);
    } catch (error) {
      check.addIssue({ code: 'custom', message: error instanceof Error ? error.message : '' });
    }
  });

const count = (most: number) => z.int().min(1).max(most);

/** How one model of a study differs from the others. */
const modelSettings = z.strictObject({
  core,
  embeddingWidth: count(65_536).optional(),
  learningRate: z.number().positive().max(1).optional(),
  updates: count(100_000_000).optional(),
});

/** The settings by which several models are trained alike, for the configuration of a recipe. */
export const STUDY_SETTINGS = {
  /** Names of `settings`: what is trained, in this order. */
  models: z.array(z.string()).min(1),
  /** What the names stand for. */
  settings: z.record(z.string().regex(/^\w[\w.-]*$/), modelSettings),
  embeddingWidth: count(65_536).default(600),
  dropout: z.number().min(0).lt(1).default(0.5),
  updates: count(100_000_000),
  batchSize: count(65_536).default(64),
  learningRate: z.number().positive().max(1),
  /** Default: the learning rate stays as it is. */
  finalLearningRate: z.number().positive().max(1).optional(),
  clipNorm: z.number().positive().default(1),
  carryState: z.boolean().default(false),
  checkpointEvery: count(1_000_000).default(500),
};

/** The part of a recipe's configuration that {@link STUDY_SETTINGS} describes. */
export type StudySettings = z.output<z.ZodObject<typeof STUDY_SETTINGS>>;

/** One model of a study with its settings. */
export interface StudyModel {
  /** The name of its part of the run. */
  readonly name: string;
  /** Its name for people. */
  readonly label: string;
  readonly core: CoreConfig;
  readonly embeddingWidth: number;
  readonly learningRate: number;
  readonly updates: number;
}

/**
 * For `z.superRefine`: every model that is to be trained needs settings, and is trained once.
 *
 * @param config - The configuration.
 * @param check - Takes issues.
 */
export function refineModels(
  { models, settings }: Pick<StudySettings, 'models' | 'settings'>,
  check: z.RefinementCtx,
): void {
  models.forEach((name, index) => {
    const complain = (message: string) => {
      check.addIssue({ code: 'custom', path: ['models', index], message });
    };
    if (models.indexOf(name) < index) complain(`"${name}" is there twice`);
    if (Object.hasOwn(settings, name)) return;
    complain(`unknown model "${name}" (known: ${Object.keys(settings).join(', ')})`);
  });
}

/**
 * @param settings - Of a study.
 * @returns Its models in order, each with all that it is trained by. No two have the same label.
 */
export function studyModels(settings: StudySettings): StudyModel[] {
  const models = settings.models.map((name) => {
    const own = settings.settings[name];
    if (own === undefined) throw new RangeError(`study: no settings for ${name}`);
    return {
      name,
      label: modelLabel(own.core),
      core: own.core,
      embeddingWidth: own.embeddingWidth ?? settings.embeddingWidth,
      learningRate: own.learningRate ?? settings.learningRate,
      updates: own.updates ?? settings.updates,
    };
  });
  const labels = models.map(({ label }) => label);
  // Models that differ in what a label does not say, such as the learning rate, are told apart by their names.
  return models.map((model) => {
    const alone = labels.indexOf(model.label) === labels.lastIndexOf(model.label);
    return alone ? model : { ...model, label: `${model.label} (${model.name})` };
  });
}

const NAMES: Readonly<Record<CoreConfig['kind'], string>> = {
  rims: 'RIMs',
  lstm: 'LSTM',
  ntm: 'NTM',
  rmc: 'RMC',
  entnet: 'EntNet',
  dnc: 'DNC',
  transformer: 'Transformer',
};

/**
 * @param config - Of a core.
 * @returns Such as `RIMs 6/4`, `RIMs 6/6, no input attention` or `LSTM 600`.
 */
export function modelLabel(config: CoreConfig): string {
  const name = NAMES[config.kind];
  if (config.kind === 'lstm') {
    const bias = config.forgetBias ?? 0;
    return `${name} ${config.units ?? 600}${bias === 0 ? '' : `, forget bias ${bias}`}`;
  }
  if (config.kind !== 'rims') return name;
  const { modules = 6, activeModules = 4, dynamics = 'lstm' } = config;
  return [
    `${name} ${modules}/${activeModules}`,
    ...(config.inputAttention === false ? ['no input attention'] : []),
    ...(config.communication === false ? ['no communication'] : []),
    ...(config.communicationSource === 'held' ? ['held states shown'] : []),
    ...(dynamics === 'gru' ? ['GRU'] : []),
    ...(config.communicationHeads === 1 ? ['one head'] : []),
  ].join(', ');
}
