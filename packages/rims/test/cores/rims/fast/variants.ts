import type { RimsConfigInput } from '../../../../src/cores/rims/rimsConfig.ts';
import type { InputKind } from './passes.ts';

/** A pass by name: its input, its settings, and whether parts of it are dropped. */
export type Variant = readonly [string, InputKind, Partial<RimsConfigInput>, boolean];

const noAttention = { inputAttention: false, activeModules: 4 } as const;

/** What the native op can do: LSTM dynamics, one element, one head. */
export const NATIVE_VARIANTS: readonly Variant[] = [
  ['the authors’ form', 'dense', {}, false],
  ['rows of a table', 'indexed', {}, false],
  ['all modules active', 'indexed', { activeModules: 4 }, false],
  ['no communication', 'indexed', { communication: false }, false],
  ['no input attention', 'dense', noAttention, false],
  ['open gradients', 'dense', { blockedGradients: false }, false],
  ['held states', 'dense', { communicationSource: 'held' }, false],
  ['plain output', 'indexed', { communicationOutput: 'plain' }, false],
  ['dropout', 'dense', {}, true],
  ['dropout on rows of a table', 'indexed', {}, true],
];

/** What batched ops alone can do. */
export const OTHER_VARIANTS: readonly Variant[] = [
  ['a GRU', 'indexed', { dynamics: 'gru' }, false],
  ['a GRU, all modules active', 'dense', { dynamics: 'gru', activeModules: 4 }, false],
  ['a GRU, no communication', 'dense', { dynamics: 'gru', communication: false }, false],
  ['two heads', 'dense', { inputHeads: 2 }, false],
  ['three elements', 'elements', { elements: 3 }, true],
];
