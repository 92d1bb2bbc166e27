// Batch norm with the statistics of the batch, ELU and column sums, over `rows` x `channels` values.
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
      for (int c = 0; c < channels; c += LANES) {
        int left = channels - c;
        const float *p = x + first * channels + c;
        vec sum = splat(0), sum2 = sum, square = sum, square2 = sum;
        long r = 0;
        for (; r + 2 <= count; r += 2) {
          sum += loadUpTo(p + r * channels, left);
          sum2 += loadUpTo(p + (r + 1) * channels, left);
        }
        if (r < count) sum += loadUpTo(p + r * channels, left);
        vec centre = (sum + sum2) * (1.0f / (float)count);
        for (r = 0; r + 2 <= count; r += 2) {
          vec a = loadUpTo(p + r * channels, left) - centre, b = loadUpTo(p + (r + 1) * channels, left) - centre;
          square += a * a;
          square2 += b * b;
        }
        if (r < count) {
          vec a = loadUpTo(p + r * channels, left) - centre;
          square += a * a;
        }
        vec old = load(means + c), distance = centre - old;
        store(means + c, old + distance * part);
        store(squares + c, load(squares + c) + (square + square2) + distance * distance * both);
      }
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
      for (int c = 0; c < channels; c += LANES) {
        int left = channels - c;
        const float *p = dy + first * channels + c, *q = x ? x + first * channels + c : nullptr;
        vec sum = splat(0), sum2 = sum, product = sum, product2 = sum;
        vec centre = x ? loadUpTo(mean + c, left) : sum;
        long r = 0;
        for (; r + 2 <= count; r += 2) {
          vec a = loadUpTo(p + r * channels, left), b = loadUpTo(p + (r + 1) * channels, left);
          sum += a;
          sum2 += b;
          if (x) {
            product += a * (loadUpTo(q + r * channels, left) - centre);
            product2 += b * (loadUpTo(q + (r + 1) * channels, left) - centre);
          }
        }
        if (r < count) {
          vec a = loadUpTo(p + r * channels, left);
          sum += a;
          if (x) product += a * (loadUpTo(q + r * channels, left) - centre);
        }
        store(plain + c, load(plain + c) + (sum + sum2));
        store(weighted + c, load(weighted + c) + (product + product2));
      }
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

// result[i] = body(i, lanes), vector by vector.
template <class Body> INLINE void eachVector(float *result, long size, const Body &body) {
  const long piece = 16384;
  bool stream = streams(result, size, LANES);
  Threads::shared().run((int)((size + piece - 1) / piece), [&](int i) {
    long at = i * piece, end = at + piece < size ? at + piece : size;
    if (stream) {
      for (; at + LANES <= end; at += LANES) storeStream(result + at, body(at, LANES));
      finishStream();
    }
    for (; at + LANES <= end; at += LANES) store(result + at, body(at, LANES));
    if (at < end) storePart(result + at, body(at, (int)(end - at)), (int)(end - at));
  });
}

static void elu(const float *x, float *y, long size) {
  eachVector(y, size, [&](long at, int n) { return eluOf(loadUpTo(x + at, n)); });
}

// dy where the output is not negative, else dy (y + 1).
static void eluGradient(const float *dy, const float *y, float *dx, long size) {
  eachVector(dx, size, [&](long at, int n) {
    return eluGradientOf(loadUpTo(dy + at, n), loadUpTo(y + at, n));
  });
}
