import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { MisuseRows } from '@causal-mechanisms/test-utils';
import * as api from '../../src/index.ts';

const environment = () => api.fetchEnvironment({ size: 5, distractors: 1 });
const state = () => environment().draw(new RandomStream(1));

export const GRIDWORLD_ROWS: MisuseRows = {
  fetchEnvironment: {
    arguments: () => ({
      options: {
        size: 5,
        view: 3,
        kinds: ['key', 'ball'],
        colours: ['red', 'green'],
        distractors: 1,
        from: 'new',
        newKinds: ['box'],
        newColours: ['grey'],
        mostSteps: 9,
        encoding: 'indices',
      },
    }),
    sizes: ['options.size', 'options.view', 'options.mostSteps'],
    counts: ['options.distractors'],
    misuses: { 'options.view': [4], 'options.kinds': [[]], 'options.colours': [[]] },
  },
  'FetchEnvironment.start': {
    owner: 'fetchEnvironment',
    arguments: () => ({ count: 2, stream: new RandomStream(1) }),
    call: ({ count, stream }: { count: number; stream: RandomStream }) =>
      environment().start(count, stream),
    sizes: ['count'],
  },
  'FetchEnvironment.draw': {
    owner: 'fetchEnvironment',
    arguments: () => ({ stream: new RandomStream(1) }),
    call: ({ stream }: { stream: RandomStream }) => environment().draw(stream),
  },
  'FetchEnvironment.act': {
    owner: 'fetchEnvironment',
    arguments: () => ({ state: state(), action: 0 }),
    call: ({ state: of, action }: { state: api.FetchState; action: number }) =>
      environment().act(of, action),
    counts: ['action', 'state.steps'],
    misuses: { action: [-1, 4], 'state.direction': [4], 'state.x': [0], 'state.y': [9] },
  },
  'FetchEnvironment.look': {
    owner: 'fetchEnvironment',
    arguments: () => ({ state: state() }),
    call: ({ state: of }: { state: api.FetchState }) => environment().look(of),
    counts: ['state.steps'],
  },
  'EnvironmentBatch.step': {
    owner: 'fetchEnvironment',
    arguments: () => ({ actions: Int32Array.of(0, 3) }),
    call: ({ actions }: { actions: Int32Array }) =>
      environment().start(2, new RandomStream(1)).step(actions),
    misuses: { actions: [Int32Array.of(0), Int32Array.of(0, 4), Int32Array.of(-1, 0)] },
  },
  renderGrid: {
    arguments: () => ({ state: state(), options: { cell: 8, view: 7 } }),
    sizes: ['options.cell'],
    counts: ['state.steps'],
  },
};
