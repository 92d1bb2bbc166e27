import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { fetchEnvironment } from '../../src/gridworld/fetchEnvironment.ts';
import { failure } from '../testFiles.ts';
import { room } from './room.ts';

const ENVIRONMENT = fetchEnvironment({ size: 5, view: 3, mostSteps: 10, encoding: 'indices' });
const STATE = room(`
  #####
  #.k.#
  #.^b#
  #...#
  #####`);

describe('fetchEnvironment', () => {
  it('says what it is', () => {
    expect(ENVIRONMENT).toMatchObject({ name: 'fetch/5', observationWidth: 20, actions: 4 });
    expect(ENVIRONMENT.targets).toHaveLength(12);
    expect(fetchEnvironment({ distractors: 0 }).distractors).toEqual([]);
    const few = { kinds: ['key'], colours: ['red'] } as const;
    const held = fetchEnvironment({ ...few, newColours: ['grey'], from: 'new', distractors: 1 });
    expect(held.distractors).toEqual([{ kind: 'key', colour: 'grey' }]);
    // 49 cells of 12 and a target of 10.
    expect(fetchEnvironment()).toMatchObject({ name: 'fetch/8', observationWidth: 598 });
  });

  it('acts on copies', () => {
    const before = structuredClone(STATE);
    const forward = ENVIRONMENT.act(STATE, 2);
    expect(forward).toMatchObject({ reward: 0, ended: false, state: { x: 2, y: 2, steps: 1 } });
    const picked = ENVIRONMENT.act(forward.state, 3);
    expect(picked).toMatchObject({ reward: 1 - 0.18, ended: true, succeeded: true });
    expect(STATE).toEqual(before);
    expect(() => ENVIRONMENT.act(picked.state, 0)).toThrow(failure('ERR_VALUES', 'target is gone'));
    expect(() => ENVIRONMENT.act({ ...STATE, steps: 10 }, 0)).toThrow(
      failure('ERR_VALUES', 'no step is left'),
    );
  });

  it('looks as its rooms do', () => {
    const state = ENVIRONMENT.draw(new RandomStream(3));
    expect(ENVIRONMENT.look(state)).toHaveLength(20);
    // The cell ahead is the fifth: a red key.
    expect([...ENVIRONMENT.look(STATE).slice(8, 10)]).toEqual([3, 1]);
  });

  it('refuses other rooms, actions, counts and streams', () => {
    const other = fetchEnvironment({ size: 6 });
    expect(() => other.act(STATE, 0)).toThrow(
      failure('ERR_SHAPE', 'fetchEnvironment: state.cells'),
    );
    expect(() => other.look(STATE)).toThrow(failure('ERR_SHAPE', 'fetchEnvironment: state.cells'));
    for (const action of [-1, 4, 0.5, NaN]) {
      expect(() => ENVIRONMENT.act(STATE, action)).toThrow(failure('ERR_ARGUMENT', 'action'));
    }
    for (const count of [0, 1.5, 1e12]) {
      expect(() => ENVIRONMENT.start(count, new RandomStream(1))).toThrow(
        failure('ERR_ARGUMENT', 'fetchEnvironment: count'),
      );
    }
    expect(() => ENVIRONMENT.start(1, {} as never)).toThrow(failure('ERR_ARGUMENT', 'stream'));
    expect(() => ENVIRONMENT.draw({} as never)).toThrow(failure('ERR_ARGUMENT', 'stream'));
  });
});
