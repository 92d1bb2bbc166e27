// 3x3 convolutions, stride 1, with one channel on one side: the first and the last layer of image networks.
// "Wide" arrays are [batch, height, width, channels] with channels divisible by 8, "thin" ones have one channel.
// Filters are [9][channels] whichever side is thin.
#include "common.h"

// Copies the three rows that an output row reads into zero-padded rows of `step` values.
INLINE void padRows(const float *image, int height, int width, int y0, int padLeft, float *rows, int step) {
  for (int r = 0; r < 3; r++)
    for (int i = 0; i < step; i++) {
      int y = y0 + r, x = i - padLeft;
      rows[r * step + i] = y >= 0 && y < height && x >= 0 && x < width ? image[y * width + x] : 0;
    }
}

// Bytes of scratch memory for the functions below.
EXPORT(thinScratchBytes) int thinScratchBytes(int outWidth, int channels) {
  return 4 * (3 * (outWidth + 8) + 9 * channels);
}

// Thin to wide: y[.., f] = sum over k of x[.. + k] w[k, f] (w[8 - k, f] when `flip`); `bias` may be 0.
EXPORT(conv3x3FromOne)
void conv3x3FromOne(const float *x, const float *w, const float *bias, float *y, float *scratch, int batch, int height,
                    int width, int outHeight, int outWidth, int filters, int padTop, int padLeft, int flip) {
  int step = outWidth + 8;
  float *rows = scratch;
  for (int n = 0; n < batch; n++)
    for (int oy = 0; oy < outHeight; oy++) {
      padRows(x + n * height * width, height, width, oy - padTop, padLeft, rows, step);
      float *out = y + (n * outHeight + oy) * outWidth * filters;
      for (int f = 0; f < filters; f += 8)
        for (int ox = 0; ox < outWidth; ox += 4) {
          vec first = bias ? load(bias + f) : splat(0), second = bias ? load(bias + f + 4) : splat(0);
          vec c00 = first, c01 = second, c10 = first, c11 = second, c20 = first, c21 = second, c30 = first,
              c31 = second;
#pragma clang loop unroll(full)
          for (int k = 0; k < 9; k++) {
            const float *p = rows + k / 3 * step + ox + k % 3, *q = w + (flip ? 8 - k : k) * filters + f;
            vec b0 = load(q), b1 = load(q + 4), a;
            a = splatAt(p), c00 = muladd(a, b0, c00), c01 = muladd(a, b1, c01);
            a = splatAt(p + 1), c10 = muladd(a, b0, c10), c11 = muladd(a, b1, c11);
            a = splatAt(p + 2), c20 = muladd(a, b0, c20), c21 = muladd(a, b1, c21);
            a = splatAt(p + 3), c30 = muladd(a, b0, c30), c31 = muladd(a, b1, c31);
          }
          float *o = out + ox * filters + f;
          store(o, c00), store(o + 4, c01), o += filters;
          if (ox + 1 < outWidth) store(o, c10), store(o + 4, c11), o += filters;
          if (ox + 2 < outWidth) store(o, c20), store(o + 4, c21), o += filters;
          if (ox + 3 < outWidth) store(o, c30), store(o + 4, c31);
        }
    }
}

// Wide to thin: y = sum over k and c of x[.. + k, c] w[k, c] (w[8 - k, c] when `flip`), plus a bias (0: none).
EXPORT(conv3x3ToOne)
void conv3x3ToOne(const float *x, const float *w, const float *bias, float *y, int batch, int height, int width,
                  int channels, int outHeight, int outWidth, int padTop, int padLeft, int flip) {
  float offset = bias ? *bias : 0;
  for (int n = 0; n < batch; n++)
    for (int oy = 0; oy < outHeight; oy++)
      for (int ox = 0; ox < outWidth; ox++) {
        vec sum0 = splat(0), sum1 = splat(0);
        for (int k = 0; k < 9; k++) {
          int iy = oy - padTop + k / 3, ix = ox - padLeft + k % 3;
          if (iy < 0 || iy >= height || ix < 0 || ix >= width) continue;
          const float *p = x + ((n * height + iy) * width + ix) * channels, *q = w + (flip ? 8 - k : k) * channels;
          for (int c = 0; c < channels; c += 8) {
            sum0 = muladd(load(p + c), load(q + c), sum0);
            sum1 = muladd(load(p + c + 4), load(q + c + 4), sum1);
          }
        }
        y[(n * outHeight + oy) * outWidth + ox] = total(add(sum0, sum1)) + offset;
      }
}

// dw[k, c] = sum over positions of wide[.., c] thin[.. + k] (stored at 8 - k when `flip`).
EXPORT(conv3x3ThinFilterGradient)
void conv3x3ThinFilterGradient(const float *thin, const float *wide, float *dw, float *scratch, int batch,
                               int thinHeight, int thinWidth, int wideHeight, int wideWidth, int channels, int padTop,
                               int padLeft, int flip) {
  int step = wideWidth + 8;
  float *rows = scratch;
  for (int i = 0; i < 9 * channels; i++) dw[i] = 0;
  for (int n = 0; n < batch; n++)
    for (int oy = 0; oy < wideHeight; oy++) {
      padRows(thin + n * thinHeight * thinWidth, thinHeight, thinWidth, oy - padTop, padLeft, rows, step);
      const float *line = wide + (n * wideHeight + oy) * wideWidth * channels;
      for (int c = 0; c < channels; c += 4) {
        vec sums[9];
        for (int k = 0; k < 9; k++) sums[k] = splat(0);
        for (int ox = 0; ox < wideWidth; ox++) {
          vec value = load(line + ox * channels + c);
#pragma clang loop unroll(full)
          for (int k = 0; k < 9; k++) sums[k] = muladd(value, splatAt(rows + k / 3 * step + ox + k % 3), sums[k]);
        }
        for (int k = 0; k < 9; k++) {
          float *o = dw + (flip ? 8 - k : k) * channels + c;
          store(o, add(load(o), sums[k]));
        }
      }
    }
}
