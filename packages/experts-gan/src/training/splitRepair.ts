import * as tf from '@tensorflow/tfjs';
import type { ImageSampler } from '@causal-mechanisms/datasets';
import { jsonPart } from '@causal-mechanisms/tensor-utils';
import type { ImageShape, RandomStream, Scalars, StatePart } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { crossCorrelations } from '../bank/crossCorrelations.ts';
import { bimodalityOf } from '../bank/expertBimodality.ts';
import { noisedCopy } from '../bank/noisedCopy.ts';
import { bestOutputs } from '../model/inversion.ts';
import type { Competitor, Competitors } from './competitors.ts';
import type { WinRecord } from './winners/winRecord.ts';
import type { Splitting } from './winners/winnersConfig.ts';

/** Splits experts that do two things when another one does nothing. */
export interface SplitRepair {
  /** The split that is under way. */
  readonly state: StatePart;
  /**
   * Looks, where it is time, for an idle expert and for one to split, and overwrites the idle one.
   *
   * @param done - Iterations of the competition done before.
   * @returns Figures of a split, or none.
   */
  look(done: number): Promise<Scalars>;
  /**
   * Shares what the two halves of a new split have won by the group that an image belongs to.
   *
   * @param winners - One expert per image.
   * @param images - `[n, height, width, c]`; not disposed.
   * @param outputs - Of all experts, one after the other; not disposed.
   * @returns One expert per image.
   */
  readonly reassign: (
    winners: Int32Array,
    images: tf.Tensor4D,
    outputs: tf.Tensor4D,
  ) => Promise<Int32Array>;
}

/** What splits work on. */
export interface SplitContext {
  /** The experts, which are changed in place, and what scores them. */
  readonly competitors: Competitors;
  /** The transformed images. */
  readonly sampler: ImageSampler;
  /** Where the streams of probes and noise are split off; it stays as it is. */
  readonly master: RandomStream;
  /** Who won how much. */
  readonly record: Pick<WinRecord, 'recentShares'>;
}

const index = z.int().check(z.minimum(0));
const centre = z.array(z.number());
const activeSchema = z.nullable(
  z.object({ donor: index, copy: index, since: index, centres: z.tuple([centre, centre]) }),
);

/** A split that is under way: who, since when, and what the two do to their images. */
type ActiveSplit = z.output<typeof activeSchema>;

/**
 * Split and restart: where one expert holds two mechanisms and another none, the idle one becomes a slightly noised copy of the busy one,
 * and for a while each of the two gets the images of one group. An expert that does one thing is never split, however much it wins.
 *
 * @param settings - When to look, and what to split.
 * @param context - What it works on.
 * @returns The repair.
 */
export function splitRepair(
  settings: Splitting,
  { competitors: { experts, objective }, sampler, master, record }: SplitContext,
): SplitRepair {
  const { every, probeSize, reach, guided, until } = settings;
  let active: ActiveSplit = null;
  const modesOfAll = async (stream: RandomStream) => {
    const { images } = await sampler.sample(Math.min(probeSize, sampler.size), stream);
    try {
      const networks = experts.map(({ expert }) => expert);
      const inversion = await bestOutputs(networks, objective.scorer, images);
      try {
        const bank = { experts: experts.length, shape: sampler.shape };
        return await bimodalityOf(bank, images, inversion, reach);
      } finally {
        inversion.images.dispose();
      }
    } finally {
      images.dispose();
    }
  };
  return {
    state: jsonPart(activeSchema, {
      get: () => active,
      set: (saved) => {
        active = saved;
      },
    }),
    async look(done) {
      if (active !== null && done >= active.since + guided) active = null;
      const isDue = done > 0 && done % every === 0 && done < until;
      const copy = isDue && active === null ? idlest(record, settings.idleShare) : undefined;
      if (copy === undefined) return {};
      const stream = master.split(`split ${done}`);
      const modes = await modesOfAll(stream.split('probe'));
      const kind = experts[copy]?.expert.kind;
      const donor = modes.reduce<number | undefined>((best, { bimodality, centres }, expert) => {
        const least = best === undefined ? settings.leastBimodality : modes[best]?.bimodality;
        const fits = expert !== copy && experts[expert]?.expert.kind === kind;
        return fits && centres !== undefined && bimodality >= (least ?? NaN) ? expert : best;
      }, undefined);
      const centres = donor === undefined ? undefined : modes[donor]?.centres;
      if (donor === undefined || centres === undefined) return {};
      const [from, to] = [experts[donor], experts[copy]] as [Competitor, Competitor];
      await becomeCopy(to, from, settings.noise, stream.split('noise'));
      active = {
        donor,
        copy,
        since: done,
        centres: [Array.from(centres[0]), Array.from(centres[1])],
      };
      return { 'split/donor': donor, 'split/copy': copy };
    },
    async reassign(winners, images, outputs) {
      if (active === null) return winners;
      const { donor, copy, centres } = active;
      const sides = await sidesOf(images, outputs, donor, centres, reach);
      return winners.map((winner, image) => {
        if (winner !== donor && winner !== copy) return winner;
        return sides[image] === 0 ? donor : copy;
      });
    },
  };
}

/** The expert with the smallest share of recent wins, where that is small enough. */
function idlest({ recentShares }: SplitContext['record'], most: number): number | undefined {
  const shares = Array.from(recentShares);
  const least = shares.indexOf(Math.min(...shares));
  return (shares[least] ?? NaN) < most ? least : undefined;
}

/** Overwrites an expert with a noised copy of another one; its optimiser begins anew. */
async function becomeCopy(
  to: Competitor,
  from: Competitor,
  noise: number,
  stream: RandomStream,
): Promise<void> {
  const { values, layout } = from.expert.parameters;
  const copy = noisedCopy(await values.data<'float32'>(), layout, noise, stream);
  to.expert.parameters.replace(tf.tensor1d(copy));
  to.expert.setStatistics(from.expert.statistics.clone());
  to.adam.reset();
}

/** Which of two things an expert does to each image: 0 or 1. */
async function sidesOf(
  images: tf.Tensor4D,
  outputs: tf.Tensor4D,
  expert: number,
  [first, second]: readonly [readonly number[], readonly number[]],
  reach: number,
): Promise<number[]> {
  const [n, height, width, channels] = images.shape;
  const made = outputs.slice([expert * n], [n]);
  const [before, after] = await Promise.all([images.data<'float32'>(), made.data<'float32'>()]);
  made.dispose();
  const shape: ImageShape = [height, width, channels];
  return crossCorrelations(before, after, shape, reach).map((row) =>
    squaredDistance(row, second) < squaredDistance(row, first) ? 1 : 0,
  );
}

function squaredDistance(row: Float64Array, centre: readonly number[]): number {
  return row.reduce((sum, value, k) => sum + (value - (centre[k] ?? 0)) ** 2, 0);
}
