// The transforms of Winograd's minimal filtering F(4x4, 3x3) on tiles of images (Lavin and Gray 2016, arXiv 1509.09308,
// section 4). A transformed tile has 36 points; the same point of a block of tiles makes a plane.
#pragma once
#include "../simd.h"
#include <algorithm>

#define POINTS 36
#define PLANE_FLOATS 1024 // a block of tiles: its 2 x 36 planes stay in the second-level cache
#define SKEW 16           // keeps the planes of a block out of the same cache sets

struct Images {
  int batch, height, width;
  int across() const { return (width + 3) / 4; }
  int perImage() const { return across() * ((height + 3) / 4); }
};

// B^T of the algorithm, 6 -> 6.
INLINE void inputTransform(vec *o, vec a0, vec a1, vec a2, vec a3, vec a4, vec a5) {
  vec even = a4 - 4.0f * a2, odd = a3 - 4.0f * a1, even2 = a4 - a2, odd2 = a3 - a1;
  o[0] = (a4 - 5.0f * a2) + 4.0f * a0;
  o[1] = even + odd;
  o[2] = even - odd;
  o[3] = even2 + 2.0f * odd2;
  o[4] = even2 - 2.0f * odd2;
  o[5] = (a5 - 5.0f * a3) + 4.0f * a1;
}

// A^T, 6 -> 4.
INLINE void outputTransform(vec *o, int step, vec m0, vec m1, vec m2, vec m3, vec m4, vec m5) {
  vec s1 = m1 + m2, d1 = m1 - m2, s2 = m3 + m4, d2 = m3 - m4;
  o[0] = m0 + (s1 + s2);
  o[step] = d1 + 2.0f * d2;
  o[2 * step] = 4.0f * s2 + s1;
  o[3 * step] = 8.0f * d2 + d1 + m5;
}

// A, 4 -> 6: the transpose of the above, for output gradients.
INLINE void gradientTransform(vec *o, int step, vec y0, vec y1, vec y2, vec y3) {
  vec even = y0 + y2, odd = y1 + y3, even2 = 4.0f * y2 + y0, odd2 = 4.0f * y3 + y1;
  o[0] = y0;
  o[step] = even + odd;
  o[2 * step] = even - odd;
  o[3 * step] = even2 + 2.0f * odd2;
  o[4 * step] = even2 - 2.0f * odd2;
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

// How far planes lie apart. With a constant distance, the processor need not compute 36 addresses for each vector.
template <bool CONSTANT> struct Planes {
  long floats;
  INLINE_METHOD long distance() const { return CONSTANT ? PLANE_FLOATS + SKEW : floats; }
};

// How the tiles of images are worked through: in blocks, whose planes must have room for all of their tiles.
struct Blocks {
  int tiles; // of a block
  long plane;
  bool isConstant() const { return plane == PLANE_FLOATS + SKEW; }
};

INLINE Blocks blocksOf(int channels, int filters, int multiple) {
  int most = std::max(roundUp(channels, LANES), roundUp(filters, LANES)), tiles = PLANE_FLOATS / most / multiple * multiple;
  if (tiles < multiple) return {multiple, (long)multiple * most + SKEW};
  return {std::min(tiles, 64), PLANE_FLOATS + SKEW};
}

// A run of neighbouring tiles in a row of tiles of one image.
struct Run {
  long image;
  int y, x, tiles; // top left pixel
};

// Calls body(run, number of its first tile in the block) for `count` tiles from tile `first` on.
template <class Body> INLINE void eachRun(Images s, long first, int count, const Body &body) {
  int across = s.across(), perImage = s.perImage();
  long image = first / perImage;
  int tile = (int)(first % perImage);
  for (int done = 0; done < count;) {
    int column = tile % across, size = std::min(across - column, count - done);
    body(Run{image, tile / across * 4, column * 4, size}, done);
    done += size, tile += size;
    if (tile == perImage) tile = 0, image++;
  }
}

// What stands for pixels outside of the image.
alignas(64) static const float zeros[LANES] = {0};

// The pixels of one column of ROWS rows, and those to the right of it; zero above and below the image.
template <int ROWS, bool PART> struct Column {
  const float *pixel[ROWS];
  long step[ROWS];
  int left;

  INLINE_METHOD Column(const float *image, Images s, int channels, int y, int x, int c) : left(channels - c) {
    for (int i = 0; i < ROWS; i++) {
      bool known = (unsigned)(y + i) < (unsigned)s.height;
      pixel[i] = known ? image + ((long)(y + i) * s.width + x) * channels + c : zeros;
      step[i] = known ? channels : 0;
    }
  }
  INLINE_METHOD vec operator[](int i) const { return PART ? loadPart(pixel[i], left) : load(pixel[i]); }
  INLINE_METHOD void next() {
#pragma GCC unroll 6
    for (int i = 0; i < ROWS; i++) pixel[i] += step[i];
  }
};

// Rows 1 and 2, 3 and 4, or 0 and 5 of B^T times a column of a patch.
template <int FIRST, class Pixels> INLINE void inputPair(const Pixels &a, vec *one, vec *other) {
  if (FIRST == 0) {
    *one = (a[4] - 5.0f * a[2]) + 4.0f * a[0];
    *other = (a[5] - 5.0f * a[3]) + 4.0f * a[1];
  } else {
    vec even = FIRST == 1 ? a[4] - 4.0f * a[2] : a[4] - a[2], odd = FIRST == 1 ? a[3] - 4.0f * a[1] : 2.0f * (a[3] - a[1]);
    *one = even + odd;
    *other = even - odd;
  }
}

template <class PLANES> INLINE void inputLine(const vec *a, float *out, PLANES planes) {
  vec line[6];
  inputTransform(line, a[0], a[1], a[2], a[3], a[4], a[5]);
#pragma GCC unroll 6
  for (int j = 0; j < 6; j++) store(out + j * planes.distance(), line[j]);
}

// Two of the six lines of points, which are as much as the registers hold: tile after tile, so that the columns which
// neighbours share are transformed once.
template <int FIRST, int SECOND, bool PART, class PLANES>
INLINE void inputLines(const float *image, Images s, int channels, Run run, int c, float *out, int step, PLANES planes) {
  vec one[6], other[6];
  int x = run.x - 1;
  Column<6, PART> column(image, s, channels, run.y - 1, x < 0 ? 0 : x, c);
#pragma GCC unroll 2
  for (int j = 0; j < 2; j++, x++) {
    one[j] = other[j] = splat(0);
    if ((unsigned)x < (unsigned)s.width) {
      inputPair<FIRST>(column, one + j, other + j);
      column.next();
    }
  }
  for (int t = 0; t < run.tiles; t++, x += 4, out += step) {
    if (x + 4 <= s.width) {
#pragma GCC unroll 4
      for (int j = 2; j < 6; j++) {
        inputPair<FIRST>(column, one + j, other + j);
        column.next();
      }
    } else {
#pragma GCC unroll 4
      for (int j = 2; j < 6; j++) {
        one[j] = other[j] = splat(0);
        if (x + j - 2 >= s.width) continue;
        inputPair<FIRST>(column, one + j, other + j);
        column.next();
      }
    }
    inputLine(one, out + FIRST * 6 * planes.distance(), planes);
    inputLine(other, out + SECOND * 6 * planes.distance(), planes);
    one[0] = one[4], one[1] = one[5], other[0] = other[4], other[1] = other[5];
  }
}

template <bool PART, class PLANES>
INLINE void inputPoints(const float *image, Images s, int channels, Run run, int c, float *out, int step, PLANES planes) {
  inputLines<1, 2, PART>(image, s, channels, run, c, out, step, planes);
  inputLines<3, 4, PART>(image, s, channels, run, c, out, step, planes);
  inputLines<0, 5, PART>(image, s, channels, run, c, out, step, planes);
}

// The points of all channels of a run of inputs, whose patches overlap by two pixels, each tile `step` floats
// after the one before. Writes whole vectors.
template <class PLANES>
static void transformInputs(const float *image, Images s, int channels, Run run, float *out, int step, PLANES planes) {
  int c = 0;
  for (; c + LANES <= channels; c += LANES) inputPoints<false>(image, s, channels, run, c, out + c, step, planes);
  if (c < channels) inputPoints<true>(image, s, channels, run, c, out + c, step, planes);
}

template <bool PART, class PLANES>
INLINE void gradientPoints(const float *image, Images s, int channels, Run run, int c, float *out, int step, PLANES planes) {
  Column<4, PART> column(image, s, channels, run.y, run.x, c);
  for (int t = 0, x = run.x; t < run.tiles; t++, x += 4, out += step) {
    vec half[24], line[6];
    if (x + 4 <= s.width) {
#pragma GCC unroll 4
      for (int j = 0; j < 4; j++) {
        gradientTransform(half + j, 4, column[0], column[1], column[2], column[3]);
        column.next();
      }
    } else {
#pragma GCC unroll 4
      for (int j = 0; j < 4; j++) {
        for (int i = 0; i < 6; i++) half[i * 4 + j] = splat(0);
        if (x + j >= s.width) continue;
        gradientTransform(half + j, 4, column[0], column[1], column[2], column[3]);
        column.next();
      }
    }
#pragma GCC unroll 6
    for (int i = 0; i < 6; i++) {
      vec *h = half + i * 4;
      gradientTransform(line, 1, h[0], h[1], h[2], h[3]);
#pragma GCC unroll 6
      for (int j = 0; j < 6; j++) store(out + (i * 6 + j) * planes.distance(), line[j]);
    }
  }
}

// The same for output gradients, whose tiles do not overlap.
template <class PLANES>
static void transformGradients(const float *image, Images s, int channels, Run run, float *out, int step, PLANES planes) {
  int c = 0;
  for (; c + LANES <= channels; c += LANES) gradientPoints<false>(image, s, channels, run, c, out + c, step, planes);
  if (c < channels) gradientPoints<true>(image, s, channels, run, c, out + c, step, planes);
}

// One vector of filters of a tile whose top left is (y, x); `rows` x `columns` of its pixels lie inside the image.
template <int ACTIVATION, bool STREAM, bool WHOLE, class PLANES>
INLINE void storeVector(const float *m, PLANES planes, const float *bias, float *image, Images s, int filters, int y, int x,
                        int c, int rows, int columns) {
  vec half[24], line[4];
  const long plane = planes.distance();
  int left = filters - c;
#pragma GCC unroll 6
  for (int j = 0; j < 6; j++) {
    const float *p = m + j * plane + c;
    outputTransform(half + j, 6, load(p), load(p + 6 * plane), load(p + 12 * plane), load(p + 18 * plane),
                    load(p + 24 * plane), load(p + 30 * plane));
  }
  vec offset = bias && ACTIVATION != ELU_GRADIENT ? loadUpTo(bias + c, left) : splat(0);
#pragma GCC unroll 4
  for (int i = 0; i < 4; i++) {
    if (!WHOLE && i >= rows) break;
    const long at = ((long)(y + i) * s.width + x) * filters + c;
    vec *h = half + i * 6;
    outputTransform(line, 1, h[0], h[1], h[2], h[3], h[4], h[5]);
#pragma GCC unroll 4
    for (int j = 0; j < 4; j++) {
      if (!WHOLE && j >= columns) break;
      const long pixel = at + (long)j * filters;
      vec value = line[j];
      if (ACTIVATION == ELU_GRADIENT) // `bias` is an image like the output
        value = eluGradientOf(value, WHOLE ? load(bias + pixel) : loadUpTo(bias + pixel, left));
      else
        value = activate(value + offset, ACTIVATION);
      if (!WHOLE)
        storeUpTo(image + pixel, value, left);
      else
        STREAM ? storeStream(image + pixel, value) : store(image + pixel, value);
    }
  }
}

// The outputs of a run of tiles.
template <int ACTIVATION, bool STREAM, class PLANES>
static void storeTiles(const float *m, PLANES planes, const float *bias, float *image, Images s, int filters, Run run) {
  int rows = std::min(s.height - run.y, 4);
  for (int t = 0, x = run.x; t < run.tiles; t++, x += 4, m += roundUp(filters, LANES)) {
    int columns = std::min(s.width - x, 4), c = 0;
    if (rows == 4 && columns == 4)
      for (; c + LANES <= filters; c += LANES)
        storeVector<ACTIVATION, STREAM, true>(m, planes, bias, image, s, filters, run.y, x, c, 4, 4);
    for (; c < filters; c += LANES)
      storeVector<ACTIVATION, STREAM, false>(m, planes, bias, image, s, filters, run.y, x, c, rows, columns);
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
