// What addressing a memory is computed from: functions of one number for each sequence of a group, and of rows of such.
#pragma once
#include "../lanes.h"
#include <cmath>

INLINE vec at(const float *p, long i) { return load(p + i * LANES); }
INLINE void put(float *p, long i, vec x) { store(p + i * LANES, x); }
INLINE void more(float *p, long i, vec x) { store(p + i * LANES, load(p + i * LANES) + x); }
INLINE void clear(float *p, long count) { memset(p, 0, 4 * LANES * (size_t)count); }

INLINE vec inverseRoot(vec x) {
  vec y;
  for (int i = 0; i < LANES; i++) y[i] = 1.0f / sqrtf(x[i]);
  return y;
}

// The natural logarithm of positive, normal numbers; a NaN stays one.
INLINE vec logOf(vec x) {
  ivec bits = (ivec)x;
  // The exponent of x over sqrt(1/2), so that what is left lies in [sqrt(1/2), sqrt(2)).
  ivec exponent = (bits - 0x3F3504F3) >> 23;
  vec n = __builtin_convertvector(exponent, vec);
  vec z = (vec)(bits - (exponent << 23)) - 1.0f;
  vec p = splat(7.0376836292e-2f);
  p = p * z - 1.1514610310e-1f;
  p = p * z + 1.1676998740e-1f;
  p = p * z - 1.2420140846e-1f;
  p = p * z + 1.4249322787e-1f;
  p = p * z - 1.6668057665e-1f;
  p = p * z + 2.0000714765e-1f;
  p = p * z - 2.4999993993e-1f;
  p = p * z + 3.3333331174e-1f;
  vec square = z * z;
  vec y = p * z * square + n * -2.12194440e-4f - 0.5f * square;
  vec result = z + y + n * 0.693359375f;
  return x == x ? result : x;
}

// log(1 + e^x), and its slope from its value.
INLINE vec softplusOf(vec x) {
  vec small = expOf(x > 0.0f ? -x : x), sum = 1.0f + small, rest = sum - 1.0f;
  // What rounding took from 1 + e^-|x| is given back.
  vec more = rest > 0.0f ? logOf(sum) * small / rest : small;
  return (x > 0.0f ? x : splat(0)) + more;
}
INLINE vec softplusSlope(vec y) {
  vec power, rest;
  exponential(y > 87.0f ? splat(-87.0f) : -y, &power, &rest);
  return 1.0f - power - power * rest;
}

INLINE vec sumOf(const float *p, int count) {
  vec sum = splat(0);
  for (int i = 0; i < count; i++) sum += at(p, i);
  return sum;
}

INLINE vec dotOf(const float *a, const float *b, int count) {
  vec even = splat(0), odd = splat(0);
  int i = 0;
  for (; i + 2 <= count; i += 2) even += at(a, i) * at(b, i), odd += at(a, i + 1) * at(b, i + 1);
  if (i < count) even += at(a, i) * at(b, i);
  return even + odd;
}

// weights = softmax(scale * scores); the two may be the same.
INLINE void softmaxOf(const float *scores, vec scale, int count, float *weights) {
  vec largest = scale * at(scores, 0), sum = splat(0);
  for (int i = 1; i < count; i++) {
    vec x = scale * at(scores, i);
    largest = x > largest ? x : largest;
  }
  for (int i = 0; i < count; i++) {
    vec x = expOf(scale * at(scores, i) - largest);
    put(weights, i, x);
    sum += x;
  }
  vec share = 1.0f / sum;
  for (int i = 0; i < count; i++) put(weights, i, at(weights, i) * share);
}

// From the gradient of softmax weights to that of what is exponentiated, in place.
INLINE void softmaxGradientOf(const float *weights, int count, float *gradient) {
  vec sum = dotOf(weights, gradient, count);
  for (int i = 0; i < count; i++) put(gradient, i, at(weights, i) * (at(gradient, i) - sum));
}
