import * as z from 'zod/mini';
import type { Relocation } from './relocatedWinners.ts';
import type { ConscientiousWinners } from './winnersByConscience.ts';
import type { SampledWinners } from './winnersBySampling.ts';

/** The expert with the largest score wins. */
export interface BestWinners {
  /** Its name. */
  readonly kind: 'best';
}

/** How the winners of a batch are chosen: by the largest score, by chance, or with a conscience. */
export type WinnersSettings =
  | BestWinners
  | ({ readonly kind: 'sampled' } & SampledWinners)
  | ({ readonly kind: 'conscience' } & ConscientiousWinners);

/** What a caller may give: any part of {@link WinnersSettings}, and the kind. */
export type WinnersInput =
  | BestWinners
  | ({ readonly kind: 'sampled' } & Partial<SampledWinners>)
  | ({ readonly kind: 'conscience' } & Partial<ConscientiousWinners>);

/** What is done about experts that win nothing, or `false` for nothing. */
export type RepairSettings = false | ({ readonly kind: 'relocate' } & Relocation);

/** What a caller may give: any part of {@link RepairSettings}, and the kind. */
export type RepairInput = false | ({ readonly kind: 'relocate' } & Partial<Relocation>);

const until = (iterations: number) =>
  z._default(z.int().check(z.minimum(1), z.maximum(10_000_000)), iterations);

const positive = (most: number, usual: number) =>
  z._default(z.number().check(z.positive(), z.maximum(most)), usual);

/** The schema of {@link WinnersSettings}. */
export const winnersSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('best') }),
  z.strictObject({ kind: z.literal('sampled'), temperature: positive(1e6, 1), until: until(400) }),
  z.strictObject({ kind: z.literal('conscience'), strength: positive(1e6, 5), until: until(500) }),
]);

/** The schema of {@link RepairSettings}. */
export const repairSchema = z.union([
  z.literal(false),
  z.strictObject({ kind: z.literal('relocate'), idleShare: positive(1, 0.02), until: until(1000) }),
]);
