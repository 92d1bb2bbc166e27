// 3x3 convolutions, stride 1, by Winograd's minimal filtering F(4x4, 3x3): 36 products where the plain form takes 144
// (Lavin and Gray 2016, arXiv 1509.09308, section 4). NHWC images, HWIO filters; input channels divisible by 4,
// output channels by 8. The filter gradient is the transpose of the same bilinear algorithm.
#include "common.h"

#define POINTS 36
#define BLOCK 32 // tiles per block: transformed input and output of a block stay in the second-level cache
#define SKEW 16  // keeps the 36 planes of a block out of the same cache sets


// B^T of the algorithm, 6 -> 6.
INLINE void inputTransform(vec *o, int step, vec a0, vec a1, vec a2, vec a3, vec a4, vec a5) {
  vec four = splat(4), five = splat(5);
  vec even = sub(a4, mul(four, a2)), odd = sub(a3, mul(four, a1));
  vec even2 = sub(a4, a2), odd2 = sub(a3, a1);
  odd2 = add(odd2, odd2);
  o[0] = add(sub(mul(four, a0), mul(five, a2)), a4);
  o[step] = add(even, odd);
  o[2 * step] = sub(even, odd);
  o[3 * step] = add(even2, odd2);
  o[4 * step] = sub(even2, odd2);
  o[5 * step] = add(sub(mul(four, a1), mul(five, a3)), a5);
}

// A^T, 6 -> 4.
INLINE void outputTransform(vec *o, int step, vec m0, vec m1, vec m2, vec m3, vec m4, vec m5) {
  vec s1 = add(m1, m2), d1 = sub(m1, m2), s2 = add(m3, m4), d2 = sub(m3, m4);
  o[0] = add(m0, add(s1, s2));
  o[step] = add(d1, add(d2, d2));
  o[2 * step] = muladd(splat(4), s2, s1);
  o[3 * step] = add(muladd(splat(8), d2, d1), m5);
}

// A, 4 -> 6: the transpose of the above, for output gradients.
INLINE void gradientTransform(vec *o, int step, vec y0, vec y1, vec y2, vec y3) {
  vec even = add(y0, y2), odd = add(y1, y3);
  vec even2 = muladd(splat(4), y2, y0), odd2 = muladd(splat(8), y3, add(y1, y1));
  o[0] = y0;
  o[step] = add(even, odd);
  o[2 * step] = sub(even, odd);
  o[3 * step] = add(even2, odd2);
  o[4 * step] = sub(even2, odd2);
  o[5 * step] = y3;
}

// G, 3 -> 6, for filters.
INLINE void filterTransform(float *o, int step, float g0, float g1, float g2) {
  float side = -(g0 + g2) / 6.0f, mid = g1 / 6.0f;
  float wide = g0 / 24.0f + g2 / 6.0f, half = g1 / 12.0f;
  o[0] = g0 / 4.0f;
  o[step] = side - mid;
  o[2 * step] = side + mid;
  o[3 * step] = wide + half;
  o[4 * step] = wide - half;
  o[5 * step] = g2;
}

// G^T, 6 -> 3.
INLINE void filterGradientTransform(float *o, int step, float u0, float u1, float u2, float u3, float u4, float u5) {
  float s1 = (u1 + u2) / 6.0f, s2 = u3 + u4;
  o[0] = u0 / 4.0f - s1 + s2 / 24.0f;
  o[step] = (u2 - u1) / 6.0f + (u3 - u4) / 12.0f;
  o[2 * step] = s2 / 6.0f - s1 + u5;
}

// A 4 x 4 channels-last patch of `size` x `size` pixels whose top left is (y0, x0); zero outside the image.
// The input patch of a tile is 6 x 6, the patch of an output gradient 4 x 4.
INLINE void transformPatch(const float *image, int height, int width, int channels, int y0, int x0, int size,
                           float *out, int plane) {
  int rowStep = width * channels;
  int inside = y0 >= 0 && x0 >= 0 && y0 + size <= height && x0 + size <= width;
  for (int c = 0; c < channels; c += 4) {
    vec patch[36], half[36], line[6];
    const float *origin = image + (y0 * width + x0) * channels + c;
    if (inside) {
      for (int r = 0; r < size; r++)
        for (int s = 0; s < size; s++) patch[r * size + s] = load(origin + r * rowStep + s * channels);
    } else {
      for (int r = 0; r < size; r++)
        for (int s = 0; s < size; s++) {
          int known = y0 + r >= 0 && y0 + r < height && x0 + s >= 0 && x0 + s < width;
          patch[r * size + s] = known ? load(origin + r * rowStep + s * channels) : splat(0);
        }
    }
    for (int s = 0; s < size; s++) {
      if (size == 6)
        inputTransform(half + s, size, patch[s], patch[6 + s], patch[12 + s], patch[18 + s], patch[24 + s],
                       patch[30 + s]);
      else
        gradientTransform(half + s, size, patch[s], patch[4 + s], patch[8 + s], patch[12 + s]);
    }
    for (int r = 0; r < 6; r++) {
      vec *h = half + r * size;
      if (size == 6)
        inputTransform(line, 1, h[0], h[1], h[2], h[3], h[4], h[5]);
      else
        gradientTransform(line, 1, h[0], h[1], h[2], h[3]);
      for (int s = 0; s < 6; s++) store(out + (r * 6 + s) * plane + c, line[s]);
    }
  }
}

INLINE void storeTile(const float *m, int plane, const float *bias, float *image, int height, int width, int channels,
                      int y0, int x0) {
  int rows = height - y0 < 4 ? height - y0 : 4, columns = width - x0 < 4 ? width - x0 : 4;
  for (int c = 0; c < channels; c += 4) {
    vec half[24], line[4];
    for (int s = 0; s < 6; s++) {
      const float *p = m + s * plane + c;
      outputTransform(half + s, 6, load(p), load(p + 6 * plane), load(p + 12 * plane), load(p + 18 * plane),
                      load(p + 24 * plane), load(p + 30 * plane));
    }
    vec offset = bias ? load(bias + c) : splat(0);
    float *origin = image + (y0 * width + x0) * channels + c;
    for (int r = 0; r < 4; r++) {
      vec *h = half + r * 6;
      outputTransform(line, 1, h[0], h[1], h[2], h[3], h[4], h[5]);
      if (r < rows)
        for (int s = 0; s < 4; s++)
          if (s < columns) store(origin + (r * width + s) * channels, add(line[s], offset));
    }
  }
}

// U = G g G^T, packed as [36][filters / 8][channels][8]. `flip` reads the filter of the transposed convolution.
INLINE void packFilter(const float *w, float *u, int channels, int filters, int flip) {
  for (int c = 0; c < channels; c++)
    for (int f = 0; f < filters; f++) {
      float g[9], half[18], full[36];
      int size = channels * filters;
      for (int k = 0; k < 9; k++) g[k] = flip ? w[(8 - k) * size + f * channels + c] : w[k * size + c * filters + f];
      for (int s = 0; s < 3; s++) filterTransform(half + s, 3, g[s], g[3 + s], g[6 + s]);
      for (int r = 0; r < 6; r++) filterTransform(full + r * 6, 1, half[r * 3], half[r * 3 + 1], half[r * 3 + 2]);
      float *o = u + (f >> 3) * channels * 8 + c * 8 + (f & 7);
      for (int p = 0; p < POINTS; p++) o[p * size] = full[p];
    }
}

// m[rows, filters] = v[rows, channels] * u[channels, filters], four rows by eight columns at a time.
INLINE void product(const float *v, const float *u, float *m, int rows, int channels, int filters) {
  for (int f = 0; f < filters; f += 8) {
    const float *panel = u + f * channels;
    for (int r = 0; r < rows; r += 4) {
      const float *a0 = v + r * channels, *a1 = a0 + channels, *a2 = a1 + channels, *a3 = a2 + channels;
      const float *b = panel;
      vec c00 = splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
      for (int k = 0; k < channels; k++) {
        vec b0 = load(b), b1 = load(b + 4), a;
        b += 8;
        a = splatAt(a0 + k), c00 = muladd(a, b0, c00), c01 = muladd(a, b1, c01);
        a = splatAt(a1 + k), c10 = muladd(a, b0, c10), c11 = muladd(a, b1, c11);
        a = splatAt(a2 + k), c20 = muladd(a, b0, c20), c21 = muladd(a, b1, c21);
        a = splatAt(a3 + k), c30 = muladd(a, b0, c30), c31 = muladd(a, b1, c31);
      }
      float *o = m + r * filters + f;
      store(o, c00), store(o + 4, c01), o += filters;
      store(o, c10), store(o + 4, c11), o += filters;
      store(o, c20), store(o + 4, c21), o += filters;
      store(o, c30), store(o + 4, c31);
    }
  }
}

// u[channels, filters] += v[rows, channels]^T * m[rows, filters].
INLINE void outerProduct(const float *v, const float *m, float *u, int rows, int channels, int filters) {
  for (int c = 0; c < channels; c += 4)
    for (int f = 0; f < filters; f += 8) {
      const float *a = v + c, *b = m + f;
      vec c00 = splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
      for (int r = 0; r < rows; r++) {
        vec b0 = load(b), b1 = load(b + 4), x;
        x = splatAt(a), c00 = muladd(x, b0, c00), c01 = muladd(x, b1, c01);
        x = splatAt(a + 1), c10 = muladd(x, b0, c10), c11 = muladd(x, b1, c11);
        x = splatAt(a + 2), c20 = muladd(x, b0, c20), c21 = muladd(x, b1, c21);
        x = splatAt(a + 3), c30 = muladd(x, b0, c30), c31 = muladd(x, b1, c31);
        a += channels, b += filters;
      }
      float *o = u + c * filters + f;
      store(o, add(load(o), c00)), store(o + 4, add(load(o + 4), c01)), o += filters;
      store(o, add(load(o), c10)), store(o + 4, add(load(o + 4), c11)), o += filters;
      store(o, add(load(o), c20)), store(o + 4, add(load(o + 4), c21)), o += filters;
      store(o, add(load(o), c30)), store(o + 4, add(load(o + 4), c31));
    }
}

// Bytes of scratch memory that the two functions below need.
EXPORT(conv3x3ScratchBytes) int conv3x3ScratchBytes(int channels, int filters) {
  return 4 * POINTS * (channels * filters + BLOCK * (channels + filters) + 2 * SKEW);
}

// Correlation; `bias` may be 0.
EXPORT(conv3x3)
void conv3x3(const float *x, const float *w, const float *bias, float *y, float *scratch, int batch, int height,
             int width, int channels, int outHeight, int outWidth, int filters, int padTop, int padLeft, int flip) {
  int planeV = BLOCK * channels + SKEW, planeM = BLOCK * filters + SKEW;
  float *u = scratch, *v = u + POINTS * channels * filters, *m = v + POINTS * planeV;
  packFilter(w, u, channels, filters, flip);
  int across = (outWidth + 3) / 4, perImage = across * ((outHeight + 3) / 4), tiles = batch * perImage;
  for (int first = 0; first < tiles; first += BLOCK) {
    int count = tiles - first < BLOCK ? tiles - first : BLOCK;
    for (int t = 0; t < count; t++) {
      int image = (first + t) / perImage, tile = (first + t) % perImage;
      transformPatch(x + image * height * width * channels, height, width, channels, tile / across * 4 - padTop,
                     tile % across * 4 - padLeft, 6, v + t * channels, planeV);
    }
    for (int p = 0; p < POINTS; p++)
      product(v + p * planeV, u + p * channels * filters, m + p * planeM, (count + 3) & ~3, channels, filters);
    for (int t = 0; t < count; t++) {
      int image = (first + t) / perImage, tile = (first + t) % perImage;
      storeTile(m + t * filters, planeM, bias, y + image * outHeight * outWidth * filters, outHeight, outWidth, filters,
                tile / across * 4, tile % across * 4);
    }
  }
}

// Gradient of the correlation with respect to its filter.
EXPORT(conv3x3FilterGradient)
void conv3x3FilterGradient(const float *x, const float *dy, float *dw, float *scratch, int batch, int height, int width,
                           int channels, int outHeight, int outWidth, int filters, int padTop, int padLeft) {
  int size = channels * filters, planeV = BLOCK * channels + SKEW, planeM = BLOCK * filters + SKEW;
  float *u = scratch, *v = u + POINTS * size, *m = v + POINTS * planeV;
  for (int i = 0; i < POINTS * size; i += 4) store(u + i, splat(0));
  int across = (outWidth + 3) / 4, perImage = across * ((outHeight + 3) / 4), tiles = batch * perImage;
  for (int first = 0; first < tiles; first += BLOCK) {
    int count = tiles - first < BLOCK ? tiles - first : BLOCK;
    for (int t = 0; t < count; t++) {
      int image = (first + t) / perImage, tile = (first + t) % perImage;
      int y0 = tile / across * 4, x0 = tile % across * 4;
      transformPatch(x + image * height * width * channels, height, width, channels, y0 - padTop, x0 - padLeft, 6,
                     v + t * channels, planeV);
      transformPatch(dy + image * outHeight * outWidth * filters, outHeight, outWidth, filters, y0, x0, 4,
                     m + t * filters, planeM);
    }
    for (int p = 0; p < POINTS; p++)
      outerProduct(v + p * planeV, m + p * planeM, u + p * size, count, channels, filters);
  }
  for (int i = 0; i < size; i++) {
    float half[18], g[9];
    for (int s = 0; s < 6; s++) {
      const float *p = u + s * size + i;
      filterGradientTransform(half + s, 6, p[0], p[6 * size], p[12 * size], p[18 * size], p[24 * size], p[30 * size]);
    }
    for (int r = 0; r < 3; r++) {
      float *h = half + r * 6;
      filterGradientTransform(g + r * 3, 1, h[0], h[1], h[2], h[3], h[4], h[5]);
    }
    for (int k = 0; k < 9; k++) dw[k * size + i] = g[k];
  }
}
