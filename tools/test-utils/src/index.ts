/**
 * Matchers and tiny data shared by test suites.
 *
 * @packageDocumentation
 */
export { availableBackends } from './availableBackends.ts';
export type { TestBackend } from './availableBackends.ts';
export { expectLeakFree } from './expectLeakFree.ts';
export { thrownCode } from './thrownCode.ts';
export { tinyImages } from './tinyImages.ts';
export type { TinyImageOptions } from './tinyImages.ts';
