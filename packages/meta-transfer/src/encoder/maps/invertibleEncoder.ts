/** Points with real coordinates, column by column: one array per coordinate, all of one length. */
export type Columns = readonly Float64Array[];

/** A smooth map with an inverse, whose parameters are learned: from what is observed to the variables behind it. */
export interface InvertibleEncoder {
  /** Coordinates of a point, before and after. */
  readonly dimensions: number;
  /** The parameters; changed in place by whoever learns them. */
  readonly parameters: Float64Array;
  /**
   * @param points - Observed points, one column per coordinate.
   * @returns Their codes: new columns.
   */
  encode(points: Columns): Float64Array[];
  /**
   * @param codes - Codes, one column per coordinate.
   * @returns The points that have them: new columns.
   */
  decode(codes: Columns): Float64Array[];
  /**
   * How much the map stretches volumes.
   *
   * @param points - Observed points.
   * @returns Per point the logarithm of the absolute determinant of the Jacobian; 0 everywhere where volumes are kept.
   */
  logDeterminants(points: Columns): Float64Array;
  /**
   * The gradient of any loss by the parameters.
   *
   * @param points - Observed points.
   * @param codeGradients - The derivative of the loss by every coordinate of every code.
   * @param determinantGradients - Its derivative by every log-determinant. Default: 0.
   * @returns The derivative by every parameter.
   */
  parameterGradient(
    points: Columns,
    codeGradients: Columns,
    determinantGradients?: Float64Array,
  ): Float64Array;
}
