// Batch norm with the statistics of the batch, and column sums, over `rows` x `channels` values.
#pragma once
#include "../simd.h"
#include "../threads.h"
#include <cmath>

#define CACHED_FLOATS 4096 // a block that is read twice stays in the first-level cache

INLINE int rowsPerBlock(int channels) { return channels >= CACHED_FLOATS ? 1 : CACHED_FLOATS / channels; }

INLINE int slicesOf(long rows) {
  int count = Threads::shared().count();
  return rows < 64 ? 1 : rows / 64 < count ? (int)(rows / 64) : count;
}

template <bool PART> INLINE vec loadSome(const float *p, int left) { return PART ? loadPart(p, left) : load(p); }

// Merges N vectors of channels of a block of rows into their means and sums of squares: whole rows of few channels are
// read in the order in which they lie in memory.
template <int N, bool PART>
INLINE void mergeBlock(const float *p, long channels, int left, long count, float *means, float *squares, float part, float both) {
  vec sum[2][N], square[2][N], centre[N];
#pragma GCC unroll 2
  for (int n = 0; n < N; n++) sum[0][n] = sum[1][n] = square[0][n] = square[1][n] = splat(0);
  long r = 0;
  for (; r + 2 <= count; r += 2)
#pragma GCC unroll 4
    for (int i = 0; i < 2 * N; i++) sum[i / N][i % N] += loadSome<PART>(p + (r + i / N) * channels + i % N * LANES, left);
#pragma GCC unroll 2
  for (int n = 0; n < N; n++) {
    if (r < count) sum[0][n] += loadSome<PART>(p + r * channels + n * LANES, left);
    centre[n] = (sum[0][n] + sum[1][n]) * (1.0f / (float)count);
  }
  for (r = 0; r + 2 <= count; r += 2)
#pragma GCC unroll 4
    for (int i = 0; i < 2 * N; i++) {
      vec a = loadSome<PART>(p + (r + i / N) * channels + i % N * LANES, left) - centre[i % N];
      square[i / N][i % N] += a * a;
    }
#pragma GCC unroll 2
  for (int n = 0; n < N; n++) {
    if (r < count) {
      vec a = loadSome<PART>(p + r * channels + n * LANES, left) - centre[n];
      square[0][n] += a * a;
    }
    float *m = means + n * LANES, *q = squares + n * LANES;
    vec old = load(m), distance = centre[n] - old;
    store(m, old + distance * part);
    store(q, load(q) + (square[0][n] + square[1][n]) + distance * distance * both);
  }
}

// y, mean and population variance. Blocks of rows are centred on their own means and merged exactly (Chan, Golub and
// LeVeque 1983), so that a mean far from zero costs no digits and the values are read from memory once.
template <bool ELU_FOLLOWS>
static void batchNorm(const float *x, const float *gamma, const float *beta, float *y, float *mean, float *variance,
                      long rows, int channels, float epsilon) {
  Threads &threads = Threads::shared();
  int padded = roundUp(channels, LANES), block = rowsPerBlock(channels), slices = slicesOf(rows);
  float *partial = jobScratch.atLeast((size_t)(2 * slices + 2) * padded);
  float *scale = partial + (size_t)2 * slices * padded, *offset = scale + padded;
  threads.run(slices, [&](int slice) {
    float *means = partial + (size_t)2 * slice * padded, *squares = means + padded;
    memset(means, 0, 8 * (size_t)padded);
    long start = rows * slice / slices, end = rows * (slice + 1) / slices, counted = 0;
    for (long first = start; first < end; first += block) {
      long count = end - first < block ? end - first : block;
      float part = (float)count / (float)(counted + count), both = part * (float)counted;
      int c = 0;
      for (; c + 2 * LANES <= channels; c += 2 * LANES)
        mergeBlock<2, false>(x + first * channels + c, channels, 0, count, means + c, squares + c, part, both);
      for (; c + LANES <= channels; c += LANES)
        mergeBlock<1, false>(x + first * channels + c, channels, 0, count, means + c, squares + c, part, both);
      if (c < channels)
        mergeBlock<1, true>(x + first * channels + c, channels, channels - c, count, means + c, squares + c, part, both);
      counted += count;
    }
  });
  for (int c = 0; c < channels; c++) {
    double m = partial[c], q = partial[padded + c];
    long counted = rows / slices;
    for (int slice = 1; slice < slices; slice++) {
      const float *means = partial + (size_t)2 * slice * padded;
      long count = rows * (slice + 1) / slices - rows * slice / slices;
      double distance = means[c] - m, part = (double)count / (double)(counted + count);
      m += distance * part;
      q += means[padded + c] + distance * distance * part * (double)counted;
      counted += count;
    }
    mean[c] = (float)m;
    variance[c] = (float)(q / (double)rows);
    scale[c] = gamma[c] / sqrtf(variance[c] + epsilon);
    offset[c] = beta[c];
  }
  for (int c = channels; c < padded; c++) scale[c] = offset[c] = 0;
  threads.run(slices, [&](int slice) {
    long end = rows * (slice + 1) / slices;
    for (long r = rows * slice / slices; r < end; r++)
      for (int c = 0; c < channels; c += LANES) {
        int left = channels - c;
        vec centred = loadUpTo(x + r * channels + c, left) - loadUpTo(mean + c, left);
        vec value = centred * load(scale + c) + load(offset + c);
        storeUpTo(y + r * channels + c, ELU_FOLLOWS ? eluOf(value) : value, left);
      }
  });
}

// Adds the sums over a block of rows of dy and, where there is an x, of dy * (x - mean) of N vectors of channels.
template <int N, bool PART>
INLINE void sumBlock(const float *dy, const float *x, const float *mean, int channels, int c, long count, float *plain,
                     float *weighted) {
  const int left = channels - c;
  vec sum[2][N], product[2][N], centre[N];
#pragma GCC unroll 2
  for (int n = 0; n < N; n++) {
    sum[0][n] = sum[1][n] = product[0][n] = product[1][n] = splat(0);
    centre[n] = x ? loadSome<PART>(mean + c + n * LANES, left) : splat(0);
  }
  const auto add = [&](long r, int half, int n) __attribute__((always_inline)) {
    const long at = r * channels + c + n * LANES;
    vec a = loadSome<PART>(dy + at, left);
    sum[half][n] += a;
    if (x) product[half][n] += a * (loadSome<PART>(x + at, left) - centre[n]);
  };
  long r = 0;
  for (; r + 2 <= count; r += 2)
#pragma GCC unroll 4
    for (int i = 0; i < 2 * N; i++) add(r + i / N, i / N, i % N);
#pragma GCC unroll 2
  for (int n = 0; n < N; n++) {
    if (r < count) add(r, 0, n);
    float *s = plain + c + n * LANES, *w = weighted + c + n * LANES;
    store(s, load(s) + (sum[0][n] + sum[1][n]));
    store(w, load(w) + (product[0][n] + product[1][n]));
  }
}

// Sums over the rows of dy and of dy * (x - mean), slice by slice; x may be null.
static void columnSums(const float *dy, const float *x, const float *mean, float *sums, float *products, long rows,
                       int channels) {
  Threads &threads = Threads::shared();
  int padded = roundUp(channels, LANES), block = rowsPerBlock(channels), slices = slicesOf(rows);
  float *partial = jobScratch.atLeast((size_t)2 * slices * padded);
  threads.run(slices, [&](int slice) {
    float *plain = partial + (size_t)2 * slice * padded, *weighted = plain + padded;
    memset(plain, 0, 8 * (size_t)padded);
    long end = rows * (slice + 1) / slices;
    // Sums of sums of blocks: the error does not grow with the number of rows.
    for (long first = rows * slice / slices; first < end; first += block) {
      long count = end - first < block ? end - first : block;
      const float *p = dy + first * channels, *q = x ? x + first * channels : nullptr;
      int c = 0;
      for (; c + 2 * LANES <= channels; c += 2 * LANES) sumBlock<2, false>(p, q, mean, channels, c, count, plain, weighted);
      for (; c + LANES <= channels; c += LANES) sumBlock<1, false>(p, q, mean, channels, c, count, plain, weighted);
      if (c < channels) sumBlock<1, true>(p, q, mean, channels, c, count, plain, weighted);
    }
  });
  for (int c = 0; c < channels; c++) {
    double sum = 0, product = 0;
    for (int slice = 0; slice < slices; slice++) {
      const float *plain = partial + (size_t)2 * slice * padded;
      sum += plain[c];
      product += plain[padded + c];
    }
    sums[c] = (float)sum;
    if (x) products[c] = (float)product;
  }
}

// The gradients for x, gamma and beta, through the statistics.
static void batchNormGradient(const float *dy, const float *x, const float *gamma, const float *mean,
                              const float *variance, float *dx, float *dGamma, float *dBeta, long rows, int channels,
                              float epsilon) {
  Threads &threads = Threads::shared();
  columnSums(dy, x, mean, dBeta, dGamma, rows, channels);
  int padded = roundUp(channels, LANES), slices = slicesOf(rows);
  float *scale = jobScratch.atLeast((size_t)4 * padded), *shift = scale + padded, *slope = shift + padded,
        *centre = slope + padded;
  memset(scale, 0, 16 * (size_t)padded);
  for (int c = 0; c < channels; c++) {
    float inverse = 1.0f / sqrtf(variance[c] + epsilon);
    dGamma[c] *= inverse;
    scale[c] = gamma[c] * inverse;
    shift[c] = dBeta[c] / (float)rows;
    slope[c] = dGamma[c] / (float)rows * inverse;
    centre[c] = mean[c];
  }
  threads.run(slices, [&](int slice) {
    long end = rows * (slice + 1) / slices;
    for (long r = rows * slice / slices; r < end; r++)
      for (int c = 0; c < channels; c += LANES) {
        int left = channels - c;
        long at = r * channels + c;
        vec centred = loadUpTo(x + at, left) - load(centre + c);
        vec value = (loadUpTo(dy + at, left) - load(shift + c) - centred * load(slope + c)) * load(scale + c);
        storeUpTo(dx + at, value, left);
      }
  });
}
