/**
 * Causal mechanisms on images: parametrised, composable, with true inverses, and mixtures of them.
 *
 * @packageDocumentation
 */
export type { Mechanism } from './mechanisms/mechanism.ts';
export { addGaussianNoise } from './mechanisms/photometric/addGaussianNoise.ts';
export type { GaussianNoiseOptions } from './mechanisms/photometric/addGaussianNoise.ts';
export { blur } from './mechanisms/photometric/blur.ts';
export type { BlurOptions } from './mechanisms/photometric/blur.ts';
export { clippedPixels } from './mechanisms/clippedPixels.ts';
export type { ClippedPixels, ClippedPixelsOptions } from './mechanisms/clippedPixels.ts';
export { compose } from './mechanisms/compose.ts';
export { createMixture } from './mixture/mixture.ts';
export type { MixedImages, Mixture, MixtureOptions } from './mixture/mixture.ts';
export { flip } from './mechanisms/geometric/flip.ts';
export type { FlipOptions } from './mechanisms/geometric/flip.ts';
export { freezeMixture } from './mixture/freezeMixture.ts';
export type { FrozenMixture } from './mixture/freezeMixture.ts';
export { gamma } from './mechanisms/photometric/gamma.ts';
export type { GammaOptions } from './mechanisms/photometric/gamma.ts';
export { identity } from './mechanisms/identity.ts';
export { invertContrast } from './mechanisms/photometric/invertContrast.ts';
export { mechanismFromDefinition } from './mechanisms/mechanismFromDefinition.ts';
export { occlude } from './mechanisms/photometric/occlude.ts';
export type { OccludeOptions } from './mechanisms/photometric/occlude.ts';
export { paperMechanisms } from './mechanisms/paperMechanisms.ts';
export { rotate } from './mechanisms/geometric/rotate.ts';
export type { RotateOptions } from './mechanisms/geometric/rotate.ts';
export { saltAndPepper } from './mechanisms/photometric/saltAndPepper.ts';
export type { SaltAndPepperOptions } from './mechanisms/photometric/saltAndPepper.ts';
export { scale } from './mechanisms/geometric/scale.ts';
export type { ScaleOptions } from './mechanisms/geometric/scale.ts';
export { shear } from './mechanisms/geometric/shear.ts';
export type { ShearOptions } from './mechanisms/geometric/shear.ts';
export { shift } from './mechanisms/geometric/shift.ts';
export type { ShiftOptions } from './mechanisms/geometric/shift.ts';
