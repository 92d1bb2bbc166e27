/**
 * Causal direction, representations and graphs from the speed of adaptation (Bengio et al., 2019).
 *
 * @packageDocumentation
 */
export { regret, regretGradient } from './belief/regret.ts';
export { logSigmoid, sigmoid, softplus } from './belief/sigmoid.ts';
