import { checkMethods, checkOptions, checkText } from '../argumentChecks.ts';
import { checkArray } from '../arrayChecks.ts';
import { checkCount } from '../checks.ts';
import type { Learner, Phase, TrainedModel } from './learner.ts';

const OWNER = 'runTraining';

/**
 * @param learner - What the caller gave.
 * @throws ArgumentError when it is no learner; what can be disposed of of it is disposed of then.
 */
export function checkLearner(learner: Learner<TrainedModel>): void {
  checkOptions(OWNER, learner, 'learner');
  try {
    checkMethods(OWNER, 'learner', learner, ['dispose']);
    checkText(OWNER, 'learner.owner', learner.owner);
    checkOptions(OWNER, learner.config, 'learner.config');
    checkText(OWNER, 'learner.stepsKey', learner.stepsKey);
    checkMethods(OWNER, 'learner.model', learner.model, ['dispose']);
    for (const [name, part] of Object.entries(
      checkOptions(OWNER, learner.state, 'learner.state'),
    )) {
      checkMethods(OWNER, `learner.state.${name}`, part, ['save', 'restore']);
    }
    checkPhase('learner.main', learner.main);
    for (const place of ['before', 'after'] as const) {
      const phases = checkArray(OWNER, `learner.${place}`, learner[place] ?? []);
      phases.forEach((phase, i) => {
        checkPhase(`learner.${place}[${i}]`, phase);
      });
    }
  } catch (error) {
    disposeOf(learner);
    disposeOf(learner.model);
    throw error;
  }
}

function checkPhase(name: string, phase: Phase): void {
  checkMethods(OWNER, name, phase, ['step']);
  checkText(OWNER, `${name}.name`, phase.name);
  checkCount(OWNER, `${name}.steps`, phase.steps, { least: 0 });
}

function disposeOf(holder: unknown): void {
  const { dispose } = (holder ?? {}) as { readonly dispose?: unknown };
  if (typeof dispose === 'function') Reflect.apply(dispose, holder, []);
}
