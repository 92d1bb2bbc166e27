import type { ExpertsModel } from '@causal-mechanisms/experts-gan';
import type { OpenSession, SessionMethod } from '../../worker/session.ts';
import { embeddedDigits } from './digits.ts';
import { describeBank, openFiles, openShipped } from './banks.ts';
import type { BankDescription, BankName } from './banks.ts';
import { look } from './look.ts';
import type { Look, LookInput } from './look.ts';
import { trainLive } from './liveTraining.ts';
import type { LiveProgress, LiveResult } from './liveTraining.ts';

/** What the panel computes in its worker. */
export interface ExpertsSession {
  /** The embedded digits to pick from: bytes `[count, 28, 28]`. */
  digits: SessionMethod<{ readonly count: number }, Uint8Array>;
  /** Opens a bank, or says what is known of one that is open. */
  bank: SessionMethod<{ readonly bank: BankName }, BankDescription>;
  /** Opens a bank that the reader has picked; from then on it is the bank `own`. */
  open: SessionMethod<{ readonly files: readonly File[] }, BankDescription>;
  /** Changes a picture, and asks all experts. */
  look: SessionMethod<LookInput, Look>;
  /** Trains five experts; from then on they are the bank `trained`, also where the call was given up on the way. */
  train: SessionMethod<
    { readonly seed: number; readonly iterations: number },
    LiveResult,
    LiveProgress
  >;
}

/** Opens the session of the panel; it owns the models. */
export const openSession: OpenSession<ExpertsSession> = ({ base }) => {
  const banks = new Map<BankName, ExpertsModel>();

  async function bankOf(bank: BankName): Promise<ExpertsModel> {
    const open = banks.get(bank);
    if (open !== undefined) return open;
    if (bank !== 'shipped') throw new Error(`There is no bank ${bank} yet.`);
    return keep(bank, await openShipped(base));
  }

  function keep(bank: BankName, model: ExpertsModel): ExpertsModel {
    banks.get(bank)?.dispose();
    banks.set(bank, model);
    return model;
  }

  return {
    digits: ({ count }) => embeddedDigits(count),
    bank: async ({ bank }) => describeBank(await bankOf(bank)),
    open: async ({ files }) => describeBank(keep('own', await openFiles(files))),
    look: async (input, { signal }) => look(await bankOf(input.bank), input, signal),
    train: async (input, call) => {
      const { model, result } = await trainLive(input, call);
      keep('trained', model);
      return result;
    },
  };
};
