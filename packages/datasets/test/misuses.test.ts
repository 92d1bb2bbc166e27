import { useBackend } from '@causal-mechanisms/tensor-utils';
import { misuseTable } from '@causal-mechanisms/test-utils';
import * as api from '../src/index.ts';
import { CAUSAL_ROWS } from './misuses/causalRows.ts';
import { FACTOR_ROWS } from './misuses/factorRows.ts';
import { GRIDWORLD_ROWS } from './misuses/gridworldRows.ts';
import { IMAGE_ROWS } from './misuses/imageRows.ts';
import { PHYSICS_ROWS } from './misuses/physicsRows.ts';
import { SCENE_ROWS } from './misuses/sceneRows.ts';
import { SEQUENCE_ROWS } from './misuses/sequenceRows.ts';
import { TABLE_ROWS } from './misuses/tableRows.ts';

beforeAll(() => useBackend());

describe('the boundary of datasets', () => {
  misuseTable(api, {
    ...IMAGE_ROWS,
    ...SEQUENCE_ROWS,
    ...FACTOR_ROWS,
    ...SCENE_ROWS,
    ...PHYSICS_ROWS,
    ...GRIDWORLD_ROWS,
    ...CAUSAL_ROWS,
    ...TABLE_ROWS,
  });
});
