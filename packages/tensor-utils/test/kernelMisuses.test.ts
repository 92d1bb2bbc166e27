import * as tf from '@tensorflow/tfjs';
import { misuseTable } from '@causal-mechanisms/test-utils';
import type { MisuseRows } from '@causal-mechanisms/test-utils';
import { useBackend } from '../src/index.ts';
import * as api from '../src/kernels.ts';
import { plain, problemOf, settingsOf, tensorsOf } from './kernels/sequenceCases.ts';

await useBackend();

const images = (channels = 1) => tf.ones<tf.Rank.R4>([2, 4, 4, channels]);
const filter = () => tf.ones<tf.Rank.R4>([3, 3, 1, 2]);
const perChannel = () => tf.ones<tf.Rank.R1>([2]);

function savedPass(): readonly tf.Tensor[] {
  const given = [images(2), perChannel(), perChannel()] as const;
  const { y, mean, variance, saved } = api.batchNormTrain(...given);
  tf.dispose([...given, y, mean, variance]);
  return saved;
}

const LAYER_ROWS: MisuseRows = {
  convFilterGradient: {
    arguments: () => ({ x: images(), dy: images(2), filterShape: [3, 3, 1, 2] }),
    misuses: {
      x: [tf.ones([2, 4, 4, 3])],
      dy: [tf.ones([2, 4, 4, 3]), tf.ones([2, 4, 3, 2])],
      filterShape: [
        [3, 3, 1],
        [3, 0, 1, 2],
        [0.5, 3, 1, 2],
        [2 ** 40, 3, 1, 2],
        [3, 3, -1, 2],
      ],
    },
  },
  convInputGradient: {
    arguments: () => ({ dy: images(2), filter: filter() }),
    misuses: { dy: [tf.ones([2, 4, 4, 3])] },
  },
  convInputEluGradient: {
    arguments: () => ({ dy: images(2), filter: filter(), activated: images() }),
    misuses: {
      dy: [tf.ones([2, 4, 4, 3]), tf.ones([2, 3, 4, 2]), tf.ones([1, 4, 4, 2])],
      activated: [tf.ones([2, 4, 4, 2])],
    },
  },
  eluGradient: {
    arguments: () => ({ dy: tf.ones([2, 3]), y: tf.ones([2, 3]) }),
    misuses: { dy: [tf.ones([3, 2])] },
    accepts: { 'y = a tensor with one axis more': 'dy is the one that does not fit' },
  },
  halvingPoolGradient: {
    arguments: () => ({ dy: tf.ones([2, 2, 2, 1]), x: images() }),
    misuses: { dy: [tf.ones([2, 4, 4, 1]), tf.ones([2, 2, 2, 2])] },
  },
  halvingPoolEluGradient: {
    arguments: () => ({ dy: tf.ones([2, 2, 2, 1]), activated: images() }),
    misuses: { dy: [tf.ones([2, 4, 4, 1]), tf.ones([2, 2, 2, 2])] },
  },
  channelSum: {
    arguments: () => ({ x: images(2) }),
    misuses: { x: [tf.scalar(1)] },
    accepts: { 'x = a tensor with one axis more': 'of any rank' },
  },
  scatterRows: {
    arguments: () => ({
      values: tf.ones([2, 3]),
      rows: tf.tensor1d([0, 2], 'int32'),
      like: tf.ones([4, 3]),
    }),
    misuses: {
      values: [tf.ones([3, 3]), tf.ones([2, 2])],
      rows: [tf.tensor1d([0, 2])],
      like: [tf.scalar(1)],
    },
    accepts: {
      'like = a tensor with one axis more': 'values are what does not fit',
      'rows = a int32 tensor [3]': 'values are what does not fit',
    },
  },
  leakyReluGradient: {
    arguments: () => ({ dy: tf.ones([2]), y: tf.ones([2]), slope: 0.25 }),
    misuses: { dy: [tf.ones([3])], slope: [0, -1, Infinity] },
    accepts: { 'y = a tensor with one axis more': 'dy is the one that does not fit' },
  },
  ...Object.fromEntries(
    ['batchNormTrain', 'batchNormEluTrain'].map((name) => [
      name,
      {
        arguments: () => ({ x: images(2), gamma: perChannel(), beta: perChannel(), epsilon: 1e-5 }),
        misuses: {
          gamma: [tf.ones([3]), tf.ones([1])],
          beta: [tf.ones([3])],
          epsilon: [-1, Infinity],
        },
      },
    ]),
  ),
  batchNormGradient: {
    arguments: () => ({
      dy: images(2),
      x: images(2),
      gamma: perChannel(),
      saved: savedPass(),
      epsilon: 1e-5,
    }),
    misuses: {
      dy: [tf.ones([2, 4, 4, 1])],
      gamma: [tf.ones([3])],
      saved: [[], [tf.ones([2])], [tf.ones([3]), tf.ones([2])]],
      epsilon: [-1, Infinity],
    },
  },
};

/** The tensors of a sequence, those of its gradient apart. */
function sequence() {
  const { toHidden, toCell, ...inputs } = tensorsOf(plain, problemOf(plain));
  return { inputs, toHidden, toCell };
}

/** The settings of a sequence, without the one of its gradient. */
function sequenceSettings(): api.ModuleSequenceSettings {
  const { activeModules, heads, keyWidth, valueWidth, gated, held } = settingsOf(plain);
  return { activeModules, heads, keyWidth, valueWidth, gated, held };
}

/** What a call throws. */
function thrownBy(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}

const SEQUENCE_ROWS: MisuseRows = {
  moduleSequence: {
    owner: 'moduleSequence',
    arguments: () => {
      const { inputs, toHidden, toCell } = sequence();
      tf.dispose([toHidden, toCell]);
      return { inputs, settings: { ...sequenceSettings(), keep: true } };
    },
    counts: [
      'settings.activeModules',
      'settings.heads',
      'settings.keyWidth',
      'settings.valueWidth',
    ],
    misuses: { 'settings.activeModules': [0, 5] },
  },
  moduleSequenceGradient: {
    arguments: () => {
      const { inputs, toHidden, toCell } = sequence();
      const settings = settingsOf(plain);
      const { kept, active, hidden, cell } = api.moduleSequence(inputs as never, settings);
      tf.dispose([hidden, cell, kept?.before, kept?.source, kept?.read]);
      const { attention, internal } = kept as api.ModuleSequenceKept;
      return {
        input: { inputs, active, kept: { attention, internal }, hidden: toHidden, cell: toCell },
        settings,
      };
    },
    counts: ['settings.activeModules'],
    misuses: { 'input.active': [tf.ones([1, 1, 1])], 'settings.activeModules': [0, 5] },
  },
};

/** A Turing machine of two units without weights. */
function machine() {
  return {
    driven: tf.zeros([1, 8]),
    rows: tf.zeros([2, 1], 'int32'),
    recurrentKernel: tf.zeros([3, 8]),
    interfaceKernel: tf.zeros([2, 16]),
    interfaceBias: tf.zeros([16]),
    state: tf.zeros([1, 14]),
    sizes: tf.tensor1d([3, 1, 1, 1], 'int32'),
  };
}

const WHOLE_ROWS: MisuseRows = {
  wholeSequence: {
    arguments: () => ({ model: 'ntm', tensors: machine(), settings: { keep: true } }),
    misuses: { model: ['gru'], 'tensors.state': [tf.zeros([2, 14])] },
  },
  wholeSequenceGradient: {
    arguments: () => {
      const { recurrentKernel, interfaceKernel, sizes, ...rest } = machine();
      const passed = api.wholeSequence('ntm', { recurrentKernel, interfaceKernel, sizes, ...rest });
      tf.dispose(Object.values(rest));
      const [outputGradient, stateGradient, kept] = passed as [tf.Tensor, tf.Tensor, tf.Tensor];
      const tensors = { kept, outputGradient, stateGradient };
      return { model: 'ntm', tensors: { recurrentKernel, interfaceKernel, sizes, ...tensors } };
    },
    misuses: { model: ['gru'], 'tensors.kept': [tf.zeros([3])] },
  },
};

describe('the boundary of the kernels', () => {
  misuseTable(api, {
    ...LAYER_ROWS,
    hasWholeSequence: {
      arguments: () => ({ model: 'ntm' }),
      misuses: { model: ['gru'] },
    },
    ...(api.hasWholeSequence('ntm')
      ? WHOLE_ROWS
      : {
          wholeSequence: 'the backend has no kernel for it',
          wholeSequenceGradient: 'the backend has no kernel for it',
        }),
    ...(api.hasModuleSequence()
      ? SEQUENCE_ROWS
      : {
          moduleSequence: 'the backend has no kernel for it',
          moduleSequenceGradient: 'the backend has no kernel for it',
        }),
  });

  it('refuses rows that the table lacks, and what another pass kept, and leaves no tensor', () => {
    if (!api.hasModuleSequence()) return;
    const { inputs, toHidden, toCell } = sequence();
    const before = tf.memory().numTensors;
    const rows = tf.fill(inputs['rows']?.shape ?? [], 99, 'int32');
    expect(
      thrownBy(() => api.moduleSequence({ ...inputs, rows } as never, settingsOf(plain))),
    ).toMatchObject({
      code: 'ERR_VALUES',
      message: expect.stringMatching('^moduleSequence: the kernel refuses') as string,
    });
    rows.dispose();
    expect(tf.memory().numTensors).toBe(before);
    const pass = api.moduleSequence(inputs as never, settingsOf(plain));
    const internal = tf.ones<tf.Rank.R1>([3]);
    const given = { inputs, active: pass.active, hidden: toHidden, cell: toCell };
    const kept = { attention: pass.kept?.attention, internal };
    expect(
      thrownBy(() => api.moduleSequenceGradient({ ...given, kept } as never, settingsOf(plain))),
    ).toMatchObject({
      code: 'ERR_VALUES',
      message: expect.stringMatching('^moduleSequenceGradient: the kernel refuses') as string,
    });
    tf.dispose([internal, pass.hidden, pass.cell, pass.active, { ...pass.kept }] as never);
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([inputs, toHidden, toCell] as never);
  });
});
