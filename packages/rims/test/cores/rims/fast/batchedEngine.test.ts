import { useBackend } from '@causal-mechanisms/tensor-utils';
import { batchedEngine } from '../../../../src/cores/rims/fast/batchedEngine.ts';
import { drawPass, expectEngineAsPlain } from './passes.ts';
import { NATIVE_VARIANTS, OTHER_VARIANTS } from './variants.ts';

beforeAll(() => useBackend());

it.each([...NATIVE_VARIANTS, ...OTHER_VARIANTS])(
  'gives values and gradients of the plain form: %s',
  (_, kind, config, dropped) =>
    expectEngineAsPlain(batchedEngine, drawPass(config, { kind, dropped })),
);
