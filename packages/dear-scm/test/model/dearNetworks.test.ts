import { dearNetworks, inferenceNetworks } from '../../src/model/dearNetworks.ts';
import { description } from './models.ts';

it('makes networks that fit each other', () => {
  const { encoder, prior, discriminator } = dearNetworks(description);
  expect(prior.latentWidth).toBe(3);
  expect(prior.factors).toBe(2);
  expect(encoder.layout.length).toBe(inferenceNetworks(description).encoder.layout.length);
  expect(discriminator.layout.length).toBeGreaterThan(0);
});

it('refuses fewer latents than factors', () => {
  expect(() => inferenceNetworks({ ...description, latentWidth: 1 })).toThrow(/latentWidth/);
});
