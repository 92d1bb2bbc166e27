/** An image as plain numbers. */
export interface PixelArray {
  readonly height: number;
  readonly width: number;
  /** 1 for grey, 3 for colour. */
  readonly channels: number;
  /** `[height, width, channels]` in [0, 1]. */
  readonly values: Float32Array;
}
