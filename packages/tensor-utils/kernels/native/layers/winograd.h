// 3x3 convolutions, stride 1, zero padding that keeps the size, by Winograd's minimal filtering F(4x4, 3x3): 36 products
// where the plain form takes 144 (Lavin and Gray 2016, arXiv 1509.09308, section 4). NHWC images, HWIO filters, any
// number of channels. The filter gradient is the transpose of the same bilinear algorithm.
#pragma once
#include "../product.h"
#include "../threads.h"

#define POINTS 36
#define SKEW 16                   // keeps the 36 planes of a block out of the same cache sets
#define BLOCK_FLOATS (64 * 1024) // transformed input and output of a block of tiles stay in the second-level cache
#define SUMS_FLOATS (16L * 1024 * 1024) // bounds the memory for partial sums, and with it the threads that make them

struct Images {
  int batch, height, width;
  int across() const { return (width + 3) / 4; }
  int perImage() const { return across() * ((height + 3) / 4); }
};

// B^T of the algorithm, 6 -> 6.
INLINE void inputTransform(vec *o, int step, vec a0, vec a1, vec a2, vec a3, vec a4, vec a5) {
  vec even = a4 - 4.0f * a2, odd = a3 - 4.0f * a1, even2 = a4 - a2, odd2 = a3 - a1;
  odd2 += odd2;
  o[0] = 4.0f * a0 - 5.0f * a2 + a4;
  o[step] = even + odd;
  o[2 * step] = even - odd;
  o[3 * step] = even2 + odd2;
  o[4 * step] = even2 - odd2;
  o[5 * step] = 4.0f * a1 - 5.0f * a3 + a5;
}

// A^T, 6 -> 4.
INLINE void outputTransform(vec *o, int step, vec m0, vec m1, vec m2, vec m3, vec m4, vec m5) {
  vec s1 = m1 + m2, d1 = m1 - m2, s2 = m3 + m4, d2 = m3 - m4;
  o[0] = m0 + (s1 + s2);
  o[step] = d1 + (d2 + d2);
  o[2 * step] = 4.0f * s2 + s1;
  o[3 * step] = 8.0f * d2 + d1 + m5;
}

// A, 4 -> 6: the transpose of the above, for output gradients.
INLINE void gradientTransform(vec *o, int step, vec y0, vec y1, vec y2, vec y3) {
  vec even = y0 + y2, odd = y1 + y3, even2 = 4.0f * y2 + y0, odd2 = 8.0f * y3 + (y1 + y1);
  o[0] = y0;
  o[step] = even + odd;
  o[2 * step] = even - odd;
  o[3 * step] = even2 + odd2;
  o[4 * step] = even2 - odd2;
  o[5 * step] = y3;
}

// G, 3 -> 6, for filters.
INLINE void filterTransform(vec *o, int step, vec g0, vec g1, vec g2) {
  vec side = (g0 + g2) * (-1 / 6.0f), mid = g1 * (1 / 6.0f);
  vec wide = g0 * (1 / 24.0f) + g2 * (1 / 6.0f), half = g1 * (1 / 12.0f);
  o[0] = g0 * 0.25f;
  o[step] = side - mid;
  o[2 * step] = side + mid;
  o[3 * step] = wide + half;
  o[4 * step] = wide - half;
  o[5 * step] = g2;
}

// G^T, 6 -> 3.
INLINE void filterGradientTransform(vec *o, int step, vec u0, vec u1, vec u2, vec u3, vec u4, vec u5) {
  vec s1 = (u1 + u2) * (1 / 6.0f), s2 = u3 + u4;
  o[0] = u0 * 0.25f - s1 + s2 * (1 / 24.0f);
  o[step] = (u2 - u1) * (1 / 6.0f) + (u3 - u4) * (1 / 12.0f);
  o[2 * step] = s2 * (1 / 6.0f) - s1 + u5;
}

// What stands for pixels outside of the image.
alignas(64) static const float zeros[LANES] = {0};

// Where a vector of channels lies: all of it and the patch inside the image, the patch across its border, or less than
// a vector left.
enum Place { INSIDE, BORDER, PART };

// One vector of channels of a patch of SIZE x SIZE pixels: 6 x 6 for inputs, 4 x 4 for output gradients.
template <int SIZE, Place PLACE>
INLINE void transformVector(const float *image, Images s, int channels, int y0, int x0, int c, float *out, long plane) {
  vec half[6 * SIZE], line[6];
  int left = channels - c;
#pragma GCC unroll 6
  for (int j = 0; j < SIZE; j++) {
    vec p[6];
#pragma GCC unroll 6
    for (int i = 0; i < SIZE; i++) {
      const float *pixel = image + ((long)(y0 + i) * s.width + x0 + j) * channels + c;
      if (PLACE != INSIDE) {
        bool known = (unsigned)(y0 + i) < (unsigned)s.height && (unsigned)(x0 + j) < (unsigned)s.width;
        pixel = known ? pixel : zeros;
      }
      p[i] = PLACE == PART ? loadPart(pixel, left) : load(pixel);
    }
    if (SIZE == 6)
      inputTransform(half + j, SIZE, p[0], p[1], p[2], p[3], p[4], p[5]);
    else
      gradientTransform(half + j, SIZE, p[0], p[1], p[2], p[3]);
  }
#pragma GCC unroll 6
  for (int i = 0; i < 6; i++) {
    vec *h = half + i * SIZE;
    if (SIZE == 6)
      inputTransform(line, 1, h[0], h[1], h[2], h[3], h[4], h[5]);
    else
      gradientTransform(line, 1, h[0], h[1], h[2], h[3]);
#pragma GCC unroll 6
    for (int j = 0; j < 6; j++) store(out + (i * 6 + j) * plane + c, line[j]);
  }
}

// All channels of a patch whose top left is (y0, x0); zero outside the image. Writes whole vectors.
template <int SIZE>
static void transformPatch(const float *image, Images s, int channels, int y0, int x0, float *out, long plane) {
  bool inside = y0 >= 0 && x0 >= 0 && y0 + SIZE <= s.height && x0 + SIZE <= s.width;
  // The rows that the tile below, or the next image, will add: too many short rows for the processor to foresee.
  const char *below = (const char *)(image + ((long)(y0 + SIZE) * s.width + (x0 < 0 ? 0 : x0)) * channels);
  for (int i = 0; i < 4; i++)
    for (int byte = 0; byte < 16 * channels; byte += 64) __builtin_prefetch(below + 4L * i * s.width * channels + byte);
  int c = 0;
  if (inside)
    for (; c + LANES <= channels; c += LANES) transformVector<SIZE, INSIDE>(image, s, channels, y0, x0, c, out, plane);
  for (; c + LANES <= channels; c += LANES) transformVector<SIZE, BORDER>(image, s, channels, y0, x0, c, out, plane);
  if (c < channels) transformVector<SIZE, PART>(image, s, channels, y0, x0, c, out, plane);
}

template <int ACTIVATION, bool STREAM>
static void storeTile(const float *m, long plane, const float *bias, float *image, Images s, int filters, int y0, int x0) {
  int rows = s.height - y0 < 4 ? s.height - y0 : 4, columns = s.width - x0 < 4 ? s.width - x0 : 4;
  for (int c = 0; c < filters; c += LANES) {
    vec half[24], line[4];
    int left = filters - c;
#pragma GCC unroll 6
    for (int j = 0; j < 6; j++) {
      const float *p = m + j * plane + c;
      outputTransform(half + j, 6, load(p), load(p + 6 * plane), load(p + 12 * plane), load(p + 18 * plane),
                      load(p + 24 * plane), load(p + 30 * plane));
    }
    vec offset = bias && ACTIVATION != ELU_GRADIENT ? loadUpTo(bias + c, left) : splat(0);
    for (int i = 0; i < rows; i++) {
      float *o = image + ((long)(y0 + i) * s.width + x0) * filters + c;
      vec *h = half + i * 6;
      outputTransform(line, 1, h[0], h[1], h[2], h[3], h[4], h[5]);
#pragma GCC unroll 4
      for (int j = 0; j < 4; j++) {
        if (ACTIVATION != ELU_GRADIENT)
          line[j] = activate(line[j] + offset, ACTIVATION);
        else if (j < columns) // `bias` is an image like the output
          line[j] = eluGradientOf(line[j], loadUpTo(bias + (o - image) + (long)j * filters, left));
      }
      if (columns == 4 && left >= LANES)
        for (int j = 0; j < 4; j++)
          STREAM ? storeStream(o + (long)j * filters, line[j]) : store(o + (long)j * filters, line[j]);
      else
        for (int j = 0; j < columns; j++) storeUpTo(o + (long)j * filters, line[j], left);
    }
  }
}

typedef void (*StoreTile)(const float *, long, const float *, float *, Images, int, int, int);

template <bool STREAM> INLINE StoreTile storeTileFor(int activation) {
  switch (activation) {
  case RELU:
    return storeTile<RELU, STREAM>;
  case ELU:
    return storeTile<ELU, STREAM>;
  case SIGMOID:
    return storeTile<SIGMOID, STREAM>;
  case ELU_GRADIENT:
    return storeTile<ELU_GRADIENT, STREAM>;
  default:
    return storeTile<LINEAR, STREAM>;
  }
}

// One input channel of U = G g G^T, as rows of [36][channels][padded]. `flip` reads the filter of the transposed
// convolution, [3, 3, filters, channels].
static void packChannel(const float *w, float *u, int c, int channels, int filters, int padded, bool flip) {
  long size = (long)channels * filters;
  for (int f = 0; f < filters; f += LANES) {
    int left = filters - f < LANES ? filters - f : LANES;
    vec g[9], half[18], full[36];
    for (int k = 0; k < 9; k++) {
      if (!flip) {
        g[k] = loadUpTo(w + k * size + (long)c * filters + f, left);
      } else {
        float lanes[LANES] = {0};
        for (int i = 0; i < left; i++) lanes[i] = w[(8 - k) * size + (long)(f + i) * channels + c];
        g[k] = load(lanes);
      }
    }
    for (int j = 0; j < 3; j++) filterTransform(half + j, 3, g[j], g[3 + j], g[6 + j]);
    for (int i = 0; i < 6; i++) filterTransform(full + i * 6, 1, half[i * 3], half[i * 3 + 1], half[i * 3 + 2]);
    for (int p = 0; p < POINTS; p++) store(u + ((long)p * channels + c) * padded + f, full[p]);
  }
}

INLINE int tilesPerBlock(int channels, int filters) {
  int tiles = BLOCK_FLOATS / (POINTS * (channels + filters)) / TILE_ROWS * TILE_ROWS;
  return tiles < TILE_ROWS ? TILE_ROWS : tiles > 64 ? 64 : tiles;
}

// y = activation(x * w + bias); `bias` may be null. With ELU_GRADIENT, it is the output of the ELU, as large as y.
static void winogradConvolve(const float *x, const float *w, const float *bias, float *y, Images s, int channels,
                             int filters, bool flip, int activation) {
  Threads &threads = Threads::shared();
  int paddedC = roundUp(channels, LANES), paddedF = roundUp(filters, LANES);
  int block = tilesPerBlock(paddedC, paddedF), across = s.across(), perImage = s.perImage();
  long tiles = (long)s.batch * perImage, planeV = (long)block * paddedC + SKEW, planeM = (long)block * paddedF + SKEW;
  bool stream = streams(y, (long)s.batch * s.height * s.width * filters, filters);
  StoreTile storeOne = stream ? storeTileFor<true>(activation) : storeTileFor<false>(activation);
  float *u = jobScratch.atLeast((size_t)POINTS * channels * paddedF);
  threads.run((channels + 7) / 8, [&](int piece) {
    for (int c = piece * 8; c < channels && c < piece * 8 + 8; c++)
      packChannel(w, u, c, channels, filters, paddedF, flip);
  });
  threads.run((int)((tiles + block - 1) / block), [&](int piece) {
    float *v = pieceScratch.atLeast(POINTS * (planeV + planeM)), *m = v + POINTS * planeV;
    long first = (long)piece * block;
    int count = tiles - first < block ? (int)(tiles - first) : block;
    for (int t = 0; t < count; t++) {
      long image = (first + t) / perImage;
      int tile = (int)((first + t) % perImage);
      transformPatch<6>(x + image * s.height * s.width * channels, s, channels, tile / across * 4 - 1,
                        tile % across * 4 - 1, v + (long)t * paddedC, planeV);
    }
    for (int p = 0; p < POINTS; p++)
      product<false>(v + p * planeV, paddedC, 1, u + (long)p * channels * paddedF, paddedF, channels, m + p * planeM,
                     count);
    for (int t = 0; t < count; t++) {
      long image = (first + t) / perImage;
      int tile = (int)((first + t) % perImage);
      long start = image * s.height * s.width * filters;
      storeOne(m + (long)t * paddedF, planeM, bias + (activation == ELU_GRADIENT ? start : 0), y + start, s, filters,
               tile / across * 4, tile % across * 4);
    }
    if (stream) finishStream();
  });
}

// The gradient of the convolution of x with respect to its filter, given that of its output.
static void winogradFilterGradient(const float *x, const float *dy, float *dw, Images s, int channels, int filters) {
  Threads &threads = Threads::shared();
  int paddedC = roundUp(channels, LANES > TILE_ROWS ? LANES : TILE_ROWS), paddedF = roundUp(filters, LANES);
  int block = tilesPerBlock(paddedC, paddedF), across = s.across(), perImage = s.perImage();
  long tiles = (long)s.batch * perImage, planeV = (long)block * paddedC + SKEW, planeM = (long)block * paddedF + SKEW;
  long blocks = (tiles + block - 1) / block, size = (long)paddedC * paddedF, whole = POINTS * size;
  int slices = blocks < threads.count() ? (int)blocks : threads.count();
  if (slices > SUMS_FLOATS / whole) slices = (int)(SUMS_FLOATS / whole);
  if (slices < 1) slices = 1;
  float *sums = jobScratch.atLeast((size_t)slices * whole);
  threads.run(slices, [&](int slice) {
    float *u = sums + slice * whole;
    memset(u, 0, 4 * whole);
    float *v = pieceScratch.atLeast(POINTS * (planeV + planeM)), *m = v + POINTS * planeV;
    if (paddedC > roundUp(channels, LANES)) memset(v, 0, 4 * POINTS * planeV);
    long end = blocks * (slice + 1) / slices;
    for (long b = blocks * slice / slices; b < end; b++) {
      long first = b * block;
      int count = tiles - first < block ? (int)(tiles - first) : block;
      for (int t = 0; t < count; t++) {
        long image = (first + t) / perImage;
        int tile = (int)((first + t) % perImage), y0 = tile / across * 4, x0 = tile % across * 4;
        transformPatch<6>(x + image * s.height * s.width * channels, s, channels, y0 - 1, x0 - 1,
                          v + (long)t * paddedC, planeV);
        transformPatch<4>(dy + image * s.height * s.width * filters, s, filters, y0, x0, m + (long)t * paddedF, planeM);
      }
      for (int p = 0; p < POINTS; p++)
        product<true>(v + p * planeV, 1, paddedC, m + p * planeM, paddedF, count, u + p * size, paddedC);
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
