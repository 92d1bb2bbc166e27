// A whole sequence of an LSTM that tells a memory what to do and reads what the memory answers. A thread takes a block of
// sequences through all steps, so that steps need no meeting of threads.
#pragma once
#include "../sequence/group.h"
#include "lanesMath.h"

struct ControllerShape {
  int units, steps, batch, entries;
  bool keep;
  long told, reads, state, kept, scratch; // of the memory, in numbers for each sequence

  int gates() const { return 4 * units; }
  long outputs() const { return units + reads; }
  int groups() const { return (batch + LANES - 1) / LANES; }
  // A record of a step holds the state before it, cell first, then what the step computed. One more state ends a sequence.
  long states() const { return (units + state) * LANES; }
  long gatesAt() const { return states(); }
  long toldAt() const { return gatesAt() + (long)gates() * LANES; }
  long keptAt() const { return toldAt() + told * LANES; }
  long record() const { return keptAt() + kept * LANES; }
  long groupRecord() const { return keep ? steps * record() + states() : 2 * record(); }
  long recordAt(int t) const { return (keep ? t : t % 2) * record(); }
  // A first state of a sequence as it is passed: hidden state, what was read, cell, state of the memory.
  long passed() const { return outputs() + units + state; }
  int blockGroups(int threads) const { return groups() / threads >= 2 ? 2 : 1; }
};

struct ControllerWeights {
  Weights recurrent, telling;
  const float *packed;

  ControllerWeights(const ControllerShape &s, const float *kernel, const float *interfaceKernel, bool backward)
      : recurrent(backward ? Weights{(int)s.outputs(), s.gates()} : Weights{s.gates(), (int)s.outputs()}),
        telling(backward ? Weights{s.units, (int)s.told} : Weights{(int)s.told, s.units}) {
    float *to = jobScratch.atLeast(recurrent.size() + telling.size());
    recurrent.pack(kernel, backward ? s.gates() : 1, backward ? 1 : s.gates(), to);
    telling.pack(interfaceKernel, backward ? s.told : 1, backward ? 1 : s.told, to + recurrent.size());
    packed = to;
  }
  const float *ofTelling() const { return packed + recurrent.size(); }
};

struct ControllerInput {
  const float *driven, *bias, *state;
  const int32_t *rows;
};

template <class Memory>
static void controllerBlock(const ControllerShape &s, const Memory &memory, const ControllerWeights &weights,
                            const ControllerInput &in, float *outputs, float *lastState, float *kept, int firstGroup, int groups) {
  const long row = s.outputs() * LANES, units = (long)s.units * LANES, recordGroup = s.groupRecord();
  const long memoryPassed = s.outputs() + s.units;
  float *last, *passed, *records;
  Parts parts{nullptr};
  for (int pass = 0; pass < 2; pass++) {
    if (pass) parts = {pieceScratch.atLeast((size_t)parts.size)};
    last = parts.take(groups * row), passed = parts.take(s.passed() * LANES);
    records = parts.take(s.keep ? 0 : groups * recordGroup);
  }
  if (s.keep) records = kept + firstGroup * recordGroup;
  for (int n = 0; n < groups; n++) {
    Group(s.batch, firstGroup + n).bring(in.state, (int)s.passed(), passed);
    memcpy(last + n * row, passed, 4 * (size_t)row);
    memcpy(records + n * recordGroup, passed + row, 4 * (size_t)s.states());
  }
  for (int t = 0; t < s.steps; t++) {
    float *now = records + s.recordAt(t), *next = records + s.recordAt(t + 1);
    for (int n = 0; n < groups; n++)
      Group(s.batch, firstGroup + n).look(in.driven, in.rows + (long)t * s.batch, s.gates(), now + n * recordGroup + s.gatesAt());
    lanesProduct<true>(weights.recurrent, weights.packed, last, row, now + s.gatesAt(), recordGroup, groups);
    for (int n = 0; n < groups; n++) {
      float *i = now + n * recordGroup + s.gatesAt(), *f = i + units, *o = f + units, *g = o + units;
      const float *cell = now + n * recordGroup;
      float *nextCell = next + n * recordGroup, *hidden = last + n * row;
      for (long e = 0; e < units; e += LANES) {
        vec open = sigmoidOf(load(i + e)), keep = sigmoidOf(load(f + e)), show = sigmoidOf(load(o + e));
        vec content = tanhOf(load(g + e)), c = keep * load(cell + e) + open * content;
        store(i + e, open), store(f + e, keep), store(o + e, show), store(g + e, content);
        store(nextCell + e, c), store(hidden + e, show * tanhOf(c));
      }
    }
    lanesProduct<false>(weights.telling, weights.ofTelling(), last, row, now + s.toldAt(), recordGroup, groups);
    for (int n = 0; n < groups; n++) {
      float *record = now + n * recordGroup, *told = record + s.toldAt();
      for (long i = 0; i < s.told; i++) put(told, i, at(told, i) + in.bias[i]);
      memory.step(told, record + units, next + n * recordGroup + units, last + n * row + units, record + s.keptAt());
      Group(s.batch, firstGroup + n).putBack(last + n * row, (int)s.outputs(), outputs + (long)t * s.batch * s.outputs());
    }
  }
  for (int n = 0; n < groups; n++) {
    memcpy(passed, last + n * row, 4 * (size_t)row);
    memcpy(passed + row, records + n * recordGroup + s.recordAt(s.steps), 4 * (size_t)s.states());
    Group(s.batch, firstGroup + n).putBack(passed, (int)s.passed(), lastState);
  }
}

struct ControllerGradient {
  float *pre, *told, *state;
};

template <class Memory>
static void controllerGradientBlock(const ControllerShape &s, const Memory &memory, const ControllerWeights &weights,
                                    const float *kept, const float *dOutputs, const float *dLast, const ControllerGradient &out,
                                    int firstGroup, int groups) {
  const long row = s.outputs() * LANES, units = (long)s.units * LANES, gates = (long)s.gates() * LANES, told = s.told * LANES;
  const long recordGroup = s.groupRecord();
  float *d, *dStates, *dPre, *dTold, *passed, *scratch;
  Parts parts{nullptr};
  for (int pass = 0; pass < 2; pass++) {
    if (pass) parts = {pieceScratch.atLeast((size_t)parts.size)};
    d = parts.take(groups * row), dStates = parts.take(groups * s.states()), dPre = parts.take(groups * gates);
    dTold = parts.take(groups * told), passed = parts.take(s.passed() * LANES), scratch = parts.take(s.scratch * LANES);
  }
  for (int n = 0; n < groups; n++) {
    Group(s.batch, firstGroup + n).bring(dLast, (int)s.passed(), passed);
    memcpy(d + n * row, passed, 4 * (size_t)row);
    memcpy(dStates + n * s.states(), passed + row, 4 * (size_t)s.states());
  }
  for (int t = s.steps - 1; t >= 0; t--) {
    const float *now = kept + firstGroup * recordGroup + s.recordAt(t);
    const long next = s.recordAt(t + 1) - s.recordAt(t);
    for (int n = 0; n < groups; n++) {
      Group group(s.batch, firstGroup + n);
      float *arrives = d + n * row;
      group.bring(dOutputs + (long)t * s.batch * s.outputs(), (int)s.outputs(), passed);
      for (long e = 0; e < row; e += LANES) store(arrives + e, load(arrives + e) + load(passed + e));
      const float *record = now + n * recordGroup;
      memory.gradient(record + s.toldAt(), record + units, record + next + units, record + s.keptAt(), arrives + units,
                      dStates + n * s.states() + units, dTold + n * told, scratch);
      group.putBack(dTold + n * told, (int)s.told, out.told + (long)t * s.batch * s.told);
    }
    lanesProduct<true>(weights.telling, weights.ofTelling(), dTold, told, d, row, groups);
    for (int n = 0; n < groups; n++) {
      const float *record = now + n * recordGroup, *cell = record, *nextCell = record + next;
      const float *i = record + s.gatesAt(), *f = i + units, *o = f + units, *g = o + units;
      float *dCell = dStates + n * s.states(), *pre = dPre + n * gates;
      const float *dh = d + n * row;
      for (long e = 0; e < units; e += LANES) {
        const vec open = load(i + e), keep = load(f + e), show = load(o + e), content = load(g + e);
        const vec squashed = tanhOf(load(nextCell + e)), arrives = load(dh + e), through = arrives * show;
        const vec inner = load(dCell + e) + (through - through * squashed * squashed), byInput = inner * open;
        store(pre + e, byInput * content * (1.0f - open));
        store(pre + units + e, inner * load(cell + e) * keep * (1.0f - keep));
        store(pre + 2 * units + e, arrives * squashed * show * (1.0f - show));
        store(pre + 3 * units + e, byInput - byInput * content * content);
        store(dCell + e, inner * keep);
      }
      Group(s.batch, firstGroup + n).putBack(pre, s.gates(), out.pre + (long)t * s.batch * s.gates());
    }
    lanesProduct<false>(weights.recurrent, weights.packed, dPre, gates, d, row, groups);
  }
  for (int n = 0; n < groups; n++) {
    memcpy(passed, d + n * row, 4 * (size_t)row);
    memcpy(passed + row, dStates + n * s.states(), 4 * (size_t)s.states());
    Group(s.batch, firstGroup + n).putBack(passed, (int)s.passed(), out.state);
  }
}

// Calls body(first group, groups) for each block, on all threads.
template <class Shape, class Body> static void forGroupBlocks(const Shape &s, const Body &body) {
  const int size = s.blockGroups(Threads::shared().count());
  Threads::shared().run((s.groups() + size - 1) / size, [&](int block) {
    const int first = block * size, left = s.groups() - first;
    body(first, left < size ? left : size);
  });
}
