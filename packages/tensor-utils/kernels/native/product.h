// Matrix products of register tiles: the arithmetic of the convolutions.
#pragma once
#include "simd.h"

// c[R, N vectors] (+)= a * b, where a's element (r, k) is a[r * aRow + k * aStep] and b has rows of `bRow` floats.
template <int R, int N, bool ADD>
INLINE void tileProduct(const float *a, long aRow, long aStep, const float *b, long bRow, int depth, float *c, long cRow) {
  vec sum[R][N];
#pragma GCC unroll 8
  for (int r = 0; r < R; r++)
#pragma GCC unroll 4
    for (int n = 0; n < N; n++) sum[r][n] = splat(0);
  for (int k = 0; k < depth; k++) {
    vec row[N];
#pragma GCC unroll 4
    for (int n = 0; n < N; n++) row[n] = load(b + n * LANES);
#pragma GCC unroll 8
    for (int r = 0; r < R; r++) {
      vec x = splat(a[r * aRow]);
#pragma GCC unroll 4
      for (int n = 0; n < N; n++) sum[r][n] += x * row[n];
    }
    a += aStep, b += bRow;
  }
#pragma GCC unroll 8
  for (int r = 0; r < R; r++)
#pragma GCC unroll 4
    for (int n = 0; n < N; n++) {
      float *o = c + r * cRow + n * LANES;
      store(o, ADD ? load(o) + sum[r][n] : sum[r][n]);
    }
}

template <int N, bool ADD>
INLINE void panelProduct(const float *a, long aRow, long aStep, const float *b, long bRow, int depth, float *c, long cRow,
                         int rows) {
  int r = 0;
  for (; r + TILE_ROWS <= rows; r += TILE_ROWS)
    tileProduct<TILE_ROWS, N, ADD>(a + r * aRow, aRow, aStep, b, bRow, depth, c + r * cRow, cRow);
  for (; r < rows; r++) tileProduct<1, N, ADD>(a + r * aRow, aRow, aStep, b, bRow, depth, c + r * cRow, cRow);
}

// c[rows, columns] (+)= a[rows, depth] * b[depth, columns]; columns fill whole vectors.
template <bool ADD>
INLINE void product(const float *a, long aRow, long aStep, const float *b, int columns, int depth, float *c, int rows) {
  int f = 0;
  for (; f + TILE_VECTORS * LANES <= columns; f += TILE_VECTORS * LANES)
    panelProduct<TILE_VECTORS, ADD>(a, aRow, aStep, b + f, columns, depth, c + f, columns, rows);
  for (; f < columns; f += LANES) panelProduct<1, ADD>(a, aRow, aStep, b + f, columns, depth, c + f, columns, rows);
}
