import type { AdaptiveSettings } from './adaptiveConfig.ts';
import type { BankLook } from './bankLook.ts';
import type { HeadStart, StructureChange, StructureState } from './structureState.ts';

/** Where an expert of the next bank comes from. */
export interface ExpertSource {
  /** It is this expert of the present bank, a noised copy of it, or a noised copy of what the first expert was at the beginning. */
  readonly as: 'same' | 'copy' | 'newcomer';
  /** The place of that expert in the present bank; of a newcomer: any. */
  readonly from: number;
  /** Its number. */
  readonly id: number;
}

/** What the rules make of a look. */
export interface StructureDecision {
  /** What is remembered. */
  readonly state: StructureState;
  /** The experts of the next bank, in order. */
  readonly sources: readonly ExpertSource[];
}

/** Where a training is. */
export interface StructureTime {
  /** Iterations done. */
  readonly step: number;
  /** Iterations in all. */
  readonly steps: number;
}

/**
 * Decides which experts go, become two or are added: an idle one goes, one of two that do the same one thing goes, one that does two things becomes
 * two, and one is added where an expert leaves most of its images unserved, each after it was so for a number of looks in a row.
 *
 * @param settings - When.
 * @param before - What was remembered from the looks before.
 * @param look - What was found now.
 * @param time - Where the training is.
 * @returns What is to be done; nothing of the arguments is changed.
 */
export function decideStructure(
  settings: AdaptiveSettings,
  before: StructureState,
  look: BankLook,
  time: StructureTime,
): StructureDecision {
  const counted = countLook(settings, before, look);
  const bank = new Draft(counted, look, time.step);
  removeIdle(settings, bank);
  removeEqual(settings, bank);
  if (time.step <= settings.growWithin * time.steps) {
    splitTwofold(settings, bank);
    addNewcomer(settings, bank);
  }
  return bank.finish(settings);
}

/** Counts the looks in a row. */
function countLook(
  { pruneBelow, mergeBelow, splitAbove, growAbove }: AdaptiveSettings,
  before: StructureState,
  { shares, distances, modes, unserved }: BankLook,
): StructureState {
  const { ids } = before;
  const isTwofold = (j: number) => (modes[j]?.bimodality ?? NaN) > splitAbove;
  const near = ids.flatMap((a, i) =>
    ids.flatMap((b, j): [number, number, number][] => {
      if (j <= i || !((distances[i]?.[j] ?? NaN) < mergeBelow)) return [];
      // Two that do the same two things can still part.
      if (isTwofold(i) || isTwofold(j)) return [];
      const known = before.near.find(([one, other]) => one === a && other === b);
      return [[a, b, 1 + (known?.[2] ?? 0)]];
    }),
  );
  return {
    ...before,
    near,
    idle: before.idle.map((looks, j) => ((shares[j] ?? NaN) < pruneBelow ? looks + 1 : 0)),
    twofold: before.twofold.map((looks, j) => (isTwofold(j) ? looks + 1 : 0)),
    unserved: before.unserved.map((looks, j) => {
      const [share, ofIt] = [shares[j] ?? 0, unserved[j] ?? 0];
      // As many as one expert of a larger bank would have: what is left of a mechanism of its own is fewer.
      const isMuch = ofIt > 1 / (ids.length + 1);
      return isMuch && ofIt > growAbove * share ? looks + 1 : 0;
    }),
  };
}

interface Member extends ExpertSource {
  readonly share: number;
  readonly idle: number;
  readonly twofold: number;
  readonly unserved: number;
}

/** A bank that is being changed. */
class Draft {
  readonly look: BankLook;
  readonly step: number;
  members: Member[];
  state: StructureState;

  constructor(state: StructureState, look: BankLook, step: number) {
    this.state = state;
    this.look = look;
    this.step = step;
    this.members = state.ids.map((id, from) => ({
      as: 'same',
      from,
      id,
      share: look.shares[from] ?? 0,
      idle: state.idle[from] ?? 0,
      twofold: state.twofold[from] ?? 0,
      unserved: state.unserved[from] ?? 0,
    }));
  }

  /** Whether it still gets its images first: it could not have shown yet what it is good for. */
  isSheltered(id: number): boolean {
    return this.state.headStarts.some(
      (each) => each.expert === id || (each.kind === 'halves' && each.copy === id),
    );
  }

  remove(id: number, change: Pick<StructureChange, 'kind' | 'other' | 'value' | 'limit'>): void {
    this.members = this.members.filter((member) => member.id !== id);
    const failed = this.state.failed + (this.state.made.includes(id) ? 1 : 0);
    this.state = { ...this.state, failed };
    this.note({ ...change, expert: id });
  }

  make(as: 'copy' | 'newcomer', from: number): number {
    const { nextId: id, made } = this.state;
    // What is unserved is to be seen anew: another expert is not added at the same look.
    const present = this.members.map((member) => ({ ...member, unserved: 0 }));
    this.members = [...present, { as, from, id, share: 0, idle: 0, twofold: 0, unserved: 0 }];
    this.state = { ...this.state, nextId: id + 1, made: [...made, id] };
    return id;
  }

  note(change: Omit<StructureChange, 'step' | 'experts'>): void {
    const whole = { step: this.step, ...change, experts: this.members.length };
    const changes = [...this.state.changes, whole];
    this.state = { ...this.state, changes, lastChange: this.step };
  }

  giveHeadStart(headStart: HeadStart): void {
    if (headStart.left === 0) return;
    this.state = { ...this.state, headStarts: [...this.state.headStarts, headStart] };
  }

  finish({ settle }: AdaptiveSettings): StructureDecision {
    const { members, state, step } = this;
    const ids = members.map(({ id }) => id);
    const isThere = (id: number) => ids.includes(id);
    return {
      sources: members.map(({ as, from, id }) => ({ as, from, id })),
      state: {
        ...state,
        ids,
        idle: members.map(({ idle }) => idle),
        twofold: members.map(({ twofold }) => twofold),
        unserved: members.map(({ unserved }) => unserved),
        near: state.near.filter(([one, other]) => isThere(one) && isThere(other)),
        settled: step - state.lastChange >= settle,
      },
    };
  }
}

/** Never the last that are allowed, nor the one that wins most, nor one with a head start. */
function removeIdle({ patience, pruneBelow, least }: AdaptiveSettings, bank: Draft): void {
  const busiest = Math.max(...bank.members.map(({ share }) => share));
  for (const { id, share, idle } of bank.members) {
    if (idle < patience || share === busiest || bank.members.length <= least) continue;
    if (bank.isSheltered(id)) continue;
    bank.remove(id, { kind: 'pruned', other: null, value: share, limit: pruneBelow });
  }
}

/** Of two that do the same, the one that wins less goes. */
function removeEqual({ patience, mergeBelow, least }: AdaptiveSettings, bank: Draft): void {
  for (const [one, other, looks] of bank.state.near) {
    if (looks < patience || bank.members.length <= least) continue;
    if (bank.isSheltered(one) || bank.isSheltered(other)) continue;
    const pair = bank.members.filter(({ id }) => id === one || id === other);
    const [first, second] = pair;
    if (first === undefined || second === undefined) continue;
    const [stays, goes] = second.share > first.share ? [second, first] : [first, second];
    const value = bank.look.distances[first.from]?.[second.from] ?? NaN;
    bank.remove(goes.id, { kind: 'merged', other: stays.id, value, limit: mergeBelow });
  }
}

function splitTwofold(settings: AdaptiveSettings, bank: Draft): void {
  const { splitAbove, most, headStart } = settings;
  for (const { id, from, twofold } of bank.members) {
    const { centres, bimodality = NaN } = bank.look.modes[from] ?? {};
    if (twofold < patienceNow(settings, bank) || centres === undefined) continue;
    if (bank.members.length >= most) continue;
    const copy = bank.make('copy', from);
    bank.members = bank.members.map((member) =>
      member.id === id ? { ...member, twofold: 0 } : member,
    );
    bank.note({ kind: 'split', expert: id, other: copy, value: bimodality, limit: splitAbove });
    const [first, second] = centres;
    bank.giveHeadStart({
      kind: 'halves',
      expert: id,
      copy,
      left: headStart,
      centres: [Array.from(first), Array.from(second)],
    });
  }
}

/** One at a time, for the expert that leaves most images unserved: the next comes when this one wins something. */
function addNewcomer(settings: AdaptiveSettings, bank: Draft): void {
  const { growAbove, most, headStart } = settings;
  const { made } = bank.state;
  const isTried = bank.members.some(({ id, idle }) => idle > 0 && made.includes(id));
  if (isTried || bank.members.length >= most) return;
  const { unserved, threshold } = bank.look;
  const [burdened] = bank.members
    .filter((member) => member.unserved >= patienceNow(settings, bank))
    .sort((one, other) => (unserved[other.from] ?? 0) - (unserved[one.from] ?? 0));
  if (burdened === undefined) return;
  const { id: other, from, share } = burdened;
  const expert = bank.make('newcomer', 0);
  const value = (unserved[from] ?? 0) / share;
  bank.note({ kind: 'added', expert, other, value, limit: growAbove });
  bank.giveHeadStart({ kind: 'unserved', expert, left: headStart, threshold });
}

/** Making experts that go again is stopped by waiting longer each time. */
function patienceNow({ patience }: AdaptiveSettings, { state }: Draft): number {
  return patience * 2 ** Math.min(state.failed, 30);
}
