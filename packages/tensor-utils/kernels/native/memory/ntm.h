// The memory of a Neural Turing Machine. A head finds its place by content, mixes it with its last place, shifts it on the
// ring of slots and sharpens it. Its state is the memory and the weights of all heads, those that read first.
#pragma once
#include "content.h"

// Added to weights before their logarithm.
static const float WEIGHT_EPSILON = 1e-12f;

struct NtmMemory {
  MemoryShape memory;
  int readHeads, writeHeads;

  static const int SIZES = 4;
  explicit NtmMemory(const int *sizes) : memory{sizes[1], sizes[0]}, readHeads(sizes[2]), writeHeads(sizes[3]) {}

  int heads() const { return readHeads + writeHeads; }
  // What a head is told: key, strength, gate, sharpness and three shifts; then what each write head erases and adds.
  int headTold() const { return memory.width + 6; }
  long told() const { return (long)heads() * headTold() + (long)writeHeads * 2 * memory.width; }
  long reads() const { return (long)readHeads * memory.width; }
  long state() const { return memory.size() + places(); }
  long places() const { return (long)heads() * memory.slots; }
  // For each head contents, cosines and logarithms; then the scales of the slots.
  long kept() const { return 3 * places() + memory.slots; }
  long scratch() const { return memory.size() + 3L * memory.slots + writeHeads; }

  void step(float *told, const float *before, float *after, float *reads, float *kept) const {
    const int n = memory.slots;
    const float *previous = before + memory.size() * LANES;
    float *next = after + memory.size() * LANES;
    float *contents = kept, *cosines = contents + places() * LANES, *logs = cosines + places() * LANES;
    float *scales = logs + places() * LANES;
    slotScales(memory, before, scales);
    for (int h = 0; h < heads(); h++) {
      float *head = told + (long)h * headTold() * LANES, *scalars = head + (long)memory.width * LANES;
      const long offset = (long)h * n * LANES;
      const vec strength = softplusOf(at(scalars, 0)), gate = sigmoidOf(at(scalars, 1));
      const vec gamma = softplusOf(at(scalars, 2)) + 1.0f;
      put(scalars, 0, strength), put(scalars, 1, gate), put(scalars, 2, gamma);
      softmaxOf(scalars + 3 * LANES, splat(1), 3, scalars + 3 * LANES);
      const vec back = at(scalars, 3), stay = at(scalars, 4), on = at(scalars, 5);
      float *content = contents + offset, *mixed = next + offset, *log = logs + offset;
      findContent(memory, head, strength, before, scales, cosines + offset, content);
      const float *last = previous + offset;
      for (int i = 0; i < n; i++) put(mixed, i, at(last, i) + gate * (at(content, i) - at(last, i)));
      for (int i = 0; i < n; i++) {
        vec shifted = back * at(mixed, i + 1 < n ? i + 1 : 0) + stay * at(mixed, i) + on * at(mixed, i > 0 ? i - 1 : n - 1);
        put(log, i, logOf(shifted + WEIGHT_EPSILON));
      }
      softmaxOf(log, gamma, n, mixed);
    }
    for (int h = 0; h < readHeads; h++)
      readMemory(memory, before, next + (long)h * n * LANES, reads + (long)h * memory.width * LANES);
    float *erase = told + (long)heads() * headTold() * LANES;
    const long step = 2L * memory.width;
    for (int h = 0; h < writeHeads; h++)
      for (int w = 0; w < memory.width; w++) put(erase, h * step + w, sigmoidOf(at(erase, h * step + w)));
    writeMemory(memory, before, writeHeads, next + (long)readHeads * n * LANES, erase, erase + (long)memory.width * LANES, step,
                after);
  }

  // `dState` holds the gradient of the state afterwards, and then that of the state before.
  void gradient(const float *told, const float *before, const float *after, const float *kept, const float *dReads,
                float *dState, float *dTold, float *scratch) const {
    const int n = memory.slots;
    const float *previous = before + memory.size() * LANES, *next = after + memory.size() * LANES;
    const float *contents = kept, *cosines = contents + places() * LANES, *logs = cosines + places() * LANES;
    const float *scales = logs + places() * LANES;
    float *dPlaces = dState + memory.size() * LANES;
    float *dUnits = scratch, *dShifted = dUnits + memory.size() * LANES, *dContent = dShifted + (long)n * LANES;
    float *mixed = dContent + (long)n * LANES, *lefts = mixed + (long)n * LANES;
    const float *erase = told + (long)heads() * headTold() * LANES;
    float *dErase = dTold + (long)heads() * headTold() * LANES;
    const long step = 2L * memory.width, adds = (long)memory.width * LANES;
    const float *writing = next + (long)readHeads * n * LANES;
    writeGradient(memory, before, writeHeads, writing, erase, erase + adds, step, dState, dPlaces + (long)readHeads * n * LANES,
                  dErase, dErase + adds, lefts);
    for (int h = 0; h < writeHeads; h++)
      for (int w = 0; w < memory.width; w++) {
        vec open = at(erase, h * step + w);
        put(dErase, h * step + w, at(dErase, h * step + w) * open * (1.0f - open));
      }
    for (int h = 0; h < readHeads; h++)
      readGradient(memory, before, next + (long)h * n * LANES, dReads + h * adds, dPlaces + (long)h * n * LANES, dState);
    clear(dUnits, memory.size());
    for (int h = 0; h < heads(); h++) {
      const float *head = told + (long)h * headTold() * LANES, *scalars = head + adds;
      float *dHead = dTold + (long)h * headTold() * LANES, *dScalars = dHead + adds;
      const long offset = (long)h * n * LANES;
      const float *content = contents + offset, *log = logs + offset, *last = previous + offset;
      const vec strength = at(scalars, 0), gate = at(scalars, 1), gamma = at(scalars, 2);
      const vec back = at(scalars, 3), stay = at(scalars, 4), on = at(scalars, 5);
      float *d = dPlaces + offset;
      softmaxGradientOf(next + offset, n, d);
      put(dScalars, 2, dotOf(d, log, n) * softplusSlope(gamma - 1.0f));
      for (int i = 0; i < n; i++) {
        put(dShifted, i, at(d, i) * gamma / expOf(at(log, i)));
        put(mixed, i, at(last, i) + gate * (at(content, i) - at(last, i)));
      }
      vec dBack = splat(0), dStay = splat(0), dOn = splat(0), dGate = splat(0);
      for (int i = 0; i < n; i++) {
        const int up = i + 1 < n ? i + 1 : 0, down = i > 0 ? i - 1 : n - 1;
        const vec g = at(dShifted, i);
        dBack += g * at(mixed, up), dStay += g * at(mixed, i), dOn += g * at(mixed, down);
        const vec dMixed = back * at(dShifted, down) + stay * g + on * at(dShifted, up);
        dGate += dMixed * (at(content, i) - at(last, i));
        put(dContent, i, dMixed * gate);
        put(d, i, dMixed - dMixed * gate);
      }
      put(dScalars, 1, dGate * gate * (1.0f - gate));
      put(dScalars, 3, dBack), put(dScalars, 4, dStay), put(dScalars, 5, dOn);
      softmaxGradientOf(scalars + 3 * LANES, 3, dScalars + 3 * LANES);
      vec dStrength;
      contentGradient(memory, head, strength, before, scales, cosines + offset, content, dContent, dHead, &dStrength, dUnits);
      put(dScalars, 0, dStrength * softplusSlope(strength));
    }
    unitsGradient(memory, before, scales, dUnits, dShifted, dState);
  }
};
