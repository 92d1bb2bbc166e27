/**
 * Causal mechanisms on images: parametrised, composable, with true inverses, and mixtures of them.
 *
 * @packageDocumentation
 */
export type { Mechanism } from './mechanism.ts';
export { addGaussianNoise } from './addGaussianNoise.ts';
export type { GaussianNoiseOptions } from './addGaussianNoise.ts';
export { blur } from './blur.ts';
export type { BlurOptions } from './blur.ts';
export { clippedPixels } from './clippedPixels.ts';
export type { ClippedPixels, ClippedPixelsOptions } from './clippedPixels.ts';
export { compose } from './compose.ts';
export { createMixture } from './mixture.ts';
export type { MixedImages, Mixture, MixtureOptions } from './mixture.ts';
export { flip } from './flip.ts';
export type { FlipOptions } from './flip.ts';
export { freezeMixture } from './freezeMixture.ts';
export type { FrozenMixture } from './freezeMixture.ts';
export { gamma } from './gamma.ts';
export type { GammaOptions } from './gamma.ts';
export { identity } from './identity.ts';
export { invertContrast } from './invertContrast.ts';
export { mechanismFromDefinition } from './mechanismFromDefinition.ts';
export { occlude } from './occlude.ts';
export type { OccludeOptions } from './occlude.ts';
export { paperMechanisms } from './paperMechanisms.ts';
export { rotate } from './rotate.ts';
export type { RotateOptions } from './rotate.ts';
export { saltAndPepper } from './saltAndPepper.ts';
export type { SaltAndPepperOptions } from './saltAndPepper.ts';
export { scale } from './scale.ts';
export type { ScaleOptions } from './scale.ts';
export { shear } from './shear.ts';
export type { ShearOptions } from './shear.ts';
export { shift } from './shift.ts';
export type { ShiftOptions } from './shift.ts';
