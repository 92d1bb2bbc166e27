// Addressing by content: softmax over slots of strength * cosine(key, slot). A memory is [width][slots][LANES].
#pragma once
#include "lanesMath.h"

struct MemoryShape {
  int width, slots;
  long size() const { return (long)width * slots; }
};

// Added to squared lengths.
static const float LENGTH_EPSILON = 1e-6f;

// One over the length of every slot.
static void slotScales(const MemoryShape &s, const float *memory, float *scales) {
  for (int i = 0; i < s.slots; i++) put(scales, i, splat(LENGTH_EPSILON));
  for (int w = 0; w < s.width; w++, memory += (long)s.slots * LANES)
    for (int i = 0; i < s.slots; i++) more(scales, i, at(memory, i) * at(memory, i));
  for (int i = 0; i < s.slots; i++) put(scales, i, inverseRoot(at(scales, i)));
}

INLINE vec keyScale(const float *key, int width) { return inverseRoot(dotOf(key, key, width) + LENGTH_EPSILON); }

static void findContent(const MemoryShape &s, const float *key, vec strength, const float *memory, const float *scales,
                        float *cosines, float *weights) {
  const vec scale = keyScale(key, s.width);
  clear(cosines, s.slots);
  for (int w = 0; w < s.width; w++, memory += (long)s.slots * LANES) {
    const vec k = at(key, w);
    for (int i = 0; i < s.slots; i++) more(cosines, i, k * at(memory, i));
  }
  for (int i = 0; i < s.slots; i++) put(cosines, i, at(cosines, i) * at(scales, i) * scale);
  softmaxOf(cosines, strength, s.slots, weights);
}

// From the gradient of weights, which is overwritten, to those of the key and the strength; that of the slots of length one
// is added to `dUnits`.
static void contentGradient(const MemoryShape &s, const float *key, vec strength, const float *memory, const float *scales,
                            const float *cosines, const float *weights, float *dWeights, float *dKey, vec *dStrength,
                            float *dUnits) {
  const vec scale = keyScale(key, s.width);
  softmaxGradientOf(weights, s.slots, dWeights);
  *dStrength = dotOf(dWeights, cosines, s.slots);
  for (int i = 0; i < s.slots; i++) put(dWeights, i, at(dWeights, i) * strength);
  vec along = splat(0);
  for (int w = 0; w < s.width; w++, memory += (long)s.slots * LANES, dUnits += (long)s.slots * LANES) {
    const vec k = at(key, w) * scale;
    vec sum = splat(0);
    for (int i = 0; i < s.slots; i++) {
      vec d = at(dWeights, i);
      sum += d * at(memory, i) * at(scales, i);
      more(dUnits, i, d * k);
    }
    put(dKey, w, sum);
    along += sum * k;
  }
  for (int w = 0; w < s.width; w++) put(dKey, w, (at(dKey, w) - at(key, w) * scale * along) * scale);
}

// From the gradient of slots of length one, added to that of the memory; `along` is scratch for one number per slot.
static void unitsGradient(const MemoryShape &s, const float *memory, const float *scales, const float *dUnits, float *along,
                          float *dMemory) {
  const long row = (long)s.slots * LANES;
  clear(along, s.slots);
  for (int w = 0; w < s.width; w++)
    for (int i = 0; i < s.slots; i++) more(along, i, at(memory + w * row, i) * at(dUnits + w * row, i));
  for (int i = 0; i < s.slots; i++) put(along, i, at(along, i) * at(scales, i) * at(scales, i));
  for (int w = 0; w < s.width; w++)
    for (int i = 0; i < s.slots; i++)
      more(dMemory + w * row, i, (at(dUnits + w * row, i) - at(memory + w * row, i) * at(along, i)) * at(scales, i));
}

// to[w] = sum over slots of weights_i memory[w][i]
static void readMemory(const MemoryShape &s, const float *memory, const float *weights, float *to) {
  for (int w = 0; w < s.width; w++) put(to, w, dotOf(weights, memory + (long)w * s.slots * LANES, s.slots));
}

// Adds to the gradients of weights and memory.
static void readGradient(const MemoryShape &s, const float *memory, const float *weights, const float *dRead, float *dWeights,
                         float *dMemory) {
  for (int w = 0; w < s.width; w++, memory += (long)s.slots * LANES, dMemory += (long)s.slots * LANES) {
    const vec d = at(dRead, w);
    for (int i = 0; i < s.slots; i++) {
      more(dWeights, i, d * at(memory, i));
      more(dMemory, i, d * at(weights, i));
    }
  }
}

// Each head erases, then all add. `weights` are [heads][slots], `erase` and `add` [width] for each head, `step` numbers apart.
static void writeMemory(const MemoryShape &s, const float *before, int heads, const float *weights, const float *erase,
                        const float *add, long step, float *after) {
  for (int w = 0; w < s.width; w++, before += (long)s.slots * LANES, after += (long)s.slots * LANES)
    for (int i = 0; i < s.slots; i++) {
      vec left = at(before, i), added = splat(0);
      for (int h = 0; h < heads; h++) {
        vec here = at(weights, (long)h * s.slots + i);
        left *= 1.0f - here * at(erase, h * step + w);
        added += here * at(add, h * step + w);
      }
      put(after, i, left + added);
    }
}

// From the gradient of the memory afterwards to that of the memory before, in place; adds to that of the weights. `lefts` is
// scratch for one number per head.
static void writeGradient(const MemoryShape &s, const float *before, int heads, const float *weights, const float *erase,
                          const float *add, long step, float *dMemory, float *dWeights, float *dErase, float *dAdd, float *lefts) {
  for (int w = 0; w < s.width; w++, before += (long)s.slots * LANES, dMemory += (long)s.slots * LANES) {
    for (int h = 0; h < heads; h++) put(dErase, h * step + w, splat(0)), put(dAdd, h * step + w, splat(0));
    for (int i = 0; i < s.slots; i++) {
      const vec arrives = at(dMemory, i);
      vec left = at(before, i), d = arrives;
      for (int h = 0; h < heads; h++) {
        put(lefts, h, left);
        left *= 1.0f - at(weights, (long)h * s.slots + i) * at(erase, h * step + w);
      }
      for (int h = heads - 1; h >= 0; h--) {
        const vec here = at(weights, (long)h * s.slots + i), gone = at(erase, h * step + w), lost = -(d * at(lefts, h));
        more(dWeights, (long)h * s.slots + i, gone * lost + at(add, h * step + w) * arrives);
        more(dErase, h * step + w, here * lost);
        more(dAdd, h * step + w, here * arrives);
        d *= 1.0f - here * gone;
      }
      put(dMemory, i, d);
    }
  }
}
