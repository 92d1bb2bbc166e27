/**
 * Matchers and tiny data shared by test suites.
 *
 * @packageDocumentation
 */
export { availableBackends } from './availableBackends.ts';
export type { TestBackend } from './availableBackends.ts';
export { CELEBA_ATTRIBUTES, drawCelebA } from './drawCelebA.ts';
export type { DrawCelebAOptions, DrawnCelebA } from './drawCelebA.ts';
export { expectDamageAnswered } from './damage/expectDamageAnswered.ts';
export { expectGradient } from './expectGradient.ts';
export type { ExpectGradientOptions } from './expectGradient.ts';
export { expectLeakFree } from './expectLeakFree.ts';
export { expectNear } from './expectNear.ts';
export { learnerContract } from './learnerContract.ts';
export type {
  ContractEvent,
  ContractOptions,
  ContractProblem,
  LearnerFixture,
} from './contractTypes.ts';
export { misuseTable } from './misuses/misuseTable.ts';
export type { MisuseRow, MisuseRows } from './misuses/misuseTypes.ts';
export { processorTime } from './processorTime.ts';
export { thrownCode } from './thrownCode.ts';
export { tinyImages } from './tinyImages.ts';
export type { TinyImageOptions } from './tinyImages.ts';
