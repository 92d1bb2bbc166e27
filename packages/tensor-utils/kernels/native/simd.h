// Vectors of the widest kind that the compiler was told of (-march=native), by the vector extensions of GCC and Clang:
// the same source serves AVX-512, AVX2, SSE and NEON.
#pragma once
#include <cstdint>
#include <cstring>
#if defined(__AVX__)
#include <immintrin.h>
#endif

#if defined(__AVX512F__)
#define LANES 16
#elif defined(__AVX__)
#define LANES 8
#else
#define LANES 4
#endif

// Rows of a register tile, and vectors in each row; vectors of weights that the thin convolutions hold.
#if defined(__AVX512F__) || defined(__aarch64__)
#define TILE_ROWS 8
#define TILE_VECTORS 2
#define THIN_VECTORS 2
#else
#define TILE_ROWS 4
#define TILE_VECTORS 2
#define THIN_VECTORS 1
#endif

#define INLINE static inline __attribute__((always_inline))
#define INLINE_METHOD inline __attribute__((always_inline))

typedef float vec __attribute__((vector_size(LANES * 4)));
typedef int32_t ivec __attribute__((vector_size(LANES * 4)));
typedef float unalignedVec __attribute__((vector_size(LANES * 4), aligned(4), may_alias));

INLINE vec load(const float *p) { return *(const unalignedVec *)p; }
INLINE void store(float *p, vec v) { *(unalignedVec *)p = v; }
INLINE vec splat(float x) {
#if LANES == 16
  return (vec){x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x};
#elif LANES == 8
  return (vec){x, x, x, x, x, x, x, x};
#else
  return (vec){x, x, x, x};
#endif
}

// The first `n` lanes; the others read as zero and are not written.
INLINE vec loadPart(const float *p, int n) {
  float lanes[LANES] = {0};
  memcpy(lanes, p, 4 * (size_t)n);
  return load(lanes);
}
INLINE void storePart(float *p, vec v, int n) {
  float lanes[LANES];
  store(lanes, v);
  memcpy(p, lanes, 4 * (size_t)n);
}
INLINE vec loadUpTo(const float *p, int n) { return n >= LANES ? load(p) : loadPart(p, n); }
INLINE void storeUpTo(float *p, vec v, int n) {
  if (n >= LANES)
    store(p, v);
  else
    storePart(p, v, n);
}

// Outputs too large to be found in a cache afterwards are written past it, which saves reading them first. Needs
// aligned places, and `finishStream` at the end.
#define STREAM_FLOATS (2L * 1024 * 1024)
INLINE void storeStream(float *p, vec v) {
#if defined(__AVX512F__)
  _mm512_stream_ps(p, (__m512)v);
#elif defined(__AVX__)
  _mm256_stream_ps(p, (__m256)v);
#else
  store(p, v);
#endif
}
INLINE void finishStream() {
#if defined(__AVX__)
  _mm_sfence();
#endif
}
INLINE bool streams(const float *p, long size, long step) {
  return size >= STREAM_FLOATS && step % LANES == 0 && (uintptr_t)p % (LANES * 4) == 0;
}

INLINE int roundUp(int n, int step) { return (n + step - 1) / step * step; }

// 2^n and e^r - 1 such that e^x = 2^n + 2^n (e^r - 1), for |x| < 88; a NaN stays one in r.
INLINE void exponential(vec x, vec *power, vec *rest) {
  vec shift = splat(12582912.0f); // 1.5 * 2^23: adding it rounds to an integer, which the low bits then hold
  vec shifted = x * 1.44269504f + shift;
  vec n = shifted - shift;
  vec r = x - n * 0.693359375f + n * 2.12194440e-4f;
  vec p = splat(1.9875691500e-4f);
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  *rest = p * (r * r) + r;
  *power = (vec)(((ivec)shifted - 0x4B400000 + 127) << 23);
}

// The comparisons below are written so that a NaN stays one.
INLINE vec eluOf(vec x) {
  vec power, rest;
  exponential(x < -30.0f ? splat(-30.0f) : x, &power, &rest);
  return x > 0.0f ? x : power * rest + (power - 1.0f);
}
INLINE vec sigmoidOf(vec x) {
  vec power, rest, minus = -x;
  minus = minus < -87.0f ? splat(-87.0f) : minus;
  minus = minus > 87.0f ? splat(87.0f) : minus;
  exponential(minus, &power, &rest);
  return 1.0f / (1.0f + power + power * rest);
}

// ELU_GRADIENT multiplies by the slope of an ELU whose output is known, instead of adding a bias.
enum Activation { LINEAR = 0, RELU = 1, ELU = 2, SIGMOID = 3, ELU_GRADIENT = 4 };

INLINE vec eluGradientOf(vec dy, vec y) { return y < 0.0f ? dy * (y + 1.0f) : dy; }

INLINE vec activate(vec x, int activation) {
  switch (activation) {
  case RELU:
    return x < 0.0f ? splat(0) : x;
  case ELU:
    return eluOf(x);
  case SIGMOID:
    return sigmoidOf(x);
  default:
    return x;
  }
}
