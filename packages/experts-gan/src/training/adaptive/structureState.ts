import { CheckpointError } from '@causal-mechanisms/tensor-utils';
import type { JsonObject, StatePart } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';

/** Why the number of experts changed. Experts keep the number they were made with: it is never given to another one. */
export interface StructureChange {
  /** Iterations done before it. */
  readonly step: number;
  /** An idle expert went, one of two that do the same went, one that does two things became two, or one was added. */
  readonly kind: 'pruned' | 'merged' | 'split' | 'added';
  /** The expert that went, was split, or was added. */
  readonly expert: number;
  /** Of a merge: the expert that stays. Of a split: the copy. Of an expert that was added: the one that leaves images unserved. `null` otherwise. */
  readonly other: number | null;
  /** The share that it won, the distance of the two, the bimodality, or the share of its wins that the other one leaves unserved. */
  readonly value: number;
  /** The setting that the value was compared with. */
  readonly limit: number;
  /** Experts after it. */
  readonly experts: number;
}

/** The images that a new expert gets first. */
export type HeadStart =
  | {
      readonly kind: 'unserved';
      /** Who gets them. */
      readonly expert: number;
      /** Iterations left. */
      readonly left: number;
      /** Images whose best score is lower. */
      readonly threshold: number;
    }
  | {
      readonly kind: 'halves';
      /** The expert that was split. */
      readonly expert: number;
      /** Its copy. */
      readonly copy: number;
      /** Iterations left. */
      readonly left: number;
      /** Where the two groups of its images have their centres. */
      readonly centres: readonly [readonly number[], readonly number[]];
    };

/** All that the rules remember from look to look: plain JSON. */
export interface StructureState {
  /** The numbers of the experts that there are, in their order. */
  readonly ids: readonly number[];
  /** The number that the next expert gets. */
  readonly nextId: number;
  /** Looks in a row at which an expert was idle. */
  readonly idle: readonly number[];
  /** Looks in a row at which an expert did two things. */
  readonly twofold: readonly number[];
  /** Looks in a row at which two experts did the same: `[number, number, looks]`. */
  readonly near: readonly (readonly [number, number, number])[];
  /** Looks in a row at which an expert left too many of its images unserved. */
  readonly unserved: readonly number[];
  /** Experts that were made and went again. */
  readonly failed: number;
  /** Experts that were made during the training. */
  readonly made: readonly number[];
  /** The iteration of the last change. */
  readonly lastChange: number;
  /** Whether the number stays as it is from now on. */
  readonly settled: boolean;
  /** Every change so far. */
  readonly changes: readonly StructureChange[];
  /** Head starts that are not over. */
  readonly headStarts: readonly HeadStart[];
}

const count = z.int().check(z.minimum(0));
const numbers = z.array(z.number());

const schema = z.strictObject({
  ids: z.array(count),
  nextId: count,
  idle: z.array(count),
  twofold: z.array(count),
  near: z.array(z.tuple([count, count, count])),
  unserved: z.array(count),
  failed: count,
  made: z.array(count),
  lastChange: count,
  settled: z.boolean(),
  changes: z.array(
    z.strictObject({
      step: count,
      kind: z.enum(['pruned', 'merged', 'split', 'added']),
      expert: count,
      other: z.nullable(count),
      value: z.number(),
      limit: z.number(),
      experts: count,
    }),
  ),
  headStarts: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('unserved'),
        expert: count,
        left: count,
        threshold: z.number(),
      }),
      z.strictObject({
        kind: z.literal('halves'),
        expert: count,
        copy: count,
        left: count,
        centres: z.tuple([numbers, numbers]),
      }),
    ]),
  ),
});

/**
 * @param experts - How many there are.
 * @returns The state before the first look.
 */
export function firstStructure(experts: number): StructureState {
  const ids = Array.from({ length: experts }, (_, j) => j);
  return {
    ids,
    nextId: experts,
    idle: ids.map(() => 0),
    twofold: ids.map(() => 0),
    near: [],
    unserved: ids.map(() => 0),
    failed: 0,
    made: [],
    lastChange: 0,
    settled: false,
    changes: [],
    headStarts: [],
  };
}

/**
 * @param slot - Where the state is kept.
 * @returns Its part of a checkpoint.
 */
export function structurePart(slot: {
  get(): StructureState;
  set(state: StructureState): void;
}): StatePart {
  return {
    save: () => Promise.resolve({ json: JSON.parse(JSON.stringify(slot.get())) as JsonObject }),
    restore({ json }) {
      const { success, data, error } = z.safeParse(schema, json);
      if (!success) throw new CheckpointError('its JSON is damaged', { cause: error });
      slot.set(data);
    },
  };
}
