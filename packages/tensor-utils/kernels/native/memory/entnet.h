// A recurrent entity network: every slot gates itself by the input, moves, and is brought back to length one.
#pragma once
#include "slots.h"

// Added to the squared length of a slot.
static const float ENTITY_EPSILON = 1e-8f;

struct EntnetShape : SlotsShape {
  // Of the input: itself, its part of the candidate, its product with every key.
  int read() const { return 2 * width + slots; }
  // A record of a step: slots before, what goes into the rectifier, gates, scales. One more state ends a sequence.
  long sumAt() const { return size() * LANES; }
  long gateAt() const { return 2 * sumAt(); }
  long scaleAt() const { return gateAt() + (long)slots * LANES; }
  long record() const { return scaleAt() + (long)slots * LANES; }
  long groupRecord() const { return keep ? steps * record() + sumAt() : 2 * record(); }
  long recordAt(int t) const { return (keep ? t : t % 2) * record(); }
};

struct EntnetInput {
  const float *driven, *fromKeys, *slope, *state;
  const int32_t *rows;
};

static void entnetGroup(const EntnetShape &s, const Weights &shape, const float *kernel, const EntnetInput &in, float *outputs,
                        float *kept, int index) {
  const Group group(s.batch, index);
  const int width = s.width;
  const long row = (long)width * LANES;
  float *input, *records;
  Parts parts{nullptr};
  for (int pass = 0; pass < 2; pass++) {
    if (pass) parts = {pieceScratch.atLeast((size_t)parts.size)};
    input = parts.take((long)s.read() * LANES), records = parts.take(s.keep ? 0 : s.groupRecord());
  }
  if (s.keep) records = kept + index * s.groupRecord();
  group.bring(in.state, (int)s.size(), records);
  for (int t = 0; t < s.steps; t++) {
    float *now = records + s.recordAt(t), *next = records + s.recordAt(t + 1);
    group.look(in.driven, in.rows + (long)t * s.batch, s.read(), input);
    const float *toSum = input + row, *toGate = toSum + row;
    lanesProduct<false>(shape, kernel, now, row, now + s.sumAt(), row, s.slots);
    for (int j = 0; j < s.slots; j++) {
      const float *h = now + j * row, *key = in.fromKeys + (long)j * width;
      float *sum = now + s.sumAt() + j * row, *to = next + j * row;
      const vec gate = sigmoidOf(dotOf(h, input, width) + at(toGate, j));
      vec length = splat(0);
      for (int w = 0; w < width; w++) {
        const vec x = at(sum, w) + key[w] + at(toSum, w);
        const vec moved = at(h, w) + gate * (x > 0.0f ? x : x * in.slope[w]);
        put(sum, w, x), put(to, w, moved);
        length += moved * moved;
      }
      const vec scale = inverseRoot(length + ENTITY_EPSILON);
      for (int w = 0; w < width; w++) put(to, w, at(to, w) * scale);
      put(now + s.gateAt(), j, gate), put(now + s.scaleAt(), j, scale);
    }
    group.putBack(next, (int)s.size(), outputs + (long)t * s.batch * s.size());
  }
}

struct EntnetGradient {
  float *read, *sum, *before, *slope, *state;
};

static void entnetGradientGroup(const EntnetShape &s, const Weights &shape, const float *kernel, const EntnetInput &in,
                                const float *kept, const float *dOutputs, const EntnetGradient &out, int index) {
  const Group group(s.batch, index);
  const int width = s.width;
  const long row = (long)width * LANES, all = s.size() * LANES;
  float *d, *dSum, *arrives, *input, *dRead, *dSlope;
  Parts parts{nullptr};
  for (int pass = 0; pass < 2; pass++) {
    if (pass) parts = {pieceScratch.atLeast((size_t)parts.size)};
    d = parts.take(all), dSum = parts.take(all), arrives = parts.take(all);
    input = parts.take((long)s.read() * LANES), dRead = parts.take((long)s.read() * LANES), dSlope = parts.take(row);
  }
  clear(d, s.size()), clear(dSlope, width);
  const float *records = kept + index * s.groupRecord();
  for (int t = s.steps - 1; t >= 0; t--) {
    const float *now = records + s.recordAt(t), *next = records + s.recordAt(t + 1);
    const long place = (long)t * s.batch * s.size();
    group.bring(dOutputs + place, (int)s.size(), arrives);
    group.look(in.driven, in.rows + (long)t * s.batch, s.read(), input);
    clear(dRead, s.read());
    float *toSum = dRead + row, *toGate = toSum + row;
    for (int j = 0; j < s.slots; j++) {
      const float *h = now + j * row, *sum = now + s.sumAt() + j * row, *to = next + j * row;
      float *dh = d + j * row, *ds = dSum + j * row, *from = arrives + j * row;
      const vec gate = at(now + s.gateAt(), j), scale = at(now + s.scaleAt(), j);
      vec along = splat(0), score = splat(0);
      for (int w = 0; w < width; w++) {
        const vec g = at(dh, w) + at(from, w);
        put(dh, w, g);
        along += g * at(to, w);
      }
      for (int w = 0; w < width; w++) {
        const vec moved = (at(dh, w) - at(to, w) * along) * scale, x = at(sum, w), slope = splat(in.slope[w]);
        const vec candidate = moved * gate;
        score += moved * (x > 0.0f ? x : x * slope);
        more(dSlope, w, x > 0.0f ? splat(0) : candidate * x);
        const vec through = x > 0.0f ? candidate : candidate * slope;
        put(ds, w, through), more(toSum, w, through);
        put(dh, w, moved);
      }
      score *= gate * (1.0f - gate);
      put(toGate, j, score);
      for (int w = 0; w < width; w++) {
        more(dRead, w, score * at(h, w));
        more(dh, w, score * at(input, w));
      }
    }
    group.putBack(dRead, s.read(), out.read + (long)t * s.batch * s.read());
    group.putBack(dSum, (int)s.size(), out.sum + place);
    group.putBack(now, (int)s.size(), out.before + place);
    lanesProduct<true>(shape, kernel, dSum, row, d, row, s.slots);
  }
  group.putBack(d, (int)s.size(), out.state);
  sumLanes(dSlope, width, group.count, out.slope + (long)index * width);
}
