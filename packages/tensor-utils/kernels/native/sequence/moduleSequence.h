// A whole sequence of gated recurrent modules: recurrent independent mechanisms, or one LSTM. A thread takes a block of
// sequences through all steps, so that steps need no meeting of threads.
#pragma once
#include "group.h"
#include "moduleAttention.h"

// Gates lie side by side in the order input, forget, output, candidate.
struct SequenceShape {
  int modules, units, steps, batch, entries, active;
  AttentionShape attention; // of the communication
  bool attends, communicates, gated, held, keep, blocked, masked;

  int gates() const { return 4 * units; }
  int told() const { return gated ? 2 * units : units; }
  int groups() const { return (batch + LANES - 1) / LANES; }
  // What the gradient needs of one module at one step for one group: [features][LANES].
  long cellAt() const { return 0; }
  long gatesAt() const { return (long)units * LANES; }
  long projectedAt() const { return gatesAt() + (long)gates() * LANES; }
  long toldAt() const { return projectedAt() + (communicates ? (long)attention.width() * LANES : 0); }
  long record() const { return toldAt() + (communicates ? (long)told() * LANES : 0); }
  long stepRecord() const { return modules * record(); }
  long groupRecord() const { return steps * stepRecord(); }
  // Place of a module at a step in what is [modules, steps, batch].
  long place(int m, int t) const { return ((long)m * steps + t) * batch; }

  // Groups that a thread takes at once. More than two spare reading large weights again, which do not stay in its cache.
  int blockGroups(int threads) const {
    int most = groups() / threads;
    bool large = (long)modules * units * gates() > 512 * 1024;
    return most >= 4 && large ? 4 : most >= 2 ? 2 : 1;
  }
};

// The weights of products, packed once for each call: for every module those of the state and of the communication, and
// those by which all read. `backward` turns them round.
struct SequenceWeights {
  Weights recurrent, communication, read;
  const float *packed;

  SequenceWeights(const SequenceShape &s, bool backward)
      : recurrent(turned(s.gates(), s.units, backward)),
        communication(turned(s.communicates ? s.attention.width() : 0, s.units, backward)),
        read(turned(s.communicates ? s.told() : 0, s.attention.readWidth(), backward)), packed(nullptr) {}

  void pack(const SequenceShape &s, bool backward, const float *kernel, const float *talk, const float *hear) {
    const int parts = s.communicates ? 2 * s.modules + 1 : s.modules;
    float *to = jobScratch.atLeast(s.modules * (recurrent.size() + communication.size()) + read.size());
    packed = to;
    Threads::shared().run(parts, [&](int part) {
      const int m = part % s.modules;
      if (part < s.modules)
        packOne(recurrent, kernel + (long)m * s.units * s.gates(), s.gates(), backward, to + m * recurrent.size());
      else if (part < 2 * s.modules)
        packOne(communication, talk + (long)m * s.units * s.attention.width(), s.attention.width(), backward,
                to + s.modules * recurrent.size() + m * communication.size());
      else
        packOne(read, hear, s.told(), backward, to + s.modules * (recurrent.size() + communication.size()));
    });
    modules = s.modules;
  }

  const float *ofState(int m) const { return packed + m * recurrent.size(); }
  const float *ofCommunication(int m) const { return packed + modules * recurrent.size() + m * communication.size(); }
  const float *ofRead() const { return packed + modules * (recurrent.size() + communication.size()); }

private:
  int modules = 0;
  static Weights turned(int out, int in, bool backward) { return backward ? Weights{in, out} : Weights{out, in}; }
  static void packOne(const Weights &weights, const float *from, int columns, bool backward, float *to) {
    weights.pack(from, backward ? columns : 1, backward ? 1 : columns, to);
  }
};

INLINE vec lanesDot(const float *a, const float *b, int width) {
  vec sum[4] = {splat(0), splat(0), splat(0), splat(0)};
  int e = 0;
  for (; e + 4 <= width; e += 4)
    for (int i = 0; i < 4; i++) sum[i] += load(a + (e + i) * LANES) * load(b + (e + i) * LANES);
  for (; e < width; e++) sum[0] += load(a + e * LANES) * load(b + e * LANES);
  return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

// active[m] is all ones in the lanes where module m is among the `wanted` with the largest scores; of equals the first
// counts. A NaN is below all numbers.
static void selectLargest(const float *scores, int modules, int wanted, float *active) {
  for (int m = 0; m < modules; m++) {
    ivec before = {};
    vec own = load(scores + m * LANES);
    own = own == own ? own : splat(-INFINITY);
    for (int j = 0; j < modules; j++) {
      vec other = load(scores + j * LANES);
      other = other == other ? other : splat(-INFINITY);
      before -= j < m ? other >= own : other > own;
    }
    store(active + m * LANES, (vec)(before < wanted));
  }
}

struct SequenceInput {
  const float *lookUp, *driven, *bias, *readBias, *readMask, *hidden, *cell;
  const int32_t *rows;
};
struct SequenceOutput {
  float *hidden, *cell, *active, *before, *attention, *source, *read, *kept; // the last five only where they are kept
};

static void sequenceBlock(const SequenceShape &s, const SequenceWeights &weights, const SequenceInput &in,
                          const SequenceOutput &out, int firstGroup, int groups) {
  const int k = s.modules, d = s.units, hv = s.attention.readWidth();
  const long state = (long)d * LANES, states = k * state, reads = (long)k * hv * LANES;
  const long recordGroup = s.keep ? s.groupRecord() : s.stepRecord();
  float *hidden, *cell, *candidate, *shown, *read, *row, *scores, *attention, *active, *records;
  Parts parts{nullptr};
  for (int pass = 0; pass < 2; pass++) {
    if (pass) parts = {pieceScratch.atLeast((size_t)parts.size)};
    hidden = parts.take(groups * states), cell = parts.take(groups * states), candidate = parts.take(groups * states);
    shown = parts.take(s.communicates && s.held ? groups * states : 0);
    read = parts.take(s.communicates ? groups * reads : 0);
    row = parts.take((long)s.gates() * LANES);
    scores = parts.take((long)s.attention.scoreFloats());
    attention = parts.take((long)groups * k * LANES), active = parts.take((long)groups * k * LANES);
    records = parts.take(s.keep ? 0 : groups * recordGroup);
  }
  for (int n = 0; n < groups; n++) {
    Group group(s.batch, firstGroup + n);
    for (int m = 0; m < k; m++) {
      group.bring(in.hidden + (long)m * s.batch * d, d, hidden + n * states + m * state);
      group.bring(in.cell + (long)m * s.batch * d, d, cell + n * states + m * state);
    }
  }
  for (int t = 0; t < s.steps; t++) {
    float *step = s.keep ? out.kept + firstGroup * recordGroup + t * s.stepRecord() : records;
    const int32_t *indices = in.rows + (long)t * s.batch;
    for (int n = 0; n < groups; n++) {
      Group group(s.batch, firstGroup + n);
      float *a = attention + n * k * LANES, *on = active + n * k * LANES;
      for (int m = 0; m < k; m++) {
        const float *h = hidden + n * states + m * state;
        vec score = splat(0);
        if (s.attends) {
          group.look(in.lookUp + (long)m * s.entries * d, indices, d, row);
          score = lanesDot(h, row, d);
          if (s.keep) storeUpTo(out.attention + s.place(m, t) + group.first, sigmoidOf(score), group.count);
        }
        store(scores + m * LANES, score);
        store(a + m * LANES, s.attends ? sigmoidOf(score) : splat(1));
        if (s.keep) group.putBack(h, d, out.before + s.place(m, t) * d);
      }
      selectLargest(scores, k, s.active, on);
      for (int m = 0; m < k; m++)
        storeUpTo(out.active + s.place(m, t) + group.first, (ivec)load(on + m * LANES) ? splat(1) : splat(0), group.count);
    }
    for (int m = 0; m < k; m++) {
      float *record = step + m * s.record(), *gates = record + s.gatesAt();
      for (int n = 0; n < groups; n++) {
        Group group(s.batch, firstGroup + n);
        float *pre = gates + n * recordGroup;
        const float *bias = in.bias + (long)m * s.gates();
        group.look(in.driven + (long)m * s.entries * s.gates(), indices, s.gates(), pre);
        vec a = load(attention + (n * k + m) * LANES);
        for (int g = 0; g < s.gates(); g++, pre += LANES) store(pre, a * load(pre) + bias[g]);
      }
      lanesProduct<true>(weights.recurrent, weights.ofState(m), hidden + m * state, states, gates, recordGroup, groups);
      for (int n = 0; n < groups; n++) {
        float *i = gates + n * recordGroup, *f = i + state, *o = f + state, *g = o + state;
        float *c = cell + n * states + m * state, *old = record + s.cellAt() + n * recordGroup;
        float *h = candidate + n * states + m * state;
        ivec on = (ivec)load(active + (n * k + m) * LANES);
        for (long e = 0; e < state; e += LANES) {
          vec open = sigmoidOf(load(i + e)), keep = sigmoidOf(load(f + e)), show = sigmoidOf(load(o + e));
          vec content = tanhOf(load(g + e)), before = load(c + e);
          vec next = keep * before + open * content;
          store(i + e, open), store(f + e, keep), store(o + e, show), store(g + e, content), store(old + e, before);
          store(h + e, show * tanhOf(next));
          store(c + e, on ? next : before);
        }
      }
      if (!s.communicates) continue;
      const float *source = candidate;
      if (s.held) {
        for (int n = 0; n < groups; n++) {
          ivec on = (ivec)load(active + (n * k + m) * LANES);
          for (long e = n * states + m * state, end = e + state; e < end; e += LANES)
            store(shown + e, on ? load(candidate + e) : load(hidden + e));
        }
        source = shown;
      }
      if (s.keep)
        for (int n = 0; n < groups; n++)
          Group(s.batch, firstGroup + n).putBack(source + n * states + m * state, d, out.source + s.place(m, t) * d);
      lanesProduct<false>(weights.communication, weights.ofCommunication(m), source + m * state, states,
                          record + s.projectedAt(), recordGroup, groups);
    }
    if (s.communicates) {
      for (int n = 0; n < groups; n++) {
        attend(s.attention, step + n * recordGroup + s.projectedAt(), s.record(), read + n * reads, (long)hv * LANES, scores);
        for (int m = 0; s.keep && m < k; m++)
          Group(s.batch, firstGroup + n).putBack(read + n * reads + (long)m * hv * LANES, hv, out.read + s.place(m, t) * hv);
      }
      for (int m = 0; m < k; m++) {
        float *told = step + m * s.record() + s.toldAt();
        lanesProduct<false>(weights.read, weights.ofRead(), read + (long)m * hv * LANES, reads, told, recordGroup, groups);
        for (int n = 0; n < groups; n++) {
          float *content = told + n * recordGroup, *gate = content + state, *h = candidate + n * states + m * state;
          if (s.masked) Group(s.batch, firstGroup + n).bring(in.readMask + ((long)t * k + m) * s.batch * d, d, row);
          for (int u = 0; u < d; u++) {
            const long e = (long)u * LANES;
            vec x = load(content + e) + in.readBias[u];
            if (s.masked) x *= load(row + e);
            if (s.gated) {
              vec squashed = tanhOf(x), open = sigmoidOf(load(gate + e) + in.readBias[d + u]);
              store(content + e, squashed), store(gate + e, open);
              x = open * squashed;
            }
            store(h + e, load(h + e) + x);
          }
        }
      }
    }
    for (int n = 0; n < groups; n++)
      for (int m = 0; m < k; m++) {
        float *h = hidden + n * states + m * state;
        const float *next = candidate + n * states + m * state;
        ivec on = (ivec)load(active + (n * k + m) * LANES);
        for (long e = 0; e < state; e += LANES) store(h + e, on ? load(next + e) : load(h + e));
        Group(s.batch, firstGroup + n).putBack(h, d, out.hidden + s.place(m, t) * d);
      }
  }
  for (int n = 0; n < groups; n++)
    for (int m = 0; m < k; m++)
      Group(s.batch, firstGroup + n).putBack(cell + n * states + m * state, d, out.cell + (long)m * s.batch * d);
}

// Calls body(first group, groups) for each block, on all threads.
template <class Body> static void forBlocks(const SequenceShape &s, const Body &body) {
  const int size = s.blockGroups(Threads::shared().count());
  Threads::shared().run((s.groups() + size - 1) / size, [&](int block) {
    const int first = block * size, left = s.groups() - first;
    body(first, left < size ? left : size);
  });
}

static void moduleSequence(const SequenceShape &s, SequenceWeights &weights, const SequenceInput &in,
                           const SequenceOutput &out) {
  forBlocks(s, [&](int first, int groups) { sequenceBlock(s, weights, in, out, first, groups); });
}
