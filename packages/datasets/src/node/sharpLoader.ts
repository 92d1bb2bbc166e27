import type { Sharp, SharpOptions } from 'sharp';
import { MissingDependencyError } from './errors.ts';

/** The function that sharp exports. */
export type SharpFactory = (input: string | Uint8Array, options?: SharpOptions) => Sharp;

/**
 * Loads the optional image library.
 *
 * @param owner - Opens the message.
 * @param load - Imports it. Default: the installed one.
 * @returns Its factory.
 * @throws MissingDependencyError that says how to install it.
 */
export async function loadSharp(
  owner: string,
  load: () => Promise<{ default: SharpFactory }> = () => import('sharp'),
): Promise<SharpFactory> {
  try {
    return (await load()).default;
  } catch (error) {
    throw new MissingDependencyError(
      `${owner}: reading PNG and JPEG files needs the package sharp: npm install sharp`,
      { data: { dependency: 'sharp' }, cause: error },
    );
  }
}
