// 3x3 convolutions, stride 1, zero padding that keeps the size, with one channel on one side: the first and the last
// layer of image networks. "Wide" images have any number of channels, "thin" ones have one. Filters are [9][channels]
// whichever side is thin; `flip` turns them by half a turn.
#pragma once
#include "../product.h"
#include "../threads.h"
#include "winograd.h"

// Copies the three rows that an output row reads into zero-padded rows of `step` values.
INLINE void padRows(const float *image, Images s, int y0, float *rows, int step) {
  memset(rows, 0, 12 * (size_t)step);
  for (int r = 0; r < 3; r++)
    if (y0 + r >= 0 && y0 + r < s.height)
      memcpy(rows + r * step + 1, image + (long)(y0 + r) * s.width, 4 * (size_t)s.width);
}

template <int N, int ACTIVATION>
INLINE void spreadRow(const float *rows, int step, const float *w, const float *bias, float *y, int width, int filters,
                      int f, bool flip) {
  vec taps[9][N], offset[N];
  for (int n = 0; n < N; n++) {
    int left = filters - f - n * LANES;
    for (int k = 0; k < 9; k++) taps[k][n] = loadUpTo(w + (long)(flip ? 8 - k : k) * filters + f + n * LANES, left);
    offset[n] = bias && ACTIVATION != ELU_GRADIENT ? loadUpTo(bias + f + n * LANES, left) : splat(0);
  }
  for (int x = 0; x < width; x++) {
    vec sum[N];
    for (int n = 0; n < N; n++) sum[n] = offset[n];
#pragma GCC unroll 9
    for (int k = 0; k < 9; k++)
#pragma GCC unroll 2
      for (int n = 0; n < N; n++) sum[n] += splat(rows[k / 3 * step + k % 3 + x]) * taps[k][n];
    float *o = y + (long)x * filters + f;
    for (int n = 0; n < N; n++) {
      int left = filters - f - n * LANES;
      vec value = ACTIVATION == ELU_GRADIENT
                      ? eluGradientOf(sum[n], loadUpTo(bias + (long)x * filters + f + n * LANES, left))
                      : activate(sum[n], ACTIVATION);
      storeUpTo(o + n * LANES, value, left);
    }
  }
}

template <int ACTIVATION>
static void convolveFromOneWith(const float *x, const float *w, const float *bias, float *y, Images s, int filters,
                                bool flip) {
  long rows = (long)s.batch * s.height;
  int step = s.width + 2, group = 16;
  Threads::shared().run((int)((rows + group - 1) / group), [&](int piece) {
    float *padded = pieceScratch.atLeast(3 * (size_t)step);
    for (long row = (long)piece * group; row < rows && row < ((long)piece + 1) * group; row++) {
      long image = row / s.height;
      padRows(x + image * s.height * s.width, s, (int)(row % s.height) - 1, padded, step);
      float *out = y + row * s.width * filters;
      const float *with = ACTIVATION == ELU_GRADIENT ? bias + row * s.width * filters : bias;
      int f = 0;
      for (; f + THIN_VECTORS * LANES <= filters; f += THIN_VECTORS * LANES)
        spreadRow<THIN_VECTORS, ACTIVATION>(padded, step, w, with, out, s.width, filters, f, flip);
      for (; f < filters; f += LANES)
        spreadRow<1, ACTIVATION>(padded, step, w, with, out, s.width, filters, f, flip);
    }
  });
}

// Thin to wide: y = activation(x * w + bias).
static void convolveFromOne(const float *x, const float *w, const float *bias, float *y, Images s, int filters,
                            bool flip, int activation) {
  switch (activation) {
  case RELU:
    return convolveFromOneWith<RELU>(x, w, bias, y, s, filters, flip);
  case ELU:
    return convolveFromOneWith<ELU>(x, w, bias, y, s, filters, flip);
  case SIGMOID:
    return convolveFromOneWith<SIGMOID>(x, w, bias, y, s, filters, flip);
  case ELU_GRADIENT:
    return convolveFromOneWith<ELU_GRADIENT>(x, w, bias, y, s, filters, flip);
  default:
    return convolveFromOneWith<LINEAR>(x, w, bias, y, s, filters, flip);
  }
}

// Wide to thin. Every pixel times all nine taps is one matrix product; an output is the sum of nine of its entries.
static void convolveToOne(const float *x, const float *w, const float *bias, float *y, Images s, int channels, bool flip,
                          int activation) {
  int taps = roundUp(9, LANES), band = s.height < 16 ? s.height : 16, bands = (s.height + band - 1) / band;
  float *turned = jobScratch.atLeast((size_t)channels * taps);
  memset(turned, 0, 4 * (size_t)channels * taps);
  for (int k = 0; k < 9; k++)
    for (int c = 0; c < channels; c++) turned[c * taps + k] = w[(long)(flip ? 8 - k : k) * channels + c];
  float offset = bias ? bias[0] : 0;
  long rowStep = (long)(s.width + 2) * taps;
  Threads::shared().run(s.batch * bands, [&](int piece) {
    long image = piece / bands;
    int first = piece % bands * band, last = first + band < s.height ? first + band : s.height;
    float *z = pieceScratch.atLeast((size_t)((band + 2) * rowStep + s.width + LANES)), *line = z + (band + 2) * rowStep;
    for (int r = first - 1; r <= last; r++) {
      float *row = z + (r - first + 1) * rowStep;
      if (r < 0 || r >= s.height) {
        memset(row, 0, 4 * rowStep);
        continue;
      }
      memset(row, 0, 4 * (size_t)taps);
      memset(row + rowStep - taps, 0, 4 * (size_t)taps);
      product<false>(x + (image * s.height + r) * s.width * channels, channels, 1, turned, taps, channels, row + taps,
                     s.width);
    }
    for (int r = first; r < last; r++) {
      const float *above = z + (r - first) * rowStep, *at = above + rowStep, *below = at + rowStep;
      for (int i = 0; i < s.width; i++) {
        const float *a = above + (long)i * taps, *b = at + (long)i * taps, *c = below + (long)i * taps;
        line[i] = ((a[0] + a[taps + 1]) + (a[2 * taps + 2] + b[3])) + ((b[taps + 4] + b[2 * taps + 5]) + (c[6] + c[taps + 7])) +
                  (c[2 * taps + 8] + offset);
      }
      float *out = y + (image * s.height + r) * s.width;
      for (int i = 0; i < s.width; i += LANES) storeUpTo(out + i, activate(load(line + i), activation), s.width - i);
    }
  });
}

template <int N>
INLINE void gatherRow(const float *rows, int step, const float *g, float *sums, int width, int channels, int padded,
                      int f) {
  vec sum[9][N];
  for (int k = 0; k < 9; k++)
    for (int n = 0; n < N; n++) sum[k][n] = load(sums + k * padded + f + n * LANES);
  for (int x = 0; x < width; x++) {
    vec value[N];
    for (int n = 0; n < N; n++) value[n] = loadUpTo(g + (long)x * channels + f + n * LANES, channels - f - n * LANES);
#pragma GCC unroll 9
    for (int k = 0; k < 9; k++)
#pragma GCC unroll 2
      for (int n = 0; n < N; n++) sum[k][n] += splat(rows[k / 3 * step + k % 3 + x]) * value[n];
  }
  for (int k = 0; k < 9; k++)
    for (int n = 0; n < N; n++) store(sums + k * padded + f + n * LANES, sum[k][n]);
}

// dw[k][c] = sum over pixels of thin[pixel + k] * wide[pixel][c]: the filter gradient of the convolution from one
// channel, given (x, dy); turned by `flip`, that of the convolution to one channel, given (dy, x).
static void thinFilterGradient(const float *thin, const float *wide, float *dw, Images s, int channels, bool flip) {
  Threads &threads = Threads::shared();
  int padded = roundUp(channels, LANES), step = s.width + 2, size = 9 * padded, group = 32;
  long rows = (long)s.batch * s.height;
  int slices = rows < threads.count() ? (int)rows : threads.count();
  if (slices < 1) slices = 1;
  float *sums = jobScratch.atLeast((size_t)slices * size);
  threads.run(slices, [&](int slice) {
    float *total = sums + (long)slice * size;
    memset(total, 0, 4 * (size_t)size);
    float *lines = pieceScratch.atLeast(3 * (size_t)step + size), *part = lines + 3 * step;
    long end = rows * (slice + 1) / slices;
    for (long first = rows * slice / slices; first < end; first += group) {
      memset(part, 0, 4 * (size_t)size);
      for (long row = first; row < end && row < first + group; row++) {
        padRows(thin + row / s.height * s.height * s.width, s, (int)(row % s.height) - 1, lines, step);
        const float *g = wide + row * s.width * channels;
        int f = 0;
        for (; f + THIN_VECTORS * LANES <= channels; f += THIN_VECTORS * LANES)
          gatherRow<THIN_VECTORS>(lines, step, g, part, s.width, channels, padded, f);
        for (; f < channels; f += LANES) gatherRow<1>(lines, step, g, part, s.width, channels, padded, f);
      }
      for (int i = 0; i < size; i++) total[i] += part[i];
    }
  });
  for (int k = 0; k < 9; k++)
    for (int c = 0; c < channels; c++) {
      float sum = 0;
      for (int slice = 0; slice < slices; slice++) sum += sums[(long)slice * size + k * padded + c];
      dw[(long)(flip ? 8 - k : k) * channels + c] = sum;
    }
}
