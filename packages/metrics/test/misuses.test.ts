import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { misuseTable } from '@causal-mechanisms/test-utils';
import * as api from '../src/index.ts';

const column = (shift: number): number[] =>
  Array.from({ length: 12 }, (_, i) => ((i * 5 + shift) % 12) / 3);
const truth = (): number[][] => [column(0), column(3)];
const found = (): number[][] => [column(1), column(4), column(7)];
const both = () => ({ truth: truth(), found: found() });
const batches = () =>
  Array.from({ length: 6 }, (_, i) => ({ factor: i % 2, rows: Int32Array.of(i, i + 1) }));

const square = (value = 0.5) => [
  [0, value],
  [0, 0],
];
const images = () => tf.fill([1, 11, 11, 1], 0.5);
const pictures = () => ({ images: images(), reference: images() });
const PICTURES = {
  arguments: pictures,
  accepts: {
    'images = an int32 tensor': 'pixels of whole numbers',
    'reference = an int32 tensor': 'pixels of whole numbers',
  },
};
/** Misuses of two graphs. */
const GRAPHS = (truth: string, found: string) => ({
  [truth]: [
    [],
    [[0, 1]],
    [[1]],
    [
      [0, Infinity],
      [0, 0],
    ],
    [7],
  ],
  [found]: [
    [],
    [[0, 1]],
    [[0]],
    [
      [0, Infinity],
      [0, 0],
    ],
    [7],
  ],
});
const LABELS = {
  arguments: () => ({ labels: [0, 1], clusters: [1, 0] }),
  misuses: { labels: [[0.5, 1], [-1, 0], [0], []], clusters: [[0.5, 1], [-1, 0], []] },
};
const MATRIX = [[], [[]], [[1], [1, 0]], [[Infinity]], [['a']]];
const predictions = () => ({
  logits: Float32Array.of(1, 0, 0, 1),
  classes: Int32Array.of(0, 1),
  steps: 2,
  batch: 1,
  classCount: 2,
  last: 1,
  lengths: Int32Array.of(2),
});
const ANSWERS = {
  arguments: () => ({ predictions: predictions() }),
  counts: ['predictions.steps', 'predictions.batch', 'predictions.classCount', 'predictions.last'],
  misuses: {
    'predictions.lengths': [Int32Array.of(0), Int32Array.of(3), Int32Array.of(1, 1)],
    'predictions.last': [0, 3],
    'predictions.classes': [Int32Array.of(0, 2), [0, 1]],
  },
  accepts: { 'predictions.logits = NaN at 0': 'of a step that is not looked at' },
};

beforeAll(() => useBackend());

const BINNED = {
  arguments: () => ({ ...both(), options: { bins: 4, cut: 'count' } }),
  required: 2,
  counts: ['options.bins'],
  misuses: { 'options.cut': ['other'], found: [[[1, 2]], [[]]] },
  accepts: { 'options.bins = 9007199254740992': 'as many as there are values' },
};
const CLASSED = {
  arguments: () => ({ ...both(), options: { classes: 3 } }),
  required: 2,
  counts: ['options.classes'],
  accepts: { 'options.classes = 9007199254740992': 'as many as there are values' },
};
const SAMPLES = { arguments: () => ({ first: truth(), second: truth() }) };

describe('the boundary of metrics', () => {
  misuseTable(api, {
    adjustedRandIndex: LABELS,
    normalizedMutualInformation: LABELS,
    purity: LABELS,
    assignmentVerdict: {
      arguments: () => ({
        matrix: square(1),
        options: { threshold: 0.9, ownThreshold: 0.5, idleThreshold: 0.1 },
      }),
      required: 1,
      misuses: {
        matrix: [...MATRIX, [[0.7, 0.7]], [[-1]]],
        'options.threshold': [0.5, 1.1],
        'options.ownThreshold': [0, 1.1],
        'options.idleThreshold': [0, 1.1],
      },
    },
    hungarian: { arguments: () => ({ costs: square() }), misuses: { costs: MATRIX } },
    maxWeightMatching: { arguments: () => ({ weights: square() }), misuses: { weights: MATRIX } },
    rowEntropies: {
      arguments: () => ({ matrix: square() }),
      misuses: { matrix: [...MATRIX, [[-1]]] },
    },
    winMatrix: {
      arguments: () => ({
        wins: { winners: [0, 1], mechanisms: [1, 0], expertCount: 2, mechanismCount: 2 },
      }),
      sizes: ['wins.expertCount', 'wins.mechanismCount'],
      misuses: {
        'wins.winners': [[0, 2], [0], []],
        'wins.mechanisms': [
          [0, 2],
          [-1, 0],
        ],
      },
    },
    lastChange: {
      arguments: () => ({ series: [[0, 1], Int32Array.of(1, 1)] }),
      misuses: { series: [[], [7], [[0, NaN]]] },
    },
    median: {
      arguments: () => ({ values: [1, 2, 4] }),
      accepts: { 'values = NaN at 0': 'NaN' },
    },
    quantile: {
      arguments: () => ({ values: [1, 2, 4], share: 0.5 }),
      accepts: { 'values = NaN at 0': 'NaN' },
      misuses: { share: [-0.1, 1.1] },
    },
    movingAverage: {
      arguments: () => ({ values: [1, 2, 4], window: 2 }),
      counts: ['window'],
      misuses: { window: [0] },
    },
    quantileBands: {
      arguments: () => ({
        curves: [
          [1, 2],
          [2, 3],
        ],
        options: { low: 0.25, high: 0.75 },
      }),
      required: 1,
      misuses: {
        curves: [[], [[NaN]]],
        'options.low': [-0.1, 0.6],
        'options.high': [0.4, 1.1],
      },
    },
    beliefCrossEntropy: {
      arguments: () => ({ truth: square(1), beliefs: square(0.5) }),
      misuses: GRAPHS('truth', 'beliefs'),
    },
    edgeAuroc: {
      arguments: () => ({ truth: square(1), beliefs: square(0.5) }),
      misuses: GRAPHS('truth', 'beliefs'),
    },
    orientationAccuracy: {
      arguments: () => ({ truth: square(1), beliefs: square(0.5) }),
      misuses: GRAPHS('truth', 'beliefs'),
    },
    edgeF1: {
      arguments: () => ({ truth: square(1), found: square(1) }),
      misuses: GRAPHS('truth', 'found'),
    },
    edgeCounts: {
      arguments: () => ({ truth: square(1), strengths: square(1), options: { threshold: 0 } }),
      required: 2,
      misuses: { ...GRAPHS('truth', 'strengths'), 'options.threshold': [-1, Infinity] },
    },
    edgeRanking: {
      arguments: () => ({
        truth: square(1),
        strengths: square(1),
        options: { allowed: square(1) },
      }),
      required: 2,
      misuses: { ...GRAPHS('truth', 'strengths'), 'options.allowed': [square(0), [[0]]] },
    },
    structuralHammingDistance: {
      arguments: () => ({ truth: square(1), found: square(1), options: { reversal: 1 } }),
      required: 2,
      misuses: { ...GRAPHS('truth', 'found'), 'options.reversal': [0, 3] },
    },
    structuralInterventionDistance: {
      arguments: () => ({ truth: square(1), found: square(1) }),
      misuses: { ...GRAPHS('truth', 'found') },
    },
    classifierAccuracy: {
      arguments: () => ({ predictions: tf.ones([2, 2]), labels: [0, 1] }),
      misuses: {
        predictions: [[0.5, 1], [0, -1], [0]],
        labels: [[0, 2], [0.5, 0], []],
      },
      accepts: { 'predictions = an int32 tensor': 'scores of whole numbers' },
    },
    meanSquaredError: PICTURES,
    pixelCrossEntropy: {
      arguments: () => ({ probabilities: [0.5, 1], targets: [1, 0], options: { size: 2 } }),
      counts: ['options.size'],
    },
    pixelF1: {
      arguments: () => ({
        probabilities: [0.5, 1],
        targets: [1, 0],
        options: { size: 2, threshold: 0.4 },
      }),
      counts: ['options.size'],
      misuses: { 'options.threshold': [-0.1, 1.1] },
    },
    psnr: {
      ...PICTURES,
      arguments: () => ({ ...pictures(), options: { peak: 1 } }),
      required: 2,
      misuses: { 'options.peak': [0, -1, Infinity] },
    },
    ssim: PICTURES,
    recoveryAccuracy: {
      arguments: () => ({
        classify: () => tf.ones([1, 2]),
        images: { transformed: images(), recovered: images(), original: images(), labels: [0] },
        options: { batchSize: 1 },
      }),
      required: 2,
      counts: ['options.batchSize'],
      misuses: {
        classify: [() => 7, () => null, () => tf.ones([2]), () => tf.ones([2, 2])],
        'images.labels': [[2], [0, 1], []],
      },
      accepts: Object.fromEntries(
        ['transformed', 'recovered', 'original'].map((state) => [
          `images.${state} = an int32 tensor`,
          'pixels of whole numbers',
        ]),
      ),
    },
    meanCorrelationCoefficient: {
      arguments: () => ({ ...both(), options: { kind: 'pearson' } }),
      required: 2,
      misuses: { 'options.kind': ['kendall'], found: [[[1, 2]], [[]]] },
    },
    r2Matrix: {
      arguments: () => ({ ...both(), options: { bins: 3 } }),
      required: 2,
      counts: ['options.bins'],
      misuses: { 'options.bins': [1, 12], found: [[[1, 2]], [[]]] },
    },
    rankAuc: {
      arguments: () => ({ scores: [1, 2], positive: [true, false] }),
      misuses: { positive: [[1, 0], [true]] },
    },
    boostedStumps: {
      arguments: () => ({ options: { rounds: 2, rate: 0.5, places: 2 } }),
      required: 0,
      counts: ['options.rounds', 'options.places'],
      misuses: { 'options.rate': [0, 1.1], 'options.rounds': [0], 'options.places': [0] },
    },
    'boostedStumps fit': {
      owner: 'boostedStumps',
      arguments: () => ({ codes: found(), factor: column(0).map(Math.round), kind: 'discrete' }),
      call: ({ codes, factor, kind }: { codes: number[][]; factor: number[]; kind: 'discrete' }) =>
        api.boostedStumps({ rounds: 1 })(codes, factor, kind),
      misuses: { factor: [[1], column(0).map(() => -1), column(0).map(() => 2 ** 40)] },
    },
    copyingChanceFloors: {
      arguments: () => ({ sizes: { gap: 10, symbols: 2, alphabet: 3 } }),
      counts: ['sizes.gap', 'sizes.symbols', 'sizes.alphabet'],
    },
    sequenceCrossEntropy: ANSWERS,
    symbolAccuracy: ANSWERS,
    betaVaeScore: { arguments: () => ({ found: found(), batches: batches() }) },
    causalEffects: {
      arguments: () => ({ contrasts: [{ low: truth(), high: truth() }] }),
      misuses: { contrasts: [[{}].slice(1)] },
      accepts: { 'contrasts = []': 'said in words' },
    },
    codeInformation: {
      arguments: () => ({ found: found(), options: { bins: 4, cut: 'count' } }),
      required: 1,
    },
    dciScores: CLASSED,
    effectiveness: { arguments: () => ({ requested: [1, 2], read: [1, 3] }) },
    energyDistance: SAMPLES,
    explicitness: {
      arguments: () => ({ ...both(), options: { bins: 2 } }),
      required: 2,
      counts: ['options.bins'],
      accepts: { 'options.bins = 9007199254740992': 'as many as there are values' },
    },
    factorDrift: {
      arguments: () => ({
        before: truth(),
        after: truth(),
        options: { target: 0, scales: [1, 2] },
      }),
      counts: ['options.target'],
      accepts: { 'options.scales = NaN at 0': 'called a scale' },
    },
    factorVaeScore: {
      arguments: () => ({ found: found(), batches: batches(), options: { leastDeviation: 0.1 } }),
      required: 2,
      misuses: { 'options.leastDeviation': [-1] },
    },
    fixedFactorBatches: {
      arguments: () => ({
        truth: truth(),
        options: { stream: new RandomStream(1), batches: 3, batchSize: 2, bins: 3 },
      }),
    },
    frechetDistance: SAMPLES,
    gaussianDependence: { arguments: () => ({ found: found() }) },
    groupAccuracies: {
      arguments: () => ({
        data: { predictions: [0, 1], labels: [0, 1], attributes: [1, 0] },
        options: { weight: () => 1 },
      }),
      required: 1,
      misuses: {
        'data.labels': [[0.5, 1], [-1, 0], []],
        'options.weight': [() => -1, () => NaN, () => 0],
      },
    },
    importanceScores: {
      arguments: () => ({ importance: square(1) }),
      misuses: { importance: [...MATRIX, [[-1]]] },
    },
    informationMatrix: BINNED,
    interventionalDistance: {
      arguments: () => ({
        samples: [{ truth: truth(), model: truth() }],
        options: { distance: () => 1 },
      }),
      required: 1,
    },
    interventionalRobustness: {
      arguments: () => ({ ...both(), options: { quantile: 0.9, bins: 3 } }),
      required: 2,
      misuses: { 'options.quantile': [0, 1.1] },
    },
    maximumMeanDiscrepancy: {
      arguments: () => ({
        first: truth(),
        second: truth(),
        options: { bandwidth: 1, estimator: 'biased' },
      }),
      required: 2,
      misuses: { 'options.bandwidth': [0, Infinity], 'options.estimator': ['other'] },
    },
    modularity: BINNED,
    mutualInformationGap: BINNED,
    ownFactorEffect: {
      arguments: () => ({ requested: [1, 2], measured: [1, 2] }),
      misuses: { requested: [[0, 0]] },
    },
    sampleEfficiency: { arguments: () => ({ few: [0.5], many: [0.9] }) },
    separatedPredictability: CLASSED,
    withReference: {
      arguments: () => ({ metric: () => 1, truth: truth(), found: found() }),
      accepts: { truth: 'the metric checks it', found: 'the metric checks it' },
    },
  });
});
