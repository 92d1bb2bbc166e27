// Matrix products, either side transposed. Blocks of both factors are packed so that the inner loop reads forward.
#include "common.h"

#define DEPTH 256 // of a packed block: a panel of the right factor stays in the first-level cache
#define ROWS 256  // of a packed block of the left factor: it stays in the second-level cache

EXPORT(matMulScratchBytes) int matMulScratchBytes(void) { return 4 * DEPTH * (ROWS + 8); }

INLINE void addTo(float *o, int columns, vec low, vec high) {
  if (columns == 8) {
    store(o, add(load(o), low)), store(o + 4, add(load(o + 4), high));
    return;
  }
  float values[8];
  store(values, low), store(values + 4, high);
  for (int j = 0; j < columns; j++) o[j] += values[j];
}

// out[m, n] = a[m, k] b[k, n]; a is stored [k, m] when transposeA, b is stored [n, k] when transposeB.
EXPORT(matMul)
void matMul(const float *a, const float *b, float *out, float *scratch, int m, int k, int n, int transposeA,
            int transposeB) {
  float *left = scratch, *panel = scratch + DEPTH * ROWS;
  for (int i = 0; i < m * n; i++) out[i] = 0;
  for (int k0 = 0; k0 < k; k0 += DEPTH)
    for (int m0 = 0; m0 < m; m0 += ROWS) {
      int depth = k - k0 < DEPTH ? k - k0 : DEPTH, rows = m - m0 < ROWS ? m - m0 : ROWS;
      for (int r = 0; r < rows; r += 4)
        for (int i = 0; i < 4; i++) {
          int row = m0 + (r + i < rows ? r + i : rows - 1); // rows past the end repeat the last one and are not stored
          const float *from = transposeA ? a + k0 * m + row : a + row * k + k0;
          int step = transposeA ? m : 1;
          for (int j = 0; j < depth; j++) left[r * DEPTH + j * 4 + i] = from[j * step];
        }
      for (int f = 0; f < n; f += 8) {
        int columns = n - f < 8 ? n - f : 8;
        for (int i = 0; i < 8; i++) {
          int column = f + (i < columns ? i : columns - 1);
          const float *from = transposeB ? b + column * k + k0 : b + k0 * n + column;
          int step = transposeB ? 1 : n;
          for (int j = 0; j < depth; j++) panel[j * 8 + i] = from[j * step];
        }
        for (int r = 0; r < rows; r += 4) {
          const float *p = left + r * DEPTH, *q = panel;
          vec c00 = splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
          for (int j = 0; j < depth; j++) {
            vec b0 = load(q), b1 = load(q + 4), x;
            x = splatAt(p), c00 = muladd(x, b0, c00), c01 = muladd(x, b1, c01);
            x = splatAt(p + 1), c10 = muladd(x, b0, c10), c11 = muladd(x, b1, c11);
            x = splatAt(p + 2), c20 = muladd(x, b0, c20), c21 = muladd(x, b1, c21);
            x = splatAt(p + 3), c30 = muladd(x, b0, c30), c31 = muladd(x, b1, c31);
            p += 4, q += 8;
          }
          float *o = out + (m0 + r) * n + f;
          addTo(o, columns, c00, c01), o += n;
          if (r + 1 < rows) addTo(o, columns, c10, c11), o += n;
          if (r + 2 < rows) addTo(o, columns, c20, c21), o += n;
          if (r + 3 < rows) addTo(o, columns, c30, c31);
        }
      }
    }
}
