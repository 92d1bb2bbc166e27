import {
  jsonPart,
  numbersPart,
  pacer,
  RandomStream,
  streamPart,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import type { Learner, RunState } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import type { InvertibleEncoder } from '../maps/invertibleEncoder.ts';
import { causalOrders } from '../score/causalOrders.ts';
import { bumpsOver } from '../score/representationData.ts';
import type { RepresentationData } from '../score/representationData.ts';
import type { EncoderTrainingConfig } from './encoderConfig.ts';
import { encoderLoss } from './encoderLoss.ts';
import type { EncoderBatch } from './encoderLoss.ts';
import { encoderMap } from './encoderMap.ts';
import { blankParts, EncoderModel } from './encoderModel.ts';
import { mechanismNetworks } from './mechanismNetworks.ts';
import type { MechanismNetworks } from './mechanismNetworks.ts';
import { vectorAdam } from './vectorAdam.ts';
import type { VectorAdam } from './vectorAdam.ts';

/** An encoder with its belief, learned from one start. */
interface Strand {
  readonly map: InvertibleEncoder;
  readonly logits: Float64Array;
  readonly mapAdam: VectorAdam;
  readonly beliefAdam: VectorAdam;
  /** The mechanisms, where they are networks. */
  readonly networks?: MechanismNetworks;
}

/** How much of the mean loss of a start is the past: about the last fifty iterations count. */
const MEMORY = 0.98;

/**
 * Representation learning by gradients: per iteration one transfer set and fresh training points, for every start the same.
 *
 * @param config - The configuration.
 * @param data - Checked data.
 * @returns The learner.
 */
export function gradientLearner(
  config: EncoderTrainingConfig,
  data: RepresentationData,
): Learner<EncoderModel> {
  const dimensions = data.training.length;
  const orders = causalOrders(dimensions);
  const shape = { encoder: config.encoder, coupling: config.coupling, dimensions };
  const master = new RandomStream(config.seed);
  const stream = master.split('batches');
  const strands = Array.from({ length: config.starts }, (_, start): Strand => {
    const map = encoderMap(shape, master.split(`start ${start}`), start);
    const networkStream = master.split(`networks ${start}`);
    return {
      ...(config.mechanism === 'mdn'
        ? { networks: mechanismNetworks(orders, config.network, networkStream) }
        : {}),
      map,
      logits: new Float64Array(orders.length),
      mapAdam: vectorAdam(map.parameters.length, config.learningRate),
      beliefAdam: vectorAdam(orders.length, config.beliefRate),
    };
  });
  const parts = blankParts(shape);
  const losses = new Float64Array(config.starts);
  let best = 0;
  const show = () => {
    const strand = strands[best];
    if (strand === undefined) return;
    parts.map.parameters.set(strand.map.parameters);
    parts.logits.set(strand.logits);
  };
  show();
  // A rotation keeps distances; other maps are followed.
  const fixed = config.encoder === 'rotation' ? bumpsOver(data, config.bumps) : undefined;
  const learn = async (strand: Strand, batch: EncoderBatch, done: number) => {
    const { map, logits, mapAdam, beliefAdam } = strand;
    const conditionals = await adaptedNetworks(strand, batch);
    const codes = () => ({
      training: map.encode(batch.training),
      transfers: [map.encode(batch.transfer)],
    });
    const { loss, byParameters, byLogits } = encoderLoss(
      map,
      {
        orders,
        logits,
        bumps: fixed ?? bumpsOver(codes(), config.bumps),
        ...(conditionals === undefined ? {} : { conditionals }),
      },
      batch,
      config,
    );
    if (!Number.isFinite(loss) || !byParameters.every(Number.isFinite)) {
      throw new ValuesError(
        `trainEncoder: the loss or its gradient is not finite in iteration ${done}`,
        {
          data: { iteration: done, loss },
        },
      );
    }
    mapAdam.update(map.parameters, byParameters, done);
    beliefAdam.update(logits, byLogits, done);
    return loss;
  };
  const pause = pacer();
  const adaptedNetworks = async ({ map, networks }: Strand, { transfer }: EncoderBatch) => {
    if (networks === undefined) return undefined;
    for (let step = 0; step < config.network.steps; step++) {
      networks.learn(map.encode(drawPoints(data, config.trainingPoints, stream)));
      await pause();
    }
    return networks.adapt(map.encode(transfer), config.batches);
  };
  return {
    owner: 'trainEncoder',
    config,
    stepsKey: 'iterations',
    facts: factsOf(data),
    model: new EncoderModel(parts),
    state: {
      ...strandState(strands),
      losses: numbersPart(losses),
      best: jsonPart(z.int().check(z.minimum(0), z.lt(config.starts)), {
        get: () => best,
        set(value) {
          best = value;
          show();
        },
      }),
      stream: streamPart(stream),
    },
    main: {
      name: 'training',
      steps: config.iterations,
      begin: show,
      async step(done) {
        const batch = drawBatch(data, config.trainingPoints, stream);
        for (const [start, strand] of strands.entries()) {
          const loss = await learn(strand, batch, done);
          const share = Math.min(MEMORY, done / (done + 1));
          losses[start] = share * (losses[start] ?? 0) + (1 - share) * loss;
          await pause();
        }
        best = losses.indexOf(Math.min(...losses));
        show();
        const beliefs = parts.logits;
        return {
          scalars: {
            loss: losses[best] ?? NaN,
            start: best,
            ...(dimensions === 2 ? { gamma: (beliefs[0] ?? 0) - (beliefs[1] ?? 0) } : {}),
            ...(config.encoder === 'rotation'
              ? Object.fromEntries(
                  Array.from(parts.map.parameters, (angle, k) => [`angle${k}`, angle]),
                )
              : {}),
          },
        };
      },
    },
    dispose() {
      for (const { networks } of strands) networks?.dispose();
    },
  };
}

function strandState(strands: readonly Strand[]): RunState {
  return Object.fromEntries(
    strands.flatMap(({ map, logits, mapAdam, beliefAdam, networks }, start) =>
      Object.entries({
        [`map ${start}`]: numbersPart(map.parameters),
        [`logits ${start}`]: numbersPart(logits),
        ...mapAdam.state(`map ${start}`),
        ...beliefAdam.state(`logits ${start}`),
        ...networks?.state(`start ${start}`),
      }),
    ),
  );
}

/** One transfer set, and training points. */
function drawBatch(data: RepresentationData, points: number, stream: RandomStream): EncoderBatch {
  const { transfers } = data;
  const transfer = transfers[stream.integer(0, transfers.length)] ?? [];
  return { training: drawPoints(data, points, stream), transfer };
}

/** Training points, drawn with replacement. */
function drawPoints(
  { training }: RepresentationData,
  points: number,
  stream: RandomStream,
): Float64Array[] {
  const rows = training[0]?.length ?? 0;
  const places = Uint32Array.from({ length: Math.min(points, rows) }, () =>
    stream.integer(0, rows),
  );
  return training.map((column) => pick(column, places));
}

function pick(column: Float64Array, places: Uint32Array): Float64Array {
  return Float64Array.from(places, (place) => column[place] ?? 0);
}

/** @internal What a checkpoint must agree on. */
export function factsOf({ training, transfers }: RepresentationData) {
  return {
    columns: training.length,
    trainingPoints: training[0]?.length ?? 0,
    transferSets: transfers.length,
  };
}
