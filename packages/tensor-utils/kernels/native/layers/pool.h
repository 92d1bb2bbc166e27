// Means and maxima of the 2x2 pixels that tile an image, and their gradients. An odd last row or column is in no tile.
#pragma once
#include "../simd.h"
#include "../threads.h"
#include "winograd.h"

#define POOLED_ROWS_PER_PIECE 4

// body(pooled row, image row above its pixels), on all threads.
template <class Body> INLINE void eachPooledRow(Images s, const Body &body) {
  const int half = s.height / 2;
  const long rows = (long)s.batch * half, group = POOLED_ROWS_PER_PIECE;
  Threads::shared().run((int)((rows + group - 1) / group), [&](int piece) {
    for (long row = piece * group; row < rows && row < (piece + 1) * group; row++)
      body(row, row / half * s.height + row % half * 2);
  });
}

static void halvingPool(const float *x, float *y, Images s, int channels) {
  const int width = s.width / 2;
  const long line = (long)s.width * channels;
  eachPooledRow(s, [&](long row, long above) {
    for (int i = 0; i < width; i++) {
      const float *from = x + above * line + 2L * i * channels;
      float *to = y + (row * width + i) * channels;
      for (int c = 0; c < channels; c += LANES) {
        const int left = channels - c;
        const vec top = loadUpTo(from + c, left) + loadUpTo(from + channels + c, left);
        const vec bottom = loadUpTo(from + line + c, left) + loadUpTo(from + line + channels + c, left);
        storeUpTo(to + c, (top + bottom) * 0.25f, left);
      }
    }
  });
}

// The gradient of means may go on through the ELU whose output they are of; else `activated` is not read.
template <bool THROUGH_ELU>
static void halvingPoolGradient(const float *dy, const float *activated, float *dx, Images s, int channels) {
  const int width = s.width / 2;
  const long line = (long)s.width * channels, size = (long)s.batch * s.height * line;
  const bool stream = streams(dx, size, channels);
  if (s.height % 2 || s.width % 2) memset(dx, 0, 4 * (size_t)size);
  eachPooledRow(s, [&](long row, long above) {
    for (int i = 0; i < 2 * width; i++) {
      const float *from = dy + (row * width + i / 2) * channels;
      for (int c = 0; c < channels; c += LANES) {
        const int left = channels - c;
        const vec share = loadUpTo(from + c, left) * 0.25f;
#pragma GCC unroll 2
        for (int r = 0; r < 2; r++) {
          const long at = (above + r) * line + (long)i * channels + c;
          const vec value = THROUGH_ELU ? eluGradientOf(share, loadUpTo(activated + at, left)) : share;
          stream ? storeStream(dx + at, value) : storeUpTo(dx + at, value, left);
        }
      }
    }
    if (stream) finishStream();
  });
}

// A NaN is larger than all else but another one.
INLINE ivec isLarger(vec a, vec b) { return ((a > b) | (a != a)) & (b == b); }

static void halvingMaxPool(const float *x, float *y, Images s, int channels) {
  const int width = s.width / 2;
  const long line = (long)s.width * channels, places[4] = {0, channels, line, line + channels};
  eachPooledRow(s, [&](long row, long above) {
    for (int i = 0; i < width; i++) {
      const float *from = x + above * line + 2L * i * channels;
      float *to = y + (row * width + i) * channels;
      for (int c = 0; c < channels; c += LANES) {
        vec most = loadUpTo(from + c, channels - c);
#pragma GCC unroll 3
        for (int k = 1; k < 4; k++) {
          const vec value = loadUpTo(from + places[k] + c, channels - c);
          most = isLarger(value, most) ? value : most;
        }
        storeUpTo(to + c, most, channels - c);
      }
    }
  });
}

// The first of equal maxima takes the gradient of its tile.
static void halvingMaxPoolGradient(const float *dy, const float *x, float *dx, Images s, int channels) {
  const int width = s.width / 2;
  const long line = (long)s.width * channels, places[4] = {0, channels, line, line + channels};
  if (s.height % 2 || s.width % 2) memset(dx, 0, 4 * (size_t)s.batch * (size_t)s.height * (size_t)line);
  eachPooledRow(s, [&](long row, long above) {
    for (int i = 0; i < width; i++) {
      const long tile = above * line + 2L * i * channels;
      for (int c = 0; c < channels; c += LANES) {
        const int left = channels - c;
        vec most = loadUpTo(x + tile + c, left);
        ivec at = (ivec)splat(0);
#pragma GCC unroll 3
        for (int k = 1; k < 4; k++) {
          const vec value = loadUpTo(x + tile + places[k] + c, left);
          const ivec larger = isLarger(value, most);
          most = larger ? value : most;
          at = larger ? at * 0 + k : at;
        }
        const vec share = loadUpTo(dy + (row * width + i) * channels + c, left);
#pragma GCC unroll 4
        for (int k = 0; k < 4; k++) storeUpTo(dx + tile + places[k] + c, at == k ? share : splat(0), left);
      }
    }
  });
}
