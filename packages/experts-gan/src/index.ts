/**
 * Competing experts that discover and invert image mechanisms (Parascandolo et al., 2018).
 *
 * @packageDocumentation
 */
export { resolveExpertsConfig } from './expertsConfig.ts';
export type { ExpertsConfig, ExpertsConfigInput, IdentityInitialisation } from './expertsConfig.ts';
export { ExpertsModel } from './expertsModel.ts';
export type { ExpertsWeights } from './expertsModel.ts';
export type { Inversion } from './inversion.ts';
export { winnersByLogit } from './logitLosses.ts';
export type { ChooseWinners } from './competition.ts';
export { trainExperts } from './trainExperts.ts';
export type { ExpertsData, ExpertsEvent, TrainExpertsOptions } from './trainExperts.ts';
