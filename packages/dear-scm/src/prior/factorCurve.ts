/** The map f_j of one factor: from the linear layer u_j to the latent z_j. */
export interface FactorCurve {
  /**
   * @param u - A value of the linear layer.
   * @returns The latent.
   */
  at(u: number): number;
  /**
   * @param z - A latent.
   * @returns The value of the linear layer that the curve takes there.
   * @throws ValuesError when the curve is flat and has no inverse.
   */
  inverse(z: number): number;
  /** 1 where it increases, -1 where it decreases, 0 where it is flat. */
  readonly direction: number;
  /** The latents between which the curve was learned piece by piece; beyond them it is straight. Undefined: it is straight everywhere. */
  readonly bent?: readonly [number, number];
}

/** The curve of a coordinate that is its own latent. */
export const identityCurve: FactorCurve = { at: (u) => u, inverse: (z) => z, direction: 1 };
