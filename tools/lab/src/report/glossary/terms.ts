/** A word of a report that a reader may not know. */
export interface Term {
  /** How it is written in the explanation. */
  readonly name: string;
  /** Where it stands in a text. */
  readonly pattern: RegExp;
  /** What it means, in one line. */
  readonly meaning: string;
}

const word = (name: string, meaning: string): Term => ({
  name,
  pattern: new RegExp(`(?<![\\w-])${name}(?![\\w-])`),
  meaning,
});

/** The terms of all recipes. A report explains those that it uses, each where it stands first. */
export const TERMS: readonly Term[] = [
  // Measures
  word(
    'nats',
    'unit of information and of log likelihoods with the natural logarithm; 1 nat is 1.44 bits',
  ),
  word('bits', 'unit of information and of log likelihoods with the logarithm to base 2'),
  {
    name: 'cross entropy',
    pattern: /\b[Cc]ross entropy\b|\bCE\b/,
    meaning:
      'CE, minus the mean log probability that a model gives to what came; lower is better, and guessing among n gives ln n',
  },
  word('dB', 'decibels; 10 more mean a tenth of the squared error'),
  word(
    'AUROC',
    'area under the ROC curve: how often a true edge scores above an absent one; 0.5 is guessing',
  ),
  {
    name: 'SHD',
    pattern: /\bSHD\b|structural Hamming distance/,
    meaning:
      'structural Hamming distance: edges to add, remove or turn until a graph is the true one',
  },
  word(
    'SID',
    'structural intervention distance: pairs of variables whose effect on each other would be misjudged',
  ),
  word(
    'MCC',
    'mean correlation of found and true variables in their best assignment; 1 is perfect',
  ),
  word(
    'MIG',
    'mutual information gap: how much more one latent tells of a factor than the next one does',
  ),
  word(
    'DCI',
    'disentanglement, completeness and informativeness of latents about factors; each at most 1',
  ),
  word(
    'SAP',
    'separated attribute predictability: how much better the best latent predicts a factor than the next one',
  ),
  word('FID', 'Fréchet distance between features of drawn and real images; lower is better'),
  word('R2', 'the share of the variance that is explained; 1 is perfect'),
  word('F1', 'harmonic mean of precision and recall, here of bright pixels; 1 is perfect'),
  {
    name: 'mean squared error',
    pattern: /\bMSE\b/,
    meaning: 'MSE, the mean of the squared differences from what was wanted; lower is better',
  },
  {
    name: 'median (range)',
    pattern: /\bmedian \(range\)/,
    meaning: 'the middle of several runs, then the lowest and the highest of them',
  },
  {
    name: 'bound',
    pattern: /\bbound\b/,
    meaning:
      'the accuracy on the originals, which recovered images can come near and not be expected to pass',
  },
  {
    name: 'chance',
    pattern: /\bchance\b/,
    meaning: 'what guessing reaches',
  },
  // Models
  {
    name: 'RIMs',
    pattern: /\bRIMs\b/,
    meaning:
      'recurrent independent mechanisms; in “RIMs 6/2” there are 6 modules, of which 2 are active at a step',
  },
  {
    name: 'LSTM',
    pattern: /\bLSTM\b/,
    meaning: 'long short-term memory, a recurrent network; the number counts its units',
  },
  word('GRU', 'gated recurrent unit, a recurrent network'),
  word('NTM', 'neural Turing machine, a network that reads and writes a memory'),
  word('DNC', 'differentiable neural computer, a network with an addressed memory'),
  word('RMC', 'relational memory core, a memory whose slots attend to each other'),
  word('EntNet', 'recurrent entity network, a memory with a cell per thing'),
  word(
    'DEAR',
    'the method of the paper: an encoder and a generator whose latents follow a causal graph',
  ),
  {
    name: 'VAE',
    pattern: /\b(?:S-|TC)?VAEs?\b/,
    meaning:
      'variational autoencoder; S- with labels, TC with a penalty on the total correlation of its latents',
  },
  {
    name: 'ERM',
    pattern: /\bERM\b/,
    meaning: 'empirical risk minimisation: a classifier trained on images as they come',
  },
  word('ResNet', 'a deep residual network for images'),
  word('MAML', 'model-agnostic meta-learning: a start from which one gradient step adapts'),
  word('ENCO', 'a published search for graphs by beliefs in edges and orientations'),
  word('SDI', 'a published search for graphs from unknown interventions'),
  // The competition of experts
  {
    name: 'expert',
    pattern: /\b[Ee]xperts?\b/,
    meaning: 'a network that competes with others to undo what was done to an image',
  },
  {
    name: 'discriminator',
    pattern: /\bdiscriminator\b/,
    meaning: 'the network that tells originals from what others make, and gives scores',
  },
  {
    name: 'verdict',
    pattern: /\bverdict\b/,
    meaning:
      'perfect: each mechanism has an expert of its own; covered: an expert wins most of each; else what is amiss',
  },
  // Sequences
  {
    name: 'gap',
    pattern: /\b(?:at|a) gap\b|\bgap \d|\bgap of \d|\bgap between symbols\b/,
    meaning: 'the blank steps between the symbols to remember and the answer',
  },
  {
    name: 'module',
    pattern: /\bmodules? (?:is|are) active\b|\bmodule \d/,
    meaning:
      'a part of the model with a state of its own, which reads the input at some steps only',
  },
  // Causes
  {
    name: 'do(...)',
    pattern: /\bdo\(/,
    meaning: 'an intervention: the variable is set from outside, and what follows from it follows',
  },
  {
    name: 'intervention',
    pattern: /\b[Ii]nterventions?\b/,
    meaning: 'a change made to one variable from outside, not seen in passing',
  },
  {
    name: 'belief',
    pattern: /\b[Bb]eliefs?\b/,
    meaning: 'the probability that is given to an edge or a direction, from 0 to 1',
  },
  {
    name: 'A->B',
    pattern: /\bA ?(?:->|→) ?B\b/,
    meaning: 'A is the cause and B the effect',
  },
  {
    name: 'Delta',
    pattern: /\bDelta\b/,
    meaning:
      'the log likelihood of the data after the change under A->B less that under B->A, in nats',
  },
  word('gamma', 'the belief on the scale of log odds: 0 is undecided'),
  {
    name: 'episode',
    pattern: /\bepisodes?\b/,
    meaning: 'one change of the distribution, and what is learned from it',
  },
  {
    name: 'truth',
    pattern: /\btruths?\b/,
    meaning: 'what the data were drawn from, such as a graph; a study draws several',
  },
  {
    name: 'hypothesis',
    pattern: /\b[Hh]ypothes[ei]s\b/,
    meaning: 'a model of the data that takes one variable for the cause',
  },
  {
    name: 'marginal, conditional',
    pattern: /\b(?:marginal|conditional)s?\b/,
    meaning: 'the distribution of one variable, and of one given another',
  },
  {
    name: 'observational',
    pattern: /\bobservational\b/,
    meaning: 'data before anything was set from outside',
  },
  {
    name: 'factor',
    pattern: /\bfactors?\b/,
    meaning: 'a property of an image with a name, such as the angle of the light',
  },
  {
    name: 'latent',
    pattern: /\blatents?\b/,
    meaning: 'a number by which the model describes an image',
  },
  {
    name: 'prior',
    pattern: /\bprior\b/,
    meaning: 'the distribution that the model draws its latents from',
  },
  {
    name: 'adjacency',
    pattern: /\badjacency\b/,
    meaning: 'the matrix of weights of the edges: row is cause, column is effect',
  },
  {
    name: 'shots',
    pattern: /\bshots?\b/,
    meaning: 'the number of examples that a model adapts from',
  },
  {
    name: 'spline',
    pattern: /\bsplines?\b/,
    meaning: 'a random smooth curve by which the effect follows from the cause',
  },
];

/** Names that need no explanation: of data, conferences, units of memory and files. */
export const PLAIN_NAMES: readonly string[] = [
  ...['MNIST', 'CelebA', 'Fashion-MNIST', 'Omniglot', 'BabyAI'],
  ...['ICLR', 'ICML', 'JMLR'],
  ...['MiB', 'GiB', 'PNG', 'SVG', 'CSV', 'JSON', 'JPEG', 'DIR', 'FILE'],
];
