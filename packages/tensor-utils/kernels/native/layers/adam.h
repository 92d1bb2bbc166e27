// One update of Adam over a flat vector, in one pass over its memory.
#pragma once
#include "../simd.h"
#include "../threads.h"
#include <cmath>

// Of one update; `keep` and `take` are the shares of a moment's old and new value.
struct AdamSettings {
  float keepFirst, takeFirst, keepSecond, takeSecond, epsilon, rate;
};

INLINE vec rootOf(vec x) {
#if defined(__AVX512F__)
  return (vec)_mm512_sqrt_ps((__m512)x);
#elif defined(__AVX__)
  return (vec)_mm256_sqrt_ps((__m256)x);
#else
  for (int i = 0; i < LANES; i++) x[i] = sqrtf(x[i]);
  return x;
#endif
}

// Each entry depends on its own place alone: results are the same bits for any number of threads.
static void adam(const float *values, const float *gradient, const float *first, const float *second, float *updated,
                 float *newFirst, float *newSecond, long size, const AdamSettings &of) {
  const long piece = 32 * 1024; // its seven parts fit in a second-level cache
  Threads::shared().run((int)((size + piece - 1) / piece), [&](int number) {
    long start = number * piece, end = start + piece < size ? start + piece : size;
    for (long i = start; i < end; i += LANES) {
      int left = end - i < LANES ? (int)(end - i) : LANES;
      vec g = loadUpTo(gradient + i, left);
      vec m = loadUpTo(first + i, left) * of.keepFirst + g * of.takeFirst;
      vec v = loadUpTo(second + i, left) * of.keepSecond + g * g * of.takeSecond;
      storeUpTo(newFirst + i, m, left);
      storeUpTo(newSecond + i, v, left);
      storeUpTo(updated + i, loadUpTo(values + i, left) - m / (rootOf(v) + of.epsilon) * of.rate, left);
    }
  });
}
