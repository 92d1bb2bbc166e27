import { jsonPart } from '@causal-mechanisms/tensor-utils';
import type { Learner } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import type { RepresentationData } from '../score/representationData.ts';
import { bestAngle, nextAngle } from '../search/anglePath.ts';
import { angleScores } from '../search/angleSearch.ts';
import type { EncoderTrainingConfig } from './encoderConfig.ts';
import { blankParts, EncoderModel } from './encoderModel.ts';
import { factsOf } from './gradientLearner.ts';

const triedSchema = z.array(
  z.strictObject({ angle: z.number(), forward: z.number(), backward: z.number() }),
);

/**
 * The search of an angle as a learner: an iteration tries one angle. The belief is that after one episode per transfer set, each with its mean
 * log-likelihood per point.
 *
 * @param config - The configuration.
 * @param data - Checked data with two columns.
 * @returns The learner.
 */
export function searchLearner(
  config: EncoderTrainingConfig,
  data: RepresentationData,
): Learner<EncoderModel> {
  const { encoder, coupling, grid, bumps, batches, components, mixtureIterations } = config;
  const parts = blankParts({ encoder, coupling, dimensions: 2 });
  const options = { bumps, batches, components, mixtureIterations };
  const score = angleScores('trainEncoder', data, options);
  let tried: z.output<typeof triedSchema> = [];
  const show = () => {
    if (tried.length === 0) return;
    const best = bestAngle(tried);
    const scores = tried.find(({ angle }) => angle === best.angle);
    parts.map.parameters[0] = best.angle;
    parts.logits[0] = ((scores?.forward ?? 0) - (scores?.backward ?? 0)) * data.transfers.length;
  };
  return {
    owner: 'trainEncoder',
    config,
    stepsKey: 'iterations',
    facts: factsOf(data),
    model: new EncoderModel(parts),
    state: {
      tried: jsonPart(triedSchema, {
        get: () => tried,
        set(value) {
          tried = value;
          show();
        },
      }),
    },
    main: {
      name: 'training',
      steps: config.iterations,
      async step() {
        const scores = await score(nextAngle(tried, grid));
        tried = [...tried, { ...scores }];
        show();
        const best = bestAngle(tried);
        return { scalars: { ...scores, loss: -best.score, angle0: best.angle } };
      },
    },
    dispose: () => undefined,
  };
}
