import type { DearModel } from '@causal-mechanisms/dear-scm';
import type { OpenSession, SessionMethod } from '../../worker/session.ts';
import { describeModel, openFiles, openShipped } from './openModel.ts';
import type { ModelDescription, ModelName } from './openModel.ts';
import { askScene } from './scene.ts';
import type { SceneAnswer, SceneInput } from './scene.ts';

/** What the panel computes in its worker. */
export interface CausesSession {
  /** Opens the shipped model, or says what is known of one that is open. */
  model: SessionMethod<{ readonly model: ModelName }, ModelDescription>;
  /** Opens a model that the reader has picked; from then on it is the model `own`. */
  open: SessionMethod<{ readonly files: readonly File[] }, ModelDescription>;
  /** What a scene would be, had factors had other values. */
  scene: SessionMethod<SceneInput & { readonly model: ModelName }, SceneAnswer>;
}

/** Opens the session of the panel; it owns the models. */
export const openSession: OpenSession<CausesSession> = ({ base }) => {
  const models = new Map<ModelName, DearModel>();

  async function modelOf(name: ModelName): Promise<DearModel> {
    const open = models.get(name);
    if (open !== undefined) return open;
    if (name === 'own') throw new Error('No model of your own is open.');
    const shipped = await openShipped(base);
    models.set(name, shipped);
    return shipped;
  }

  return {
    model: async ({ model }) => describeModel(await modelOf(model)),
    open: async ({ files }) => {
      const opened = await openFiles(files);
      models.get('own')?.dispose();
      models.set('own', opened);
      return describeModel(opened);
    },
    scene: async ({ model, ...input }) => askScene(await modelOf(model), input),
  };
};
