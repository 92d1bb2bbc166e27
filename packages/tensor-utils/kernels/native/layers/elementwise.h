// Functions of each value on its own, on all threads.
#pragma once
#include "../simd.h"
#include "../threads.h"

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

// 1 above 0, else 0; a NaN stays one.
static void step(const float *x, float *y, long size) {
  eachVector(y, size, [&](long at, int n) {
    const vec value = loadUpTo(x + at, n);
    return value > 0.0f ? splat(1) : value <= 0.0f ? splat(0) : value;
  });
}

// dy where the output is not negative, else dy (y + 1).
static void eluGradient(const float *dy, const float *y, float *dx, long size) {
  eachVector(dx, size, [&](long at, int n) {
    return eluGradientOf(loadUpTo(dy + at, n), loadUpTo(y + at, n));
  });
}
