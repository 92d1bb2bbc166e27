import type { OpenSession, SessionMethod } from '../../worker/session.ts';
import { readTokens } from './reading.ts';
import type { Reading, ReadingPart } from './reading.ts';
import { openFiles, openShipped } from './stepModels.ts';
import type { StepModel, StepModelDescription } from './stepModels.ts';

/** Models by name: `rims` and `lstm` come with the page, `own` is the reader's. */
export type ModelName = 'rims' | 'lstm' | 'own';

/** What the panel computes in its worker. */
export interface ModulesSession {
  /** Opens a model of the reader's; from then on it is the model `own`. */
  open: SessionMethod<{ readonly files: readonly File[] }, StepModelDescription>;
  /** Reads tokens step by step, and reports what was read on the way. */
  read: SessionMethod<
    { readonly model: ModelName; readonly tokens: readonly number[] },
    Reading,
    ReadingPart
  >;
}

/** Opens the session of the panel; it owns the models. */
export const openSession: OpenSession<ModulesSession> = ({ base }) => {
  const models = new Map<ModelName, Promise<StepModel>>();

  function modelOf(name: ModelName): Promise<StepModel> {
    const open = models.get(name);
    if (open !== undefined) return open;
    if (name === 'own') return Promise.reject(new Error('No model of yours is open yet.'));
    const opening = openShipped(base, name);
    models.set(name, opening);
    // What could not be fetched may be there the next time.
    opening.catch(() => models.delete(name));
    return opening;
  }

  return {
    open: async ({ files }) => {
      const opened = await openFiles(files);
      void models.get('own')?.then((before) => before.dispose());
      models.set('own', Promise.resolve(opened));
      return opened.description;
    },
    read: async ({ model, tokens }, call) => readTokens(await modelOf(model), tokens, call),
  };
};
