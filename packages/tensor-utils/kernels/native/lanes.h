// Work on several sequences at once, one in each lane of a vector: LANES sequences make a group, and a matrix of a group
// is [features][LANES]. Nothing but a batch has tails then, and a sequence gets the same bits wherever it stands in one.
#pragma once
#include "simd.h"
#include <utility>
#if defined(__linux__)
#include <sys/mman.h>
#endif

// e^(2x) - 1 over e^(2x) + 1, which keeps the relative accuracy near zero; a NaN stays one.
INLINE vec tanhOf(vec x) {
  vec power, rest;
  vec twice = x + x;
  twice = twice < -30.0f ? splat(-30.0f) : twice;
  twice = twice > 30.0f ? splat(30.0f) : twice;
  exponential(twice, &power, &rest);
  vec less = power * rest + (power - 1.0f);
  return less / (less + 2.0f);
}

// e^x for x that are not above 0.
INLINE vec expOf(vec x) {
  vec power, rest;
  exponential(x < -87.0f ? splat(-87.0f) : x, &power, &rest);
  return power + power * rest;
}

// One stage of a transposition: the blocks of H lanes off the diagonal change places.
template <int H, int... J> INLINE void swapBlocks(vec &a, vec &b, std::integer_sequence<int, J...>) {
#if defined(__clang__)
  vec low = __builtin_shufflevector(a, b, (J & H ? J - H + LANES : J)...);
  vec high = __builtin_shufflevector(a, b, (J & H ? J + LANES : J + H)...);
#else
  vec low = __builtin_shuffle(a, b, (ivec){(J & H ? J - H + LANES : J)...});
  vec high = __builtin_shuffle(a, b, (ivec){(J & H ? J + LANES : J + H)...});
#endif
  a = low, b = high;
}

template <int H> INLINE void transposeStage(vec *v) {
#pragma GCC unroll 16
  for (int i = 0; i < LANES; i++)
    if (!(i & H)) swapBlocks<H>(v[i], v[i + H], std::make_integer_sequence<int, LANES>());
}

INLINE void transpose(vec *v) {
#if LANES >= 16
  transposeStage<8>(v);
#endif
#if LANES >= 8
  transposeStage<4>(v);
#endif
  transposeStage<2>(v);
  transposeStage<1>(v);
}

// to[columns][LANES] from one row for each lane.
static void rowsToLanes(const float *const *rows, int columns, float *to) {
  int c = 0;
  for (; c + LANES <= columns; c += LANES, to += LANES * LANES) {
    vec v[LANES];
#pragma GCC unroll 16
    for (int i = 0; i < LANES; i++) v[i] = load(rows[i] + c);
    transpose(v);
#pragma GCC unroll 16
    for (int i = 0; i < LANES; i++) store(to + i * LANES, v[i]);
  }
  for (; c < columns; c++, to += LANES)
    for (int i = 0; i < LANES; i++) to[i] = rows[i][c];
}

// The first `count` lanes of from[columns][LANES] to rows that follow each other; past the cache where `stream` is set, which
// needs aligned rows.
template <bool STREAM> static void lanesToRows(const float *from, int columns, float *rows, int count) {
  int c = 0;
  for (; c + LANES <= columns; c += LANES, from += LANES * LANES) {
    vec v[LANES];
#pragma GCC unroll 16
    for (int i = 0; i < LANES; i++) v[i] = load(from + i * LANES);
    transpose(v);
    float *row = rows + c;
    if (count == LANES) {
#pragma GCC unroll 16
      for (int i = 0; i < LANES; i++, row += columns) STREAM ? storeStream(row, v[i]) : store(row, v[i]);
    } else
      for (int i = 0; i < count; i++, row += columns) store(row, v[i]);
  }
  for (; c < columns; c++, from += LANES)
    for (int i = 0; i < count; i++) rows[(long)i * columns + c] = from[i];
}

// Weights w[r, k] = from[r * rowStep + k * depthStep] in the order in which a product reads them: chunks of the depth,
// in each panels of TILE_ROWS rows, in each [depth][TILE_ROWS]. Missing rows are zero.
struct Weights {
  int rows, depth;
  int paddedRows() const { return roundUp(rows, TILE_ROWS); }
  size_t size() const { return (size_t)paddedRows() * depth; }
  // Of the depth, such that what is read again for each panel stays in the first cache.
  int chunk() const { return depth <= 320 ? depth : 256; }

  void pack(const float *from, long rowStep, long depthStep, float *to) const {
    for (int start = 0; start < depth; start += chunk()) {
      int size = depth - start < chunk() ? depth - start : chunk();
      for (int r = 0; r < paddedRows(); r += TILE_ROWS, to += (long)size * TILE_ROWS) {
        const int count = rows - r < TILE_ROWS ? rows - r : TILE_ROWS;
        const float *corner = from + (long)r * rowStep + (long)start * depthStep;
        for (int k = 0; k < size; k++)
          for (int i = 0; i < TILE_ROWS; i++)
            to[(long)k * TILE_ROWS + i] = i < count ? corner[i * rowStep + k * depthStep] : 0;
      }
    }
  }
};

// P panels of weights by N groups. Each entry is one sum in the order of the depth, whatever P and N are.
template <int P, int N, bool ADD>
INLINE void lanesTile(const float *panel, const float *b, long bGroup, int depth, float *c, long cGroup, int rows) {
  const int R = P * TILE_ROWS;
  const long panelStep = (long)depth * TILE_ROWS;
  vec sum[R][N];
#pragma GCC unroll 16
  for (int r = 0; r < R; r++)
#pragma GCC unroll 4
    for (int n = 0; n < N; n++) sum[r][n] = splat(0);
  for (int k = 0; k < depth; k++, b += LANES, panel += TILE_ROWS) {
    vec column[N];
#pragma GCC unroll 4
    for (int n = 0; n < N; n++) column[n] = load(b + n * bGroup);
#pragma GCC unroll 16
    for (int r = 0; r < R; r++) {
      vec w = splat(panel[r / TILE_ROWS * panelStep + r % TILE_ROWS]);
#pragma GCC unroll 4
      for (int n = 0; n < N; n++) sum[r][n] += w * column[n];
    }
  }
#pragma GCC unroll 16
  for (int r = 0; r < R; r++)
#pragma GCC unroll 4
    for (int n = 0; n < N; n++) {
      float *o = c + r * LANES + n * cGroup;
      if (r < rows) store(o, ADD ? load(o) + sum[r][n] : sum[r][n]);
    }
}

template <bool ADD>
static void lanesChunk(const float *w, int rows, int depth, const float *b, long bGroup, float *c, long cGroup, int groups) {
  const long panelStep = (long)depth * TILE_ROWS;
  int r = 0;
  if (groups == 1)
    for (; r + 2 * TILE_ROWS <= rows; r += 2 * TILE_ROWS, w += 2 * panelStep)
      lanesTile<2, 1, ADD>(w, b, bGroup, depth, c + (long)r * LANES, cGroup, 2 * TILE_ROWS);
  for (; r < rows; r += TILE_ROWS, w += panelStep) {
    int n = 0;
    for (; n + 2 <= groups; n += 2)
      lanesTile<1, 2, ADD>(w, b + n * bGroup, bGroup, depth, c + (long)r * LANES + n * cGroup, cGroup, rows - r);
    if (n < groups)
      lanesTile<1, 1, ADD>(w, b + n * bGroup, bGroup, depth, c + (long)r * LANES + n * cGroup, cGroup, rows - r);
  }
}

// c[rows][LANES] (+)= w b[depth][LANES] for several groups, whose matrices lie bGroup and cGroup floats apart.
template <bool ADD>
static void lanesProduct(const Weights &shape, const float *w, const float *b, long bGroup, float *c, long cGroup, int groups) {
  for (int start = 0; start < shape.depth; start += shape.chunk()) {
    int size = shape.depth - start < shape.chunk() ? shape.depth - start : shape.chunk();
    if (ADD || start > 0)
      lanesChunk<true>(w, shape.rows, size, b, bGroup, c, cGroup, groups);
    else
      lanesChunk<false>(w, shape.rows, size, b, bGroup, c, cGroup, groups);
    w += (long)shape.paddedRows() * size, b += (long)size * LANES;
  }
}

// Asks for large pages: most of the time that a big fresh output costs is that of its page faults.
static void preferLargePages(float *memory, size_t floats) {
#if defined(MADV_HUGEPAGE)
  const uintptr_t page = 2 << 20;
  uintptr_t start = ((uintptr_t)memory + page - 1) / page * page, end = (uintptr_t)(memory + floats) / page * page;
  if (end > start) madvise((void *)start, end - start, MADV_HUGEPAGE);
#else
  (void)memory, (void)floats;
#endif
}
