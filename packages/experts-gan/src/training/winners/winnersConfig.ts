import * as z from 'zod/mini';
import type { Relocation } from './relocatedWinners.ts';
import type { ConscientiousWinners } from './winnersByConscience.ts';
import type { SampledWinners } from './winnersBySampling.ts';

/** The expert with the largest score wins. */
export interface BestWinners {
  /** Its name. */
  readonly kind: 'best';
}

/** The name that tells settings apart. */
export interface OfKind<Kind extends string> {
  /** Which settings they are. */
  readonly kind: Kind;
}

/** How the winners of a batch are chosen: by the largest score, by chance, or with a conscience. */
export type WinnersSettings =
  | BestWinners
  | (OfKind<'sampled'> & SampledWinners)
  | (OfKind<'conscience'> & ConscientiousWinners);

/** What a caller may give: any part of {@link WinnersSettings}, and the kind. */
export type WinnersInput =
  | BestWinners
  | (OfKind<'sampled'> & Partial<SampledWinners>)
  | (OfKind<'conscience'> & Partial<ConscientiousWinners>);

/** Settings of the repair by splitting. */
export interface Splitting {
  /** Iterations between looks. Default: 50. */
  readonly every: number;
  /** Transformed images that a look takes. Default: 512. */
  readonly probeSize: number;
  /** Share of recent wins below which an expert is idle. Default: 0.005. */
  readonly idleShare: number;
  /** From which bimodality of its wins on an expert does two things, in [0, 1]; see `expertBimodality`. Default: 0.7. */
  readonly leastBimodality: number;
  /** The largest displacement that an expert may undo, in pixels along either axis. Default: 5. */
  readonly reach: number;
  /** Deviation of the copy's parameters over the root mean square of each kernel or bias. Default: 0.01. */
  readonly noise: number;
  /** Iterations after a split in which each of the two gets the images of its own group. Default: 20. */
  readonly guided: number;
  /** The iteration from which nothing is split. Default: 1000. */
  readonly until: number;
}

/** What is done about experts that win nothing, or `false` for nothing. */
export type RepairSettings =
  false | (OfKind<'relocate'> & Relocation) | (OfKind<'split'> & Splitting);

/** What a caller may give: any part of {@link RepairSettings}, and the kind. */
export type RepairInput =
  false | (OfKind<'relocate'> & Partial<Relocation>) | (OfKind<'split'> & Partial<Splitting>);

const until = (iterations: number) =>
  z._default(z.int().check(z.minimum(1), z.maximum(10_000_000)), iterations);

const whole = (least: number, most: number, usual: number) =>
  z._default(z.int().check(z.minimum(least), z.maximum(most)), usual);

const share = (usual: number) => z._default(z.number().check(z.minimum(0), z.maximum(1)), usual);

const positive = (most: number, usual: number) =>
  z._default(z.number().check(z.positive(), z.maximum(most)), usual);

/** The schema of {@link WinnersSettings}. */
export const winnersSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('best') }),
  z.strictObject({ kind: z.literal('sampled'), temperature: positive(1e6, 1), until: until(400) }),
  z
    .strictObject({
      kind: z.literal('conscience'),
      strength: positive(1e6, 5),
      from: whole(0, 10_000_000, 0),
      until: z._default(z.nullable(z.int().check(z.minimum(1), z.maximum(10_000_000))), 500),
      tolerance: z._default(z.number().check(z.minimum(0), z.maximum(1e6)), 0),
    })
    .check(
      z.refine(({ from, until }) => until === null || until > from, {
        path: ['until'],
        error: 'must be null or larger than from',
      }),
    ),
]);

/** The schema of {@link RepairSettings}. */
export const repairSchema = z.union([
  z.literal(false),
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('relocate'),
      idleShare: positive(1, 0.02),
      until: until(1000),
    }),
    z.strictObject({
      kind: z.literal('split'),
      every: whole(1, 1_000_000, 50),
      probeSize: whole(2, 65_536, 512),
      idleShare: positive(1, 0.005),
      leastBimodality: share(0.7),
      reach: whole(0, 64, 5),
      noise: share(0.01),
      guided: whole(0, 1_000_000, 20),
      until: until(1000),
    }),
  ]),
]);
