import { causalNetwork } from '../causalNetwork.ts';
import type { CausalNetwork } from '../causalNetwork.ts';

/** One variable as the literature gives it: its categories, its parents by name, and one row per combination of those. */
interface VariableSpec {
  readonly labels: readonly string[];
  readonly parents?: readonly string[];
  readonly rows: readonly (readonly number[])[];
}

const YES_NO = ['yes', 'no'];
const TRUE_FALSE = ['True', 'False'];

/** Lauritzen and Spiegelhalter (1988): a visit to Asia, smoking, and diseases of the lung. */
const ASIA: Readonly<Record<string, VariableSpec>> = {
  asia: { labels: YES_NO, rows: [[0.01, 0.99]] },
  tub: {
    labels: YES_NO,
    parents: ['asia'],
    rows: [
      [0.05, 0.95],
      [0.01, 0.99],
    ],
  },
  smoke: { labels: YES_NO, rows: [[0.5, 0.5]] },
  lung: {
    labels: YES_NO,
    parents: ['smoke'],
    rows: [
      [0.1, 0.9],
      [0.01, 0.99],
    ],
  },
  bronc: {
    labels: YES_NO,
    parents: ['smoke'],
    rows: [
      [0.6, 0.4],
      [0.3, 0.7],
    ],
  },
  either: {
    labels: YES_NO,
    parents: ['lung', 'tub'],
    rows: [
      [1, 0],
      [1, 0],
      [1, 0],
      [0, 1],
    ],
  },
  xray: {
    labels: YES_NO,
    parents: ['either'],
    rows: [
      [0.98, 0.02],
      [0.05, 0.95],
    ],
  },
  dysp: {
    labels: YES_NO,
    parents: ['bronc', 'either'],
    rows: [
      [0.9, 0.1],
      [0.8, 0.2],
      [0.7, 0.3],
      [0.1, 0.9],
    ],
  },
};

/** Korb and Nicholson (2010): pollution, smoking, and signs of cancer. */
const CANCER: Readonly<Record<string, VariableSpec>> = {
  Pollution: { labels: ['low', 'high'], rows: [[0.9, 0.1]] },
  Smoker: { labels: TRUE_FALSE, rows: [[0.3, 0.7]] },
  Cancer: {
    labels: TRUE_FALSE,
    parents: ['Pollution', 'Smoker'],
    rows: [
      [0.03, 0.97],
      [0.001, 0.999],
      [0.05, 0.95],
      [0.02, 0.98],
    ],
  },
  Xray: {
    labels: ['positive', 'negative'],
    parents: ['Cancer'],
    rows: [
      [0.9, 0.1],
      [0.2, 0.8],
    ],
  },
  Dyspnoea: {
    labels: TRUE_FALSE,
    parents: ['Cancer'],
    rows: [
      [0.65, 0.35],
      [0.3, 0.7],
    ],
  },
};

/** Korb and Nicholson (2010), after Pearl (1988): an alarm, and who calls when it rings. */
const EARTHQUAKE: Readonly<Record<string, VariableSpec>> = {
  Burglary: { labels: TRUE_FALSE, rows: [[0.01, 0.99]] },
  Earthquake: { labels: TRUE_FALSE, rows: [[0.02, 0.98]] },
  Alarm: {
    labels: TRUE_FALSE,
    parents: ['Burglary', 'Earthquake'],
    rows: [
      [0.95, 0.05],
      [0.94, 0.06],
      [0.29, 0.71],
      [0.001, 0.999],
    ],
  },
  JohnCalls: {
    labels: TRUE_FALSE,
    parents: ['Alarm'],
    rows: [
      [0.9, 0.1],
      [0.05, 0.95],
    ],
  },
  MaryCalls: {
    labels: TRUE_FALSE,
    parents: ['Alarm'],
    rows: [
      [0.7, 0.3],
      [0.01, 0.99],
    ],
  },
};

/** The name of a network of the literature. */
export type BayesianNetworkName = 'asia' | 'cancer' | 'earthquake';

/** The networks of the literature that come with the package. */
export const LITERATURE: Readonly<
  Record<BayesianNetworkName, Readonly<Record<string, VariableSpec>>>
> = { asia: ASIA, cancer: CANCER, earthquake: EARTHQUAKE };

/**
 * @param name - One of the names.
 * @returns The network.
 */
export function literatureNetwork(name: BayesianNetworkName): CausalNetwork {
  const variables = Object.entries(LITERATURE[name]);
  const names = variables.map(([variable]) => variable);
  return causalNetwork({
    names,
    categories: variables.map(([, { labels }]) => labels.length),
    labels: variables.map(([, { labels }]) => labels),
    parents: variables.map(([, { parents = [] }]) =>
      parents.map((parent) => names.indexOf(parent)),
    ),
    mechanisms: variables.map(([, { rows }]) => rows),
  });
}

/**
 * @param name - Any name.
 * @returns Whether it is that of a network that comes with the package.
 */
export function isLiteratureName(name: string): name is BayesianNetworkName {
  return Object.hasOwn(LITERATURE, name);
}
