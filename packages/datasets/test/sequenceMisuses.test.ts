import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { misuseTable } from '@causal-mechanisms/test-utils';
import * as api from '../src/index.ts';

const table = () =>
  api.sequenceTable([
    { id: 'x', tokens: 'ab', label: 'u' },
    { id: 'y', tokens: 'ba', label: 'v' },
  ]);
const coding = () => api.sequenceCoding(table(), { ask: 'label' });

const {
  cutSequences,
  decodeAnswers,
  encodeSequences,
  parseSequenceLines,
  selectSequences,
  sequenceCoding,
  sequenceLengths,
  sequenceTable,
  sequenceTableTask,
  splitSequences,
} = api;
const functions = {
  cutSequences,
  decodeAnswers,
  encodeSequences,
  parseSequenceLines,
  selectSequences,
  sequenceCoding,
  sequenceLengths,
  sequenceTable,
  sequenceTableTask,
  splitSequences,
};

describe('own sequences', () => {
  misuseTable(functions, {
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
  });
});
