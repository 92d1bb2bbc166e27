// What memories have in common whose slots are rows of one width, all of which move at every step: layer norm, and sums over
// the sequences of a group.
#pragma once
#include "../sequence/group.h"
#include "lanesMath.h"

static const float LAYER_NORM_EPSILON = 1e-5f;

// What a memory of slots is made from at every step: the sizes that all such models share.
struct SlotsShape {
  int slots, width, steps, batch, entries;
  bool keep;
  long size() const { return (long)slots * width; }
  int groups() const { return (batch + LANES - 1) / LANES; }
};

// (x - mean) / deviation; returns one over the deviation.
static vec normalise(const float *x, int width, float *normed) {
  const vec share = splat(1.0f / width);
  const vec mean = sumOf(x, width) * share;
  vec variance = splat(0);
  for (int i = 0; i < width; i++) {
    vec centred = at(x, i) - mean;
    put(normed, i, centred);
    variance += centred * centred;
  }
  const vec scale = inverseRoot(variance * share + LAYER_NORM_EPSILON);
  for (int i = 0; i < width; i++) put(normed, i, at(normed, i) * scale);
  return scale;
}

INLINE void scaleAndShift(const float *normed, const float *gamma, const float *beta, int width, float *to) {
  for (int i = 0; i < width; i++) put(to, i, at(normed, i) * gamma[i] + beta[i]);
}

// From the gradient of what was scaled and shifted to that of what was normalised; the two may be the same. Adds to those of
// gamma and beta.
static void normGradient(const float *normed, vec scale, const float *gamma, int width, const float *dy, float *dx,
                         float *dGamma, float *dBeta) {
  vec sum = splat(0), along = splat(0);
  for (int i = 0; i < width; i++) {
    const vec d = at(dy, i), n = at(normed, i), g = d * gamma[i];
    more(dGamma, i, d * n), more(dBeta, i, d);
    sum += g, along += g * n;
    put(dx, i, g);
  }
  sum *= 1.0f / width, along *= 1.0f / width;
  for (int i = 0; i < width; i++) put(dx, i, (at(dx, i) - sum - at(normed, i) * along) * scale);
}

// Sums over the sequences of a group, without the lanes that repeat the last one.
static void sumLanes(const float *from, long count, int sequences, float *to) {
  for (long i = 0; i < count; i++) {
    float sum = 0;
    for (int lane = 0; lane < sequences; lane++) sum += from[i * LANES + lane];
    to[i] = sum;
  }
}

// Weights of several products packed one after the other, once for each call.
struct PackedWeights {
  static const int MOST = 24;
  Weights shapes[MOST];
  long offsets[MOST];
  int count = 0;
  long floats = 0;

  // A kernel [in, out]; `backward` turns it round.
  int add(int in, int out, bool backward) {
    shapes[count] = backward ? Weights{in, out} : Weights{out, in};
    offsets[count] = floats;
    floats += (long)shapes[count].size();
    return count++;
  }
  void pack(int index, const float *kernel, int out, bool backward, float *memory) const {
    shapes[index].pack(kernel, backward ? out : 1, backward ? 1 : out, memory + offsets[index]);
  }
};
