// A relational memory: its rows attend to each other and to the input, pass a perceptron, and are gated.
#pragma once
#include "../sequence/moduleAttention.h"
#include "slots.h"

struct RmcShape : SlotsShape {
  int heads, key, value, layers, gates; // as many gates of a kind as units, one, or none

  int packed() const { return heads * (2 * key + value); }
  // Of the input: query, key and value of every head, then what it contributes to the gates.
  int read() const { return packed() + 2 * gates; }
  int sees() const { return slots + 1; }
  // Biases, scales and offsets, one after the other.
  long attentionAt() const { return 0; }
  long attendedAt() const { return 3L * packed(); }
  long biasAt(int layer) const { return attendedAt() + 2L * width + (long)layer * width; }
  long candidateAt() const { return biasAt(layers); }
  long vectors() const { return candidateAt() + 2L * width; }
  // A record of a step: memory before, normalised projections, normalised sums with what was attended to, outputs of all
  // layers but the last, normalised sums with the output of that, gates, squashed candidates; then the scales of the three norms.
  long projectedAt() const { return size() * LANES; }
  long summedAt() const { return projectedAt() + (long)slots * packed() * LANES; }
  long hiddenAt(int layer) const { return summedAt() + (1L + layer) * size() * LANES; }
  long normedAt() const { return hiddenAt(layers - 1); }
  long gatesAt() const { return normedAt() + size() * LANES; }
  long enteringAt() const { return gatesAt() + 2L * slots * gates * LANES; }
  long scalesAt() const { return enteringAt() + (gates > 0 ? size() * LANES : 0); }
  long record() const { return scalesAt() + 3L * slots * LANES; }
  long groupRecord() const { return keep ? steps * record() + size() * LANES : 2 * record(); }
  long recordAt(int t) const { return (keep ? t : t % 2) * record(); }
};

struct RmcWeights {
  PackedWeights shapes;
  int attention, gates, layers[16];
  const float *memory;

  RmcWeights(const RmcShape &s, const float *attentionKernel, const float *layerKernels, const float *gateKernel, bool backward) {
    attention = shapes.add(s.width, s.packed(), backward);
    for (int i = 0; i < s.layers; i++) layers[i] = shapes.add(s.width, s.width, backward);
    gates = s.gates > 0 ? shapes.add(s.width, 2 * s.gates, backward) : -1;
    float *to = jobScratch.atLeast((size_t)shapes.floats);
    shapes.pack(attention, attentionKernel, s.packed(), backward, to);
    for (int i = 0; i < s.layers; i++)
      shapes.pack(layers[i], layerKernels + (long)i * s.width * s.width, s.width, backward, to);
    if (s.gates > 0) shapes.pack(gates, gateKernel, 2 * s.gates, backward, to);
    memory = to;
  }

  template <bool ADD> void product(int index, const float *from, long fromStep, float *to, long toStep, int count) const {
    lanesProduct<ADD>(shapes.shapes[index], memory + shapes.offsets[index], from, fromStep, to, toStep, count);
  }
};

// Every row of the memory sees all rows and the input, which stands behind them. `scores` is scratch for one per pair of rows.
static void rmcAttend(const RmcShape &s, const float *projected, float *seen, float *scores) {
  const int n = s.sees();
  const long row = (long)s.packed() * LANES, to = (long)s.width * LANES, pair = (long)n * LANES;
  const float scale = 1 / sqrtf((float)s.key);
  for (int h = 0; h < s.heads; h++) {
    const float *query = projected + (long)h * (2 * s.key + s.value) * LANES, *keys = query + (long)s.key * LANES;
    pairProducts(query, row, keys, row, n, s.key, scores);
    softmaxRows(scores, n, scale);
    mix(scores, pair, LANES, keys + (long)s.key * LANES, row, n, s.value, seen + (long)h * s.value * LANES, to);
  }
}

// `scores` is scratch for two per pair of rows.
static void rmcAttendGradient(const RmcShape &s, const float *projected, const float *dSeen, float *dProjected, float *scores) {
  const int n = s.sees();
  const long row = (long)s.packed() * LANES, to = (long)s.width * LANES, pair = (long)n * LANES;
  const float scale = 1 / sqrtf((float)s.key);
  float *dScores = scores + n * pair;
  for (int h = 0; h < s.heads; h++) {
    const long place = (long)h * (2 * s.key + s.value) * LANES, key = (long)s.key * LANES;
    const float *query = projected + place, *out = dSeen + (long)h * s.value * LANES;
    float *d = dProjected + place;
    pairProducts(query, row, query + key, row, n, s.key, scores);
    softmaxRows(scores, n, scale);
    mix(scores, LANES, pair, out, to, n, s.value, d + 2 * key, row);
    pairProducts(out, to, query + 2 * key, row, n, s.value, dScores);
    for (int i = 0; i < n; i++) {
      softmaxGradientOf(scores + i * pair, n, dScores + i * pair);
      for (int j = 0; j < n; j++) put(dScores + i * pair, j, at(dScores + i * pair, j) * scale);
    }
    mix(dScores, pair, LANES, query + key, row, n, s.key, d, row);
    mix(dScores, LANES, pair, query, row, n, s.key, d + key, row);
  }
}

struct RmcInput {
  const float *driven, *vectors, *state;
  const int32_t *rows;
};

// Projections of the rows, as the attention reads them, from what was kept of them.
static void rmcProjections(const RmcShape &s, const float *vectors, const float *record, const float *input, float *to) {
  const long row = (long)s.packed() * LANES;
  const float *gamma = vectors + s.attentionAt() + s.packed();
  for (int j = 0; j < s.slots; j++)
    scaleAndShift(record + s.projectedAt() + j * row, gamma, gamma + s.packed(), s.packed(), to + j * row);
  memcpy(to + s.slots * row, input, 4 * (size_t)row);
}

static void rmcGroup(const RmcShape &s, const RmcWeights &weights, const RmcInput &in, float *outputs, float *kept, int index) {
  const Group group(s.batch, index);
  const int width = s.width;
  const long row = (long)width * LANES, all = s.size() * LANES, packed = (long)s.packed() * LANES;
  float *input, *projected, *seen, *summed, *hidden, *squashed, *scores, *records;
  Parts parts{nullptr};
  for (int pass = 0; pass < 2; pass++) {
    if (pass) parts = {pieceScratch.atLeast((size_t)parts.size)};
    input = parts.take((long)s.read() * LANES), projected = parts.take(s.sees() * packed), seen = parts.take(all + row);
    summed = parts.take(all), hidden = parts.take(all), squashed = parts.take(all);
    scores = parts.take((long)s.sees() * s.sees() * LANES), records = parts.take(s.keep ? 0 : s.groupRecord());
  }
  if (s.keep) records = kept + index * s.groupRecord();
  group.bring(in.state, (int)s.size(), records);
  const float *attended = in.vectors + s.attendedAt(), *last = in.vectors + s.candidateAt();
  for (int t = 0; t < s.steps; t++) {
    float *now = records + s.recordAt(t), *next = records + s.recordAt(t + 1), *scales = now + s.scalesAt();
    group.look(in.driven, in.rows + (long)t * s.batch, s.read(), input);
    weights.product<false>(weights.attention, now, row, projected, packed, s.slots);
    for (int j = 0; j < s.slots; j++) {
      float *p = projected + j * packed;
      for (int i = 0; i < s.packed(); i++) put(p, i, at(p, i) + in.vectors[s.attentionAt() + i]);
      put(scales, j, normalise(p, s.packed(), now + s.projectedAt() + j * packed));
    }
    rmcProjections(s, in.vectors, now, input, projected);
    rmcAttend(s, projected, seen, scores);
    for (int j = 0; j < s.slots; j++) {
      float *x = seen + j * row;
      for (int w = 0; w < width; w++) put(x, w, at(x, w) + at(now + j * row, w));
      put(scales, s.slots + j, normalise(x, width, now + s.summedAt() + j * row));
      scaleAndShift(now + s.summedAt() + j * row, attended, attended + width, width, summed + j * row);
    }
    const float *from = summed;
    for (int layer = 0; layer < s.layers; layer++) {
      const bool ends = layer + 1 == s.layers;
      float *to = ends ? hidden : now + s.hiddenAt(layer);
      const float *bias = in.vectors + s.biasAt(layer);
      weights.product<false>(weights.layers[layer], from, row, to, row, s.slots);
      for (int j = 0; j < s.slots; j++)
        for (int w = 0; w < width; w++) {
          const vec x = at(to + j * row, w) + bias[w];
          put(to + j * row, w, ends ? x : x < 0.0f ? splat(0) : x);
        }
      from = to;
    }
    for (int j = 0; j < s.slots; j++) {
      float *x = hidden + j * row;
      for (int w = 0; w < width; w++) put(x, w, at(x, w) + at(summed + j * row, w));
      put(scales, 2 * s.slots + j, normalise(x, width, now + s.normedAt() + j * row));
      scaleAndShift(now + s.normedAt() + j * row, last, last + width, width, next + j * row);
    }
    if (s.gates > 0) {
      for (long e = 0; e < all; e += LANES) store(squashed + e, tanhOf(load(now + e)));
      float *gates = now + s.gatesAt(), *entering = now + s.enteringAt();
      weights.product<false>(weights.gates, squashed, row, gates, 2L * s.gates * LANES, s.slots);
      for (int j = 0; j < s.slots; j++) {
        float *open = gates + 2L * j * s.gates * LANES, *keep = open + (long)s.gates * LANES;
        for (int g = 0; g < 2 * s.gates; g++) put(open, g, sigmoidOf(at(open, g) + at(input + packed, g)));
        for (int w = 0; w < width; w++) {
          const int g = s.gates == 1 ? 0 : w;
          const vec candidate = tanhOf(at(next + j * row, w));
          put(entering + j * row, w, candidate);
          put(next + j * row, w, at(open, g) * candidate + at(keep, g) * at(now + j * row, w));
        }
      }
    }
    group.putBack(next, (int)s.size(), outputs + (long)t * s.batch * s.size());
  }
}

struct RmcGradient {
  float *read, *before, *projected, *layerInputs, *layerSums, *squashed, *gates, *vectors, *state;
};

static void rmcGradientGroup(const RmcShape &s, const RmcWeights &weights, const RmcInput &in, const float *kept,
                             const float *dOutputs, const RmcGradient &out, int index) {
  const Group group(s.batch, index);
  const int width = s.width;
  const long row = (long)width * LANES, all = s.size() * LANES, packed = (long)s.packed() * LANES;
  const long gatesRow = 2L * s.gates * LANES, layerStep = (long)s.steps * s.batch * s.size();
  float *d, *arrives, *input, *dRead, *projected, *dProjected, *dSeen, *summed, *dSummed, *dHidden, *dLayer, *squashed, *dGates,
      *dVectors, *scores;
  Parts parts{nullptr};
  for (int pass = 0; pass < 2; pass++) {
    if (pass) parts = {pieceScratch.atLeast((size_t)parts.size)};
    d = parts.take(all), arrives = parts.take(all), input = parts.take((long)s.read() * LANES);
    dRead = parts.take((long)s.read() * LANES), projected = parts.take(s.sees() * packed);
    dProjected = parts.take(s.sees() * packed), dSeen = parts.take(all + row), summed = parts.take(all);
    dSummed = parts.take(all), dHidden = parts.take(all), dLayer = parts.take(all), squashed = parts.take(all);
    dGates = parts.take(s.slots * gatesRow), dVectors = parts.take(s.vectors() * LANES);
    scores = parts.take(2L * s.sees() * s.sees() * LANES);
  }
  clear(d, s.size()), clear(dVectors, s.vectors());
  const float *records = kept + index * s.groupRecord();
  const float *attentionGamma = in.vectors + s.attentionAt() + s.packed(), *attended = in.vectors + s.attendedAt();
  const float *last = in.vectors + s.candidateAt();
  float *dAttention = dVectors + s.attentionAt() * LANES, *dAttended = dVectors + s.attendedAt() * LANES;
  float *dCandidate = dVectors + s.candidateAt() * LANES;
  for (int t = s.steps - 1; t >= 0; t--) {
    const float *now = records + s.recordAt(t), *scales = now + s.scalesAt();
    const long place = (long)t * s.batch * s.size();
    group.bring(dOutputs + place, (int)s.size(), arrives);
    group.look(in.driven, in.rows + (long)t * s.batch, s.read(), input);
    clear(dRead, s.read());
    // From here `d` is the gradient of the memory before, `arrives` that of the candidates.
    for (long e = 0; e < all; e += LANES) store(arrives + e, load(arrives + e) + load(d + e));
    if (s.gates == 0) clear(d, s.size());
    for (int j = 0; s.gates > 0 && j < s.slots; j++) {
      const float *open = now + s.gatesAt() + j * gatesRow, *keep = open + (long)s.gates * LANES;
      const float *entering = now + s.enteringAt() + j * row;
      float *toOpen = dGates + j * gatesRow, *toKeep = toOpen + (long)s.gates * LANES;
      clear(toOpen, 2 * s.gates);
      for (int w = 0; w < width; w++) {
        const int g = s.gates == 1 ? 0 : w;
        const vec from = at(arrives + j * row, w), candidate = at(entering, w), through = from * at(open, g);
        more(toOpen, g, from * candidate), more(toKeep, g, from * at(now + j * row, w));
        put(arrives + j * row, w, through - through * candidate * candidate);
        put(d + j * row, w, from * at(keep, g));
      }
      for (int g = 0; g < 2 * s.gates; g++) {
        const vec share = at(open, g), sum = at(toOpen, g) * share * (1.0f - share);
        put(toOpen, g, sum), more(dRead + packed, g, sum);
      }
    }
    if (s.gates > 0) {
      weights.product<false>(weights.gates, dGates, gatesRow, dHidden, row, s.slots);
      for (long e = 0; e < all; e += LANES) {
        const vec y = tanhOf(load(now + e));
        store(squashed + e, y);
        store(d + e, load(d + e) + load(dHidden + e) * (1.0f - y * y));
      }
      group.putBack(squashed, (int)s.size(), out.squashed + place);
      group.putBack(dGates, 2 * s.slots * s.gates, out.gates + (long)t * s.batch * 2 * s.slots * s.gates);
    }
    for (int j = 0; j < s.slots; j++) {
      normGradient(now + s.normedAt() + j * row, at(scales, 2 * s.slots + j), last, width, arrives + j * row, dSummed + j * row,
                   dCandidate, dCandidate + row);
      scaleAndShift(now + s.summedAt() + j * row, attended, attended + width, width, summed + j * row);
    }
    memcpy(dLayer, dSummed, 4 * (size_t)all);
    for (int layer = s.layers - 1; layer >= 0; layer--) {
      const float *from = layer == 0 ? summed : now + s.hiddenAt(layer - 1);
      float *dBias = dVectors + s.biasAt(layer) * LANES;
      for (int j = 0; j < s.slots; j++)
        for (int w = 0; w < width; w++) {
          vec g = at(dLayer + j * row, w);
          if (layer + 1 < s.layers) g = at(now + s.hiddenAt(layer) + j * row, w) > 0.0f ? g : splat(0);
          put(dLayer + j * row, w, g), more(dBias, w, g);
        }
      group.putBack(from, (int)s.size(), out.layerInputs + layer * layerStep + place);
      group.putBack(dLayer, (int)s.size(), out.layerSums + layer * layerStep + place);
      weights.product<false>(weights.layers[layer], dLayer, row, dHidden, row, s.slots);
      float *other = dLayer;
      dLayer = dHidden, dHidden = other;
    }
    for (long e = 0; e < all; e += LANES) store(dSummed + e, load(dSummed + e) + load(dLayer + e));
    for (int j = 0; j < s.slots; j++) {
      normGradient(now + s.summedAt() + j * row, at(scales, s.slots + j), attended, width, dSummed + j * row, dSeen + j * row,
                   dAttended, dAttended + row);
      for (int w = 0; w < width; w++) more(d + j * row, w, at(dSeen + j * row, w));
    }
    clear(dSeen + all, width); // nothing reads what the input sees
    rmcProjections(s, in.vectors, now, input, projected);
    rmcAttendGradient(s, projected, dSeen, dProjected, scores);
    memcpy(dRead, dProjected + s.slots * packed, 4 * (size_t)packed);
    for (int j = 0; j < s.slots; j++) {
      float *p = dProjected + j * packed;
      normGradient(now + s.projectedAt() + j * packed, at(scales, j), attentionGamma, s.packed(), p, p, dAttention + packed,
                   dAttention + 2 * packed);
      for (int i = 0; i < s.packed(); i++) more(dAttention, i, at(p, i));
    }
    weights.product<true>(weights.attention, dProjected, packed, d, row, s.slots);
    group.putBack(dRead, s.read(), out.read + (long)t * s.batch * s.read());
    group.putBack(dProjected, s.slots * s.packed(), out.projected + (long)t * s.batch * s.slots * s.packed());
    group.putBack(now, (int)s.size(), out.before + place);
  }
  group.putBack(d, (int)s.size(), out.state);
  sumLanes(dVectors, s.vectors(), group.count, out.vectors + (long)index * s.vectors());
}
