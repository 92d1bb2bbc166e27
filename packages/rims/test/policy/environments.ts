import type { Environment, EnvironmentStep } from '@causal-mechanisms/datasets';
import type { JsonObject, RandomStream } from '@causal-mechanisms/tensor-utils';
import type { ActorCriticConfigInput } from '../../src/policy/training/actorCriticConfig.ts';

/** A policy that is trained in a moment. */
export const TINY = {
  core: { kind: 'rims', units: 12, modules: 3, activeModules: 2, inputKeyWidth: 8 },
  encoder: [6],
  actor: [],
  critic: [5],
  environments: 3,
  rolloutSteps: 4,
  updates: 6,
} as const satisfies ActorCriticConfigInput;

/** For `promise.catch`. */
export const code = (error: { code?: string }) => error.code;

/** What one environment of {@link recall} is at. */
interface Place {
  cue: number;
  at: number;
}

/**
 * A cue of two is shown at the first step of an episode alone; the action of the last step must name it, for a reward of 1. Other actions
 * do nothing. With one step it needs no memory.
 */
export function recall(steps: number): Environment {
  return {
    name: `recall/${steps}`,
    observationWidth: 3,
    actions: 2,
    start(count, stream) {
      const begin = (): Place => ({ cue: stream.integer(0, 2), at: 0 });
      const places = Array.from({ length: count }, begin);
      const observe = () => {
        const seen = new Float32Array(3 * count);
        places.forEach(({ cue, at }, i) => {
          if (at === 0) seen[3 * i + cue] = 1;
          if (at === steps - 1) seen[3 * i + 2] = 1;
        });
        return seen;
      };
      return {
        count,
        observe,
        step(actions): EnvironmentStep {
          const rewards = new Float32Array(count);
          const ended = new Uint8Array(count);
          places.forEach((place, i) => {
            if (place.at < steps - 1) place.at++;
            else {
              rewards[i] = actions[i] === place.cue ? 1 : 0;
              ended[i] = 1;
              places[i] = begin();
            }
          });
          return { observations: observe(), rewards, ended };
        },
        save: (): JsonObject => ({
          places: places.map((place) => ({ ...place })),
          stream: JSON.parse(JSON.stringify(stream.state())) as JsonObject,
        }),
        restore(state) {
          const { places: saved, stream: from } = state as unknown as {
            places: Place[];
            stream: ReturnType<RandomStream['state']>;
          };
          stream.restore(from);
          saved.forEach((place, i) => (places[i] = { ...place }));
        },
      };
    },
  };
}

/** A corridor: going right from the left end to the right end gives 1, every step costs a little; 0 goes left, 1 goes right. */
export function corridor(length: number): Environment {
  return {
    name: `corridor/${length}`,
    observationWidth: length,
    actions: 2,
    start(count) {
      const places = new Int32Array(count);
      const observe = () => {
        const seen = new Float32Array(length * count);
        places.forEach((place, i) => (seen[i * length + place] = 1));
        return seen;
      };
      return {
        count,
        observe,
        step(actions): EnvironmentStep {
          const rewards = new Float32Array(count).fill(-0.05);
          const ended = new Uint8Array(count);
          places.forEach((place, i) => {
            places[i] = Math.max(0, place + (actions[i] === 1 ? 1 : -1));
            if (places[i] !== length - 1) return;
            rewards[i] = 1;
            ended[i] = 1;
            places[i] = 0;
          });
          return { observations: observe(), rewards, ended };
        },
      };
    },
  };
}
