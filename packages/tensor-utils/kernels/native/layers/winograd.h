// 3x3 convolutions, stride 1, zero padding that keeps the size, by Winograd's minimal filtering F(4x4, 3x3): 36 products
// where the plain form takes 144. NHWC images, HWIO filters, any number of channels. The filter gradient is the
// transpose of the same bilinear algorithm.
#pragma once
#include "../product.h"
#include "../threads.h"
#include "winogradTransforms.h"

#define SUMS_FLOATS (16L * 1024 * 1024) // bounds the memory for partial sums, and with it the threads that make them

// Asks for the pixels that a block of tiles lies on, a part at each point: they arrive while the products are made. Into
// the second-level cache: the first one is full of what the products read.
struct Ahead {
  const char *at = nullptr, *end = nullptr;
  long part = 0;

  Ahead(const float *images, Images s, int channels, long first, long count) {
    long known = std::min(count, (long)s.batch * s.perImage() - first);
    if (images == nullptr || known <= 0) return;
    auto rowOf = [&](long tile) { return tile / s.perImage() * s.height + tile % s.perImage() / s.across() * 4; };
    long row = (long)s.width * channels, last = std::min(rowOf(first + known - 1) + 4, (long)s.batch * s.height);
    at = (const char *)(images + rowOf(first) * row), end = (const char *)(images + last * row);
    part = ((end - at) / POINTS + 63) / 64 * 64;
  }
  INLINE_METHOD void fetch() {
    for (const char *stop = std::min(at + part, end); at < stop; at += 64) __builtin_prefetch(at, 0, 2);
  }
};

template <class PLANES> using StoreTiles = void (*)(const float *, PLANES, const float *, float *, Images, int, Run);

template <bool STREAM, class PLANES> INLINE StoreTiles<PLANES> storeTilesFor(int activation) {
  switch (activation) {
  case RELU:
    return storeTiles<RELU, STREAM, PLANES>;
  case ELU:
    return storeTiles<ELU, STREAM, PLANES>;
  case SIGMOID:
    return storeTiles<SIGMOID, STREAM, PLANES>;
  case ELU_GRADIENT:
    return storeTiles<ELU_GRADIENT, STREAM, PLANES>;
  default:
    return storeTiles<LINEAR, STREAM, PLANES>;
  }
}

template <class PLANES>
static void convolveBlocks(const float *x, const float *w, const float *bias, float *y, Images s, int channels, int filters,
                           bool flip, int activation, Blocks blocks) {
  Threads &threads = Threads::shared();
  const PLANES planes{blocks.plane};
  const long plane = planes.distance(), tiles = (long)s.batch * s.perImage(), pixels = (long)s.height * s.width;
  const int paddedC = roundUp(channels, LANES), paddedF = roundUp(filters, LANES), block = blocks.tiles;
  bool stream = streams(y, (long)s.batch * pixels * filters, filters);
  const auto storeRun = stream ? storeTilesFor<true, PLANES>(activation) : storeTilesFor<false, PLANES>(activation);
  float *u = jobScratch.atLeast((size_t)POINTS * channels * paddedF);
  threads.run((channels + 7) / 8, [&](int piece) {
    for (int c = piece * 8; c < channels && c < piece * 8 + 8; c++)
      packChannel(w, u, c, channels, filters, paddedF, flip);
  });
  threads.run((int)((tiles + block - 1) / block), [&](int piece) {
    float *v = pieceScratch.atLeast(2 * POINTS * plane), *m = v + POINTS * plane;
    long first = (long)piece * block;
    int count = (int)std::min((long)block, tiles - first);
    eachRun(s, first, count, [&](Run run, int tile) {
      transformInputs(x + run.image * pixels * channels, s, channels, run, v + (long)tile * paddedC, paddedC, planes);
    });
    Ahead next(x, s, channels, first + (long)threads.count() * block, block);
    Ahead slopes(activation == ELU_GRADIENT ? bias : nullptr, s, filters, first, count);
    Ahead outputs(stream ? nullptr : y, s, filters, first, count);
    for (int p = 0; p < POINTS; p++) {
      next.fetch(), slopes.fetch(), outputs.fetch();
      product<false>(v + p * plane, paddedC, 1, u + (long)p * channels * paddedF, paddedF, channels, m + p * plane, count);
    }
    eachRun(s, first, count, [&](Run run, int tile) {
      long start = run.image * pixels * filters;
      storeRun(m + (long)tile * paddedF, planes, bias + (activation == ELU_GRADIENT ? start : 0), y + start, s, filters, run);
    });
    if (stream) finishStream();
  });
}

// y = activation(x * w + bias); `bias` may be null. With ELU_GRADIENT, it is the output of the ELU, as large as y.
static void winogradConvolve(const float *x, const float *w, const float *bias, float *y, Images s, int channels,
                             int filters, bool flip, int activation) {
  Blocks blocks = blocksOf(channels, filters, TILE_ROWS);
  auto convolve = blocks.isConstant() ? convolveBlocks<Planes<true>> : convolveBlocks<Planes<false>>;
  convolve(x, w, bias, y, s, channels, filters, flip, activation, blocks);
}

template <class PLANES>
static void filterGradientOfBlocks(const float *x, const float *dy, float *dw, Images s, int channels, int filters,
                                   Blocks blocks) {
  Threads &threads = Threads::shared();
  const PLANES planes{blocks.plane};
  const long plane = planes.distance(), tiles = (long)s.batch * s.perImage(), pixels = (long)s.height * s.width;
  const int paddedC = roundUp(channels, LANES > TILE_ROWS ? LANES : TILE_ROWS), paddedF = roundUp(filters, LANES);
  const int block = blocks.tiles;
  const long count = (tiles + block - 1) / block, size = (long)paddedC * paddedF, whole = POINTS * size;
  int slices = (int)std::max(std::min({count, (long)threads.count(), SUMS_FLOATS / whole}), 1L);
  float *sums = jobScratch.atLeast((size_t)slices * whole);
  threads.run(slices, [&](int slice) {
    float *u = sums + slice * whole;
    memset(u, 0, 4 * whole);
    float *v = pieceScratch.atLeast(2 * POINTS * plane), *m = v + POINTS * plane;
    if (paddedC > roundUp(channels, LANES)) memset(v, 0, 4 * POINTS * plane);
    long end = count * (slice + 1) / slices;
    for (long b = count * slice / slices; b < end; b++) {
      long first = b * block;
      int depth = (int)std::min((long)block, tiles - first);
      eachRun(s, first, depth, [&](Run run, int tile) {
        transformInputs(x + run.image * pixels * channels, s, channels, run, v + (long)tile * paddedC, paddedC, planes);
        transformGradients(dy + run.image * pixels * filters, s, filters, run, m + (long)tile * paddedF, paddedF, planes);
      });
      Ahead nextX(x, s, channels, first + block, block), nextDy(dy, s, filters, first + block, block);
      for (int p = 0; p < POINTS; p++) {
        nextX.fetch(), nextDy.fetch();
        product<true>(v + p * plane, 1, paddedC, m + p * plane, paddedF, depth, u + p * size, paddedC);
      }
    }
  });
  threads.run((channels + 7) / 8, [&](int piece) {
    for (int c = piece * 8; c < channels && c < piece * 8 + 8; c++)
      for (int f = 0; f < filters; f += LANES) {
        vec full[36], half[18], g[9];
        for (int p = 0; p < POINTS; p++) {
          const float *u = sums + p * size + (long)c * paddedF + f;
          full[p] = load(u);
          for (int slice = 1; slice < slices; slice++) full[p] += load(u + slice * whole);
        }
        for (int j = 0; j < 6; j++)
          filterGradientTransform(half + j, 6, full[j], full[6 + j], full[12 + j], full[18 + j], full[24 + j],
                                  full[30 + j]);
        for (int i = 0; i < 3; i++) {
          vec *h = half + i * 6;
          filterGradientTransform(g + i * 3, 1, h[0], h[1], h[2], h[3], h[4], h[5]);
        }
        for (int k = 0; k < 9; k++) storeUpTo(dw + ((long)k * channels + c) * filters + f, g[k], filters - f);
      }
  });
}

// The gradient of the convolution of x with respect to its filter, given that of its output.
static void winogradFilterGradient(const float *x, const float *dy, float *dw, Images s, int channels, int filters) {
  Blocks blocks = blocksOf(roundUp(channels, TILE_ROWS), filters, TILE_ROWS);
  auto gradient = blocks.isConstant() ? filterGradientOfBlocks<Planes<true>> : filterGradientOfBlocks<Planes<false>>;
  gradient(x, dy, dw, s, channels, filters, blocks);
}
