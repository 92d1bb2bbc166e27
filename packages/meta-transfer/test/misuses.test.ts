import { useBackend } from '@causal-mechanisms/tensor-utils';
import { misuseTable } from '@causal-mechanisms/test-utils';
import * as api from '../src/index.ts';
import { CONTINUOUS_ROWS } from './misuses/continuousRows.ts';
import { ENCODER_ROWS, MAML_ROWS } from './misuses/encoderRows.ts';
import { GRAPH_ROWS } from './misuses/graphRows.ts';
import { PAIR_ROWS } from './misuses/pairRows.ts';

beforeAll(() => useBackend());

const INTERNAL = Object.fromEntries(
  [
    'ContinuousDirectionModel.learned',
    'ContinuousDirectionModel.restored',
    'MamlModel.adaptation',
    'MamlModel.checkAlive',
  ].map((name) => [name, 'internal: called by learners']),
);

describe('the boundary of meta-transfer', () => {
  misuseTable(api, {
    ...PAIR_ROWS,
    ...CONTINUOUS_ROWS,
    ...ENCODER_ROWS,
    ...MAML_ROWS,
    ...GRAPH_ROWS,
    ...INTERNAL,
  });
});
