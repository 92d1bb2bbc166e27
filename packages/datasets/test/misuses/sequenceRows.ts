import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { MisuseRows } from '@causal-mechanisms/test-utils';
import * as api from '../../src/index.ts';
import { images, IMAGES_ACCEPT } from './imageRows.ts';

const table = () =>
  api.sequenceTable([
    { id: 'x', tokens: 'ab', label: 'u' },
    { id: 'y', tokens: 'ba', label: 'v' },
  ]);
const coding = () => api.sequenceCoding(table(), { ask: 'label' });

const stream = () => new RandomStream(1);

/** What only a learner looks at. */
const FOR_LEARNERS = Object.fromEntries(
  [
    'inputs',
    'inputs.kind',
    'inputs.vocabulary',
    'targets',
    'targets.kind',
    'targets.classes',
    'targetAt',
  ].map((part) => [`task.${part}`, 'read by learners, not here']),
);

export const SEQUENCE_ROWS: MisuseRows = {
  cutSequences: { arguments: () => ({ table: table(), steps: 2 }), counts: ['steps'] },
  decodeAnswers: {
    arguments: () => ({
      coding: coding(),
      said: { steps: 1, batch: 1, outputs: 2, answers: new Float32Array(2) },
      read: { lengths: Int32Array.of(2) },
    }),
    counts: ['said.steps', 'said.batch', 'said.outputs'],
  },
  encodeSequences: { arguments: () => ({ coding: coding(), sequences: table() }) },
  parseSequenceLines: {
    arguments: () => ({ text: '[1]', options: { name: 'lines', tokens: false, columns: ['a'] } }),
    owner: ['parseSequenceLines', 'sequenceTable', 'text', 'lines'],
  },
  sequenceTable: {
    arguments: () => ({
      records: [[1]],
      options: { name: 'own', tokens: false, columns: ['a'] },
    }),
    owner: ['sequenceTable', 'own'],
  },
  selectSequences: { arguments: () => ({ table: table(), indices: [0] }) },
  sequenceCoding: {
    arguments: () => ({ table: table(), options: { ask: 'label', scaleBy: table() } }),
  },
  sequenceLengths: { arguments: () => ({ table: table() }) },
  sequenceTableTask: { arguments: () => ({ table: table(), coding: coding() }) },
  splitSequences: {
    arguments: () => ({
      table: api.sequenceTable(['ab', 'ba', 'aa']),
      options: { share: 0.5, stream: new RandomStream(1), byLabel: false },
    }),
    misuses: { 'options.share': [0, 1] },
  },

  addingTask: { arguments: () => ({ options: { length: 4 } }), sizes: ['options.length'] },
  'addingTask.sample': {
    owner: 'addingTask',
    arguments: () => ({ size: 2, stream: stream() }),
    call: ({ size, stream: from }: { size: number; stream: RandomStream }) =>
      api.addingTask({ length: 4 }).sample(size, from),
    sizes: ['size'],
    misuses: { size: [0, 1e12, 2 ** 31] },
  },
  copyingTask: {
    arguments: () => ({ options: { gap: 3, symbols: 2, alphabet: 4 } }),
    sizes: ['options.gap', 'options.symbols', 'options.alphabet'],
  },
  'copyingTask.sample': {
    owner: 'copyingTask',
    arguments: () => ({ size: 2, stream: stream() }),
    call: ({ size, stream: from }: { size: number; stream: RandomStream }) =>
      api.copyingTask({ gap: 3, symbols: 2 }).sample(size, from),
    sizes: ['size'],
    misuses: { size: [0, 1e12, 2 ** 31] },
  },
  recallTask: {
    arguments: () => ({
      options: { gap: 3, symbols: 2, alphabet: 4, distractors: 2, share: 0.5, from: 'new' },
    }),
    sizes: ['options.gap', 'options.symbols', 'options.alphabet', 'options.distractors'],
    misuses: { 'options.share': [-0.1, 1.1], 'options.from': ['old'] },
  },
  'recallTask.sample': {
    owner: 'recallTask',
    arguments: () => ({ size: 2, stream: stream() }),
    call: ({ size, stream: from }: { size: number; stream: RandomStream }) =>
      api.recallTask({ gap: 3, symbols: 2 }).sample(size, from),
    sizes: ['size'],
    misuses: { size: [0, 1e12, 2 ** 31] },
  },
  fixedBatches: {
    arguments: () => ({
      task: api.copyingTask({ gap: 3, symbols: 2 }),
      options: { count: 1, size: 2, seed: 1 },
    }),
    sizes: ['options.count', 'options.size'],
    counts: ['options.seed'],
    accepts: FOR_LEARNERS,
  },
  sequentialImages: {
    arguments: () => ({ dataset: images(), options: { size: 2, classes: 2 } }),
    sizes: ['options.size'],
    counts: ['options.classes', 'dataset.size'],
    misuses: { 'options.size': [0, 1e12, 2 ** 31], 'options.classes': [0] },
    accepts: IMAGES_ACCEPT,
  },
  'SequentialImages.sample': {
    owner: 'sequentialImages(three)',
    arguments: () => ({ size: 2, stream: stream() }),
    call: ({ size, stream: from }: { size: number; stream: RandomStream }) =>
      api.sequentialImages(images(), { size: 2 }).sample(size, from),
    sizes: ['size'],
    misuses: { size: [0, 4] },
  },
  'SequentialImages.batch': {
    owner: 'sequentialImages(three)',
    arguments: () => ({ indices: [0, 2] }),
    call: ({ indices }: { indices: number[] }) =>
      api.sequentialImages(images(), { size: 2 }).batch(indices),
    misuses: { indices: [[], [3], [-1], [0.5]] },
  },
  'SequenceTableTask.sample': {
    owner: 'sequenceTableTask(',
    arguments: () => ({ size: 2, stream: stream() }),
    call: ({ size, stream: from }: { size: number; stream: RandomStream }) =>
      api.sequenceTableTask(table(), coding()).sample(size, from),
    sizes: ['size'],
    misuses: { size: [0, 3] },
  },
  'SequenceTableTask.batch': {
    owner: 'sequenceTableTask(',
    arguments: () => ({ indices: [0, 1] }),
    call: ({ indices }: { indices: number[] }) =>
      api.sequenceTableTask(table(), coding()).batch(indices),
    misuses: { indices: [[], [2], [-1], [0.5]] },
  },
};
