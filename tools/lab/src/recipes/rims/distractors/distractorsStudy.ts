import { evaluatePolicy, PolicyModel, trainActorCritic } from '@causal-mechanisms/rims';
import type { PolicyScores } from '@causal-mechanisms/rims';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import type { RecipeContext } from '../../../run/recipe.ts';
import type { StudyResult } from '../../../study/study.ts';
import { trainStudy } from '../../../study/trainStudy.ts';
import { playEpisode } from './playEpisode.ts';
import type { PlayedEpisode } from './playEpisode.ts';
import { actorCriticOf, DISTRACTIONS, policyEntries, roomWith } from './settings.ts';
import type { Distraction, DistractorsConfig, PolicyEntry } from './settings.ts';

/** What a study of distractors measures on one policy. */
export type DistractorsValue = {
  /** By what distracts. */
  readonly scores: Readonly<Record<Distraction, Readonly<Record<keyof PolicyScores, number>>>>;
  /** An episode among new distractors. */
  readonly episode: PlayedEpisode;
};

/** A policy with what was measured on it. */
export type DistractorsResult = StudyResult<PolicyEntry, DistractorsValue>;

/** The rooms are made by rule: nothing stands in the place of real data. */
export const DISTRACTORS_DATA = {
  kind: 'generated',
  description: 'rooms on a grid, made by rule',
  chosenBy: 'the task itself',
} as const;

/** Test rooms are fixed like files: a run's seed does not make others. */
const PROBE_SEED = 301;
const TEST_SEED = 302;
const STRIP_SEED = 303;

/**
 * Trains the policies among known distractors, and tests them without, among known and among new ones.
 *
 * @param context - Of the recipe.
 * @param config - Rooms, policies, and how they are trained.
 * @returns The policies in order, with what was measured.
 */
export async function runDistractors(
  context: Pick<RecipeContext, 'part' | 'seed' | 'signal'>,
  config: DistractorsConfig,
): Promise<DistractorsResult[]> {
  const { room, evaluation } = config;
  const { signal } = context;
  const rooms = {
    none: roomWith(room, 'none'),
    known: roomWith(room, 'known'),
    new: roomWith(room, 'new'),
  };
  const score = (model: PolicyModel, from: Distraction, episodes: number, seed: number) =>
    evaluatePolicy(model, rooms[from], { episodes, seed, signal });
  return trainStudy<PolicyModel, PolicyEntry, DistractorsValue>(context, {
    entries: policyEntries(config),
    start: (entry, hooks) =>
      trainActorCritic(rooms.known, {
        config: actorCriticOf(config, entry, context.seed),
        ...hooks,
      }),
    checkpointEvery: config.checkpointEvery,
    evaluate: () => ({
      every: evaluation.every,
      run: async (model) => {
        const scalars: Record<string, number> = {};
        for (const from of DISTRACTIONS) {
          const found = await score(model, from, evaluation.episodes, PROBE_SEED);
          scalars[`success/${from}`] = found.successRate;
          scalars[`return/${from}`] = found.meanReturn;
        }
        return { scalars };
      },
    }),
    show: ({ kind, scalars }) =>
      kind === 'step'
        ? { success: (scalars['successRate'] ?? NaN).toFixed(2) }
        : {
            known: (scalars['success/known'] ?? NaN).toFixed(2),
            new: (scalars['success/new'] ?? NaN).toFixed(2),
          },
    save: (model, folder) => model.save(modelFolder(folder)),
    load: (folder) => PolicyModel.load(modelFolder(folder)),
    cost: ({ parameterCounts }) => ({
      parameters: parameterCounts.core,
      allParameters: parameterCounts.all,
    }),
    measure: async (chosen) => {
      const model = await chosen();
      const test = async (from: Distraction) => ({
        ...(await score(model, from, evaluation.testEpisodes, TEST_SEED)),
      });
      try {
        return {
          scores: { none: await test('none'), known: await test('known'), new: await test('new') },
          episode: await playEpisode(model, rooms.new, STRIP_SEED),
        };
      } finally {
        model.dispose();
      }
    },
  });
}
