import * as tf from '@tensorflow/tfjs';
import type { ImageSampler } from '@causal-mechanisms/datasets';
import {
  builtWhole,
  CheckpointError,
  numbersPart,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import type { Learner, ParameterLayout } from '@causal-mechanisms/tensor-utils';
import { noisedCopy } from '../../bank/noisedCopy.ts';
import type { ExpertsConfig } from '../../expertsConfig.ts';
import type { ExpertsModel } from '../../model/expertsModel.ts';
import type { Expert } from '../../networks/expert.ts';
import { kindList, kindsInShort, sameKinds } from '../../networks/kinds/kindSettings.ts';
import type { ExpertKindSetting } from '../../networks/kinds/kindSettings.ts';
import { competitionLearner } from '../competitionLearner.ts';
import type { Samplers } from '../competitionLearner.ts';
import type { ChooseWinners } from '../winners/chooseWinners.ts';
import { singleProbability } from '../winners/singleProbability.ts';
import type { AdaptiveExpertsConfig } from './adaptiveConfig.ts';
import { lookAtBank } from './bankLook.ts';
import type { BankLook } from './bankLook.ts';
import { bankPart, restoreState } from './bankPart.ts';
import { afterIteration, partBatch, withHeadStarts } from './headStarts.ts';
import type { ImagesForCopies } from './headStarts.ts';
import { restructured, savedState } from './restructure.ts';
import type { ExpertOrigin } from './restructure.ts';
import { decideStructure } from './structureRules.ts';
import type { ExpertSource } from './structureRules.ts';
import { firstStructure, structurePart } from './structureState.ts';
import type { StructureState } from './structureState.ts';

/** What is trained: a bank that is replaced by another one whenever the number of experts changes. */
export interface AdaptiveBank {
  /** The bank of the moment. */
  readonly model: ExpertsModel;
  /** Disposes of it. */
  dispose(): void;
}

/** A look at the bank, and what came of it. */
export interface StructureLook extends BankLook {
  /** Iterations done. */
  readonly step: number;
  /** What was remembered before it. */
  readonly before: StructureState;
  /** What is remembered after it. */
  readonly after: StructureState;
}

/** The learner, and what a caller may know beside its steps. */
export interface AdaptiveLearner {
  /** For `runTraining`. */
  readonly learner: Learner<AdaptiveBank>;
  /** Gives all that the rules remember. */
  readonly structure: () => StructureState;
  /** Gives the look that the last step ended with, once; `undefined` where it had none. */
  readonly takeLook: () => StructureLook | undefined;
}

/** Parameters and running statistics of an expert. */
interface ExpertValues {
  readonly parameters: Float32Array;
  readonly statistics: Float32Array;
}

/**
 * A competition whose number of experts finds itself, as one learner: the competition of the present experts does the steps, and is
 * replaced by one of more or fewer experts where a look at the bank says so. All that has no change to go through (optimisers, averages,
 * random streams, what scores outputs) goes on as it was.
 *
 * @param config - The configuration.
 * @param samplers - Where the batches and the probe are drawn from.
 * @param chooseWinners - How the winners of a batch are chosen. Default: as the configuration says.
 * @returns The learner.
 */
export function adaptiveLearner(
  config: AdaptiveExpertsConfig,
  samplers: Samplers,
  chooseWinners?: ChooseWinners,
): AdaptiveLearner {
  const { adaptive, ...bankConfig } = config;
  const master = new RandomStream(config.seed).split('adaptive');
  let structure = firstStructure(config.experts);
  let forCopies: ImagesForCopies = new Map();
  let probe: { readonly transformed: tf.Tensor4D; readonly canonical: tf.Tensor4D } | undefined;
  let look: StructureLook | undefined;

  const watched: ImageSampler = {
    ...samplers.transformed,
    async sample(count, stream) {
      const batch = await samplers.transformed.sample(count, stream);
      try {
        const apply = (images: tf.Tensor4D, place: number) => model().apply(images, place);
        forCopies = await partBatch(structure, batch.images, apply);
        return batch;
      } catch (error) {
        batch.images.dispose();
        throw error;
      }
    },
  };
  const open = (ofBank: ExpertsConfig) =>
    builtWhole(() =>
      competitionLearner(
        ofBank,
        { transformed: watched, canonical: samplers.canonical },
        {
          chooseWinners,
          adjustWinners: (winners, scores) => withHeadStarts(winners, scores, structure, forCopies),
        },
      ),
    );
  const first = open(bankConfig);
  let present = first;
  let presentConfig: ExpertsConfig = bankConfig;
  const model = (): ExpertsModel => present.model;
  // What the first expert is when the competition begins, to make others of.
  const newcomer = blankExpert(first.model);
  const newcomerLayout = layoutOf(first.model, 0);
  const newcomerKind = kindList(bankConfig)[0] as ExpertKindSetting;
  const replace = (next: Learner<ExpertsModel>, ofBank: ExpertsConfig) => {
    present.dispose();
    present.model.dispose();
    present = next;
    presentConfig = ofBank;
  };

  const originOf = async ({ as, from, id }: ExpertSource): Promise<ExpertOrigin> => {
    if (as === 'same') return { from };
    const { parameters, statistics } = as === 'copy' ? await valuesOf(present, from) : newcomer;
    const layout = as === 'copy' ? layoutOf(model(), from) : newcomerLayout;
    const stream = master.split(`noise of expert ${id}`);
    const noised = noisedCopy(parameters, layout, adaptive.noise, stream);
    return {
      from,
      start: {
        parameters: { arrays: { values: { shape: [noised.length], values: noised } } },
        statistics: { arrays: { value: { shape: [statistics.length], values: statistics } } },
      },
    };
  };
  const change = async (sources: readonly ExpertSource[]) => {
    const origins = await Promise.all(sources.map(originOf));
    const before = await savedState(present.state);
    const kinds = kindList(presentConfig);
    const nextConfig: ExpertsConfig = {
      ...presentConfig,
      experts: sources.length,
      kinds: kindsInShort(
        sources.map(({ as, from }) =>
          as === 'newcomer' ? newcomerKind : (kinds[from] as ExpertKindSetting),
        ),
      ),
    };
    const next = open(nextConfig);
    try {
      restoreState(next.state, restructured(before, origins, await savedState(next.state)));
    } catch (error) {
      next.dispose();
      next.model.dispose();
      throw error;
    }
    replace(next, nextConfig);
  };
  const lookNow = async (done: number) => {
    if (probe === undefined) throw new CheckpointError('trainAdaptiveExperts: there is no probe');
    const { threshold, ...seen } = await lookAtBank(model(), probe);
    // Head starts compare it with what winners are chosen by.
    const isLogit = config.winnerScore === 'logit';
    const found = { ...seen, threshold: isLogit ? threshold : singleProbability(threshold) };
    // What prediction computed with is made anew by the next one.
    for (const network of model().networks) network.changed();
    const time = { step: done, steps: config.iterations };
    const { state, sources } = decideStructure(adaptive, structure, found, time);
    const isOther = state.changes.length > structure.changes.length;
    if (isOther) await change(sources);
    look = { ...found, step: done, before: structure, after: state };
    structure = state;
  };

  const learner: Learner<AdaptiveBank> = {
    owner: 'trainAdaptiveExperts',
    config,
    stepsKey: 'iterations',
    // The last experts are made in a share of the iterations.
    prolongable: false,
    facts: { shape: [...samplers.transformed.shape] },
    model: {
      get model() {
        return present.model;
      },
      dispose() {
        present.model.dispose();
      },
    },
    state: {
      bank: bankPart({
        get: () => ({ config: presentConfig, state: present.state }),
        open(saved) {
          checkSameRun(saved, bankConfig);
          if (!sameKinds(saved, presentConfig)) replace(open(saved), saved);
          return present.state;
        },
      }),
      structure: structurePart({
        get: () => structure,
        set: (saved) => {
          structure = saved;
        },
      }),
      newcomer: numbersPart(newcomer.parameters),
      'newcomer.statistics': numbersPart(newcomer.statistics),
    },
    before: first.before ?? [],
    main: {
      name: 'competition',
      steps: config.iterations,
      async begin(done) {
        if (done === 0) {
          const { parameters, statistics } = await valuesOf(present, 0);
          newcomer.parameters.set(parameters);
          newcomer.statistics.set(statistics);
        }
        probe ??= await drawProbe(samplers, adaptive.probeSize, master);
      },
      async step(done) {
        look = undefined;
        const { scalars } = await present.main.step(done);
        structure = { ...structure, headStarts: afterIteration(structure.headStarts) };
        const isDue = (done + 1) % adaptive.checkEvery === 0;
        if (isDue && !structure.settled) await lookNow(done + 1);
        return { scalars: { ...scalars, experts: model().experts } };
      },
    },
    dispose() {
      present.dispose();
      if (probe !== undefined) tf.dispose(Object.values(probe));
    },
  };
  return {
    learner,
    structure: () => structure,
    takeLook() {
      const taken = look;
      look = undefined;
      return taken;
    },
  };
}

function layoutOf({ networks }: ExpertsModel, place: number): ParameterLayout {
  return (networks[place] as Expert).parameters.layout;
}

function blankExpert({ networks: [first] }: ExpertsModel): ExpertValues {
  const { parameters, statistics } = first as Expert;
  return {
    parameters: new Float32Array(parameters.layout.length),
    statistics: new Float32Array(statistics.size),
  };
}

/** Only what belongs to single experts may differ: their number, and lists with an entry for each. */
function checkSameRun(saved: ExpertsConfig, config: ExpertsConfig): void {
  const others = new Map<string, unknown>(Object.entries(saved));
  const differing = Object.entries(config).filter(
    ([key, value]) => key !== 'experts' && typeof value !== 'object' && others.get(key) !== value,
  );
  if (differing.length === 0) return;
  throw new CheckpointError('the configuration of its bank is that of another run', {
    data: { saved, config },
  });
}

/** Of an expert that competes, which an average is not. */
async function valuesOf({ state }: Learner<ExpertsModel>, place: number): Promise<ExpertValues> {
  const [own, running] = [state[`expert${place}`], state[`expert${place}.statistics`]];
  const parameters = (await own?.save())?.arrays?.['values']?.values;
  const statistics = (await running?.save())?.arrays?.['value']?.values;
  return { parameters: parameters as Float32Array, statistics: statistics as Float32Array };
}

/** Both kinds of images, from streams of their own: the same after a resume. */
async function drawProbe({ transformed, canonical }: Samplers, size: number, master: RandomStream) {
  const draw = async (sampler: ImageSampler, name: string) =>
    (await sampler.sample(Math.min(size, sampler.size), master.split(name))).images;
  const changed = await draw(transformed, 'probe');
  try {
    return { transformed: changed, canonical: await draw(canonical, 'canonical probe') };
  } catch (error) {
    changed.dispose();
    throw error;
  }
}
