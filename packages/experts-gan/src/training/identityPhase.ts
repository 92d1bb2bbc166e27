import type { ImageSampler } from '@causal-mechanisms/datasets';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { CheckpointEvent, StepEvent } from '@causal-mechanisms/tensor-utils';
import { identityError, identityStep } from './identityInitialisation.ts';
import { saveRun } from './saveRun.ts';
import type { TrainExpertsOptions } from './trainExperts.ts';
import type { TrainingRun } from './trainingRun.ts';

/**
 * The first phase: pre-trains every expert that has not had it yet on the identity map.
 *
 * @param run - Changed in place.
 * @param sampler - The transformed images.
 * @param options - Checkpoints and the abort signal.
 * @returns Step events with the scalars `expert` and, at each look at the probe, `error`; checkpoints after each expert.
 */
export async function* identityPhase(
  run: TrainingRun,
  sampler: ImageSampler,
  { signal, checkpoints }: Pick<TrainExpertsOptions, 'signal' | 'checkpoints'>,
): AsyncGenerator<StepEvent | CheckpointEvent> {
  const { config } = run.model;
  const settings = config.identityInitialisation;
  if (settings === false || run.identityIterations.length === config.experts) return;
  const isAborted = () => signal?.aborted === true;
  if (isAborted()) return;
  const master = new RandomStream(config.seed).split('identity');
  const probe = await sampler.sample(
    Math.min(settings.probeSize, sampler.size),
    master.split('probe'),
  );
  try {
    for (let j = run.identityIterations.length; j < config.experts; j++) {
      const stream = master.split(`expert ${j}`);
      const { experts, expertAdams } = run.competitors;
      const [expert, adam] = [experts[j], expertAdams[j]] as const;
      if (expert === undefined || adam === undefined) break;
      let done = 0;
      for (let error = Infinity; done < settings.maxIterations && error >= settings.threshold;) {
        const { images } = await sampler.sample(config.batchSize, stream);
        try {
          identityStep(expert, adam, images);
        } finally {
          images.dispose();
        }
        done++;
        const looks = done % settings.checkEvery === 0 || done === settings.maxIterations;
        if (looks) error = await identityError(expert, probe.images);
        const scalars = { expert: j, ...(looks ? { error } : {}) };
        yield {
          kind: 'step',
          phase: 'identity',
          step: done,
          steps: settings.maxIterations,
          scalars,
        };
        // An expert's pre-training is short: one that was cut off starts again and repeats its numbers.
        if (isAborted()) return;
      }
      adam.reset();
      run.identityIterations = [...run.identityIterations, done];
      yield* saveRun(run, checkpoints?.store);
    }
  } finally {
    probe.images.dispose();
  }
}
