// Attention among modules, for the sequences of one group: softmax(Q K^T / sqrt(key)) V for each head. A matrix of module m
// begins at m * step of what is passed, and is [width][LANES].
#pragma once
#include "../lanes.h"
#include <cmath>

// Queries of all heads, then keys, then values.
struct AttentionShape {
  int modules, heads, key, value;
  int width() const { return heads * (2 * key + value); }
  int readWidth() const { return heads * value; }
  size_t scoreFloats() const { return (size_t)modules * modules * LANES; }
  long queryAt(int head) const { return (long)head * key * LANES; }
  long keyAt(int head) const { return (long)(heads + head) * key * LANES; }
  long valueAt(int head) const { return ((long)2 * heads * key + (long)head * value) * LANES; }
};

template <int I, int J>
INLINE void pairTile(const float *a, long aStep, const float *b, long bStep, int width, float *out, long outRow) {
  vec sum[I][J];
#pragma GCC unroll 3
  for (int i = 0; i < I; i++)
#pragma GCC unroll 3
    for (int j = 0; j < J; j++) sum[i][j] = splat(0);
  for (int e = 0; e < width; e++, a += LANES, b += LANES)
#pragma GCC unroll 3
    for (int i = 0; i < I; i++) {
      vec x = load(a + i * aStep);
#pragma GCC unroll 3
      for (int j = 0; j < J; j++) sum[i][j] += x * load(b + j * bStep);
    }
#pragma GCC unroll 3
  for (int i = 0; i < I; i++)
#pragma GCC unroll 3
    for (int j = 0; j < J; j++) store(out + i * outRow + j * LANES, sum[i][j]);
}

template <int I>
INLINE void pairRow(const float *a, long aStep, const float *b, long bStep, int count, int width, float *out) {
  const long outRow = (long)count * LANES;
  int j = 0;
  for (; j + 3 <= count; j += 3) pairTile<I, 3>(a, aStep, b + j * bStep, bStep, width, out + j * LANES, outRow);
  if (count - j == 2) pairTile<I, 2>(a, aStep, b + j * bStep, bStep, width, out + j * LANES, outRow);
  if (count - j == 1) pairTile<I, 1>(a, aStep, b + j * bStep, bStep, width, out + j * LANES, outRow);
}

// out[i][j] = a_i . b_j
static void pairProducts(const float *a, long aStep, const float *b, long bStep, int count, int width, float *out) {
  const long outRow = (long)count * LANES;
  int i = 0;
  for (; i + 3 <= count; i += 3) pairRow<3>(a + i * aStep, aStep, b, bStep, count, width, out + i * outRow);
  if (count - i == 2) pairRow<2>(a + i * aStep, aStep, b, bStep, count, width, out + i * outRow);
  if (count - i == 1) pairRow<1>(a + i * aStep, aStep, b, bStep, count, width, out + i * outRow);
}

template <int E>
INLINE void mixTile(const float *weights, long weightStep, const float *from, long step, int count, float *to) {
  vec sum[E];
#pragma GCC unroll 8
  for (int e = 0; e < E; e++) sum[e] = splat(0);
  for (int j = 0; j < count; j++, weights += weightStep, from += step) {
    vec w = load(weights);
#pragma GCC unroll 8
    for (int e = 0; e < E; e++) sum[e] += w * load(from + e * LANES);
  }
#pragma GCC unroll 8
  for (int e = 0; e < E; e++) store(to + e * LANES, sum[e]);
}

// to_i = sum over j of w_ij from_j, where w_ij is weights[i * wRow + j * wColumn].
static void mix(const float *weights, long wRow, long wColumn, const float *from, long fromStep, int count, int width,
                float *to, long toStep) {
  for (int i = 0; i < count; i++, weights += wRow, to += toStep) {
    int e = 0;
    for (; e + 8 <= width; e += 8) mixTile<8>(weights, wColumn, from + e * LANES, fromStep, count, to + e * LANES);
    for (; e < width; e++) mixTile<1>(weights, wColumn, from + e * LANES, fromStep, count, to + e * LANES);
  }
}

// Scores to weights that add up to one in each row; a NaN makes its row NaN.
static void softmaxRows(float *scores, int count, float scale) {
  for (int i = 0; i < count; i++, scores += (long)count * LANES) {
    vec largest = load(scores), sum = splat(0);
    for (int j = 1; j < count; j++) {
      vec x = load(scores + j * LANES);
      largest = x > largest ? x : largest;
    }
    for (int j = 0; j < count; j++) {
      vec x = expOf((load(scores + j * LANES) - largest) * scale);
      store(scores + j * LANES, x);
      sum += x;
    }
    vec share = 1.0f / sum;
    for (int j = 0; j < count; j++) store(scores + j * LANES, load(scores + j * LANES) * share);
  }
}

// read[heads * value] for each module; `scores` is scratch of scoreFloats.
static void attend(const AttentionShape &shape, const float *projected, long step, float *read, long readStep, float *scores) {
  const float scale = 1 / sqrtf((float)shape.key);
  for (int h = 0; h < shape.heads; h++) {
    pairProducts(projected + shape.queryAt(h), step, projected + shape.keyAt(h), step, shape.modules, shape.key, scores);
    softmaxRows(scores, shape.modules, scale);
    mix(scores, (long)shape.modules * LANES, LANES, projected + shape.valueAt(h), step, shape.modules, shape.value,
        read + (long)h * shape.value * LANES, readStep);
  }
}

// From the gradient of what was read to that of queries, keys and values; `scores` is scratch of 2 scoreFloats.
static void attendGradient(const AttentionShape &shape, const float *projected, long step, const float *dRead, long readStep,
                           float *dProjected, long dStep, float *scores) {
  const int k = shape.modules;
  const long row = (long)k * LANES;
  const float scale = 1 / sqrtf((float)shape.key);
  float *dScores = scores + shape.scoreFloats();
  for (int h = 0; h < shape.heads; h++) {
    const float *queries = projected + shape.queryAt(h), *keys = projected + shape.keyAt(h);
    const float *dOut = dRead + (long)h * shape.value * LANES;
    pairProducts(queries, step, keys, step, k, shape.key, scores);
    softmaxRows(scores, k, scale);
    mix(scores, LANES, row, dOut, readStep, k, shape.value, dProjected + shape.valueAt(h), dStep);
    pairProducts(dOut, readStep, projected + shape.valueAt(h), step, k, shape.value, dScores);
    for (int i = 0; i < k; i++) {
      vec sum = splat(0);
      float *w = scores + i * row, *g = dScores + i * row;
      for (int j = 0; j < k; j++) sum += load(w + j * LANES) * load(g + j * LANES);
      for (int j = 0; j < k; j++) store(g + j * LANES, load(w + j * LANES) * (load(g + j * LANES) - sum) * scale);
    }
    mix(dScores, row, LANES, keys, step, k, shape.key, dProjected + shape.queryAt(h), dStep);
    mix(dScores, LANES, row, queries, step, k, shape.key, dProjected + shape.keyAt(h), dStep);
  }
}
