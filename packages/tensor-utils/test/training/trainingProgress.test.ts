import { CheckpointError } from '../../src/index.ts';
import type { Phase, TrainingState } from '../../src/index.ts';
import { TrainingProgress } from '../../src/training/trainingProgress.ts';

const phase = (name: string, steps: number): Phase => ({
  name,
  steps,
  step: () => Promise.resolve({ scalars: {} }),
});
const [warmUp, main, coolDown] = [phase('warm up', 2), phase('main', 3), phase('cool down', 1)];
const phases = [warmUp, main, coolDown];

const through = (progress: TrainingProgress): TrainingState => ({
  step: progress.step,
  config: {},
  arrays: {},
  json: progress.save(),
});
const never = () => false;

it('counts steps per phase, and those of the main phase for the run', () => {
  const progress = new TrainingProgress(phases, main);
  progress.stepped(false);
  expect([progress.phase, progress.done, progress.step]).toEqual([warmUp, 1, 0]);
  progress.stepped(false);
  expect(progress.isPhaseOver).toBe(true);
  progress.nextPhase();
  expect([progress.phase, progress.done, progress.isPhaseOver]).toEqual([main, 0, false]);
  progress.stepped(true);
  expect([progress.isPhaseOver, progress.step]).toEqual([true, 1]);
  progress.nextPhase();
  progress.stepped(false);
  expect(progress.step).toBe(1);
  progress.nextPhase();
  expect([progress.phase, progress.isPhaseOver]).toEqual([undefined, true]);
});

it('knows what is saved and what was evaluated', () => {
  const progress = new TrainingProgress([main], main);
  expect([progress.isSaved, progress.isEvaluated]).toEqual([true, false]);
  progress.evaluated({ loss: 2 });
  expect([progress.isSaved, progress.isEvaluated]).toEqual([false, true]);
  progress.written();
  progress.stepped(false);
  expect([progress.isSaved, progress.isEvaluated]).toEqual([false, false]);
  progress.written();
  expect(progress.isSaved).toBe(true);
  progress.nextPhase();
  expect(progress.isSaved).toBe(false);
});

it('comes back from a checkpoint, evaluations included; what was no number stays none', () => {
  const progress = new TrainingProgress(phases, main);
  progress.nextPhase();
  progress.evaluated({ loss: 3, share: NaN });
  progress.stepped(false);
  const again = new TrainingProgress(phases, main);
  again.restore('learn', through(progress), never);
  expect([again.phase, again.done, again.step, again.isSaved]).toEqual([main, 1, 1, true]);
  expect(again.evaluations).toEqual([{ step: 0, scalars: { loss: 3, share: NaN } }]);
});

describe('a run that is over', () => {
  const over = (finished: boolean) => {
    const progress = new TrainingProgress([warmUp, main], main);
    progress.nextPhase();
    for (let i = 0; i < 3; i++) progress.stepped(finished && i === 2);
    progress.evaluated({ loss: 1 });
    progress.nextPhase();
    return through(progress);
  };
  const restored = (state: TrainingState, steps: number, stopWhen = never) => {
    const longer = { ...main, steps };
    const progress = new TrainingProgress([warmUp, longer], longer);
    progress.restore('learn', state, stopWhen);
    return progress.phase?.name;
  };

  it('goes on where there are more steps now', () => {
    expect(restored(over(false), 3)).toBeUndefined();
    expect(restored(over(false), 4)).toBe('main');
  });

  it('does not where the learner, or the rule, has ended it', () => {
    expect(restored(over(true), 4)).toBeUndefined();
    expect(restored(over(false), 4, () => true)).toBeUndefined();
  });

  it('does not where phases came after the main one', () => {
    const longer = { ...main, steps: 4 };
    const progress = new TrainingProgress([warmUp, longer, coolDown], longer);
    progress.restore('learn', over(false), never);
    expect(progress.phase).toBe(coolDown);
  });
});

const at = (phase: number, done: number) => ({
  progress: { phase, done, ended: false, evaluations: [] },
});

it.each<[string, Pick<TrainingState, 'step' | 'json'>, RegExp]>([
  ['nothing', { step: 0, json: {} }, /damaged/],
  ['a phase that there is not', { step: 0, json: at(4, 0) }, /damaged/],
  ['counted steps before the main phase', { step: 1, json: at(0, 1) }, /damaged/],
  ['two counts of one phase', { step: 2, json: at(1, 1) }, /damaged/],
  ['negative steps', { step: 0, json: at(1, -1) }, /damaged/],
  ['more steps than there are', { step: 4, json: at(1, 4) }, /at step 4, past the 3 of this run/],
])('refuses %s', (_, state, message) => {
  const progress = new TrainingProgress(phases, main);
  const restore = () => progress.restore('learn', { config: {}, arrays: {}, ...state }, never);
  expect(restore).toThrow(CheckpointError);
  expect(restore).toThrow(message);
});
