import * as z from 'zod';
import { networkName } from './studyNetworks.ts';

/** Settings that the recipes about graphs share. */
export const STRUCTURE_SETTINGS = {
  /** Networks of the literature, or synthetic kinds with their size. */
  networks: z.array(networkName).min(1),
  /** Rows of the undisturbed system. */
  observational: z.int().min(1),
  /** Categories of the variables of synthetic networks. */
  categories: z.int().min(2).max(256).default(10),
  /** How often each network, each time with samples of its own. */
  runs: z.int().min(1),
  /** The most parents of a variable. */
  maximumParents: z.int().min(0).default(4),
  /** How many samples the prior of a table is worth. */
  equivalentSampleSize: z.union([z.literal('fitted'), z.number().positive()]).default('fitted'),
  /** Climbs of a search. */
  restarts: z.int().min(1).default(50),
} as const;

/** The paper whose table of synthetic and real networks these recipes stand beside. */
export const ENCO_PAPER = {
  title:
    'Lippe, Cohen and Gavves (ICLR 2022), Efficient Neural Causal Discovery without Acyclicity Constraints',
  url: 'https://arxiv.org/abs/2107.10483',
} as const;

/** The paper that asks for graphs by the speed of adaptation. */
export const META_TRANSFER_PAPER = {
  title:
    'Bengio et al. (ICLR 2020), A Meta-Transfer Objective for Learning to Disentangle Causal Mechanisms',
  url: 'https://arxiv.org/abs/1901.10912',
} as const;
