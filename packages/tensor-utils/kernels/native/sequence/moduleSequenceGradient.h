// Backpropagation through time of a sequence of gated recurrent modules. What it leaves behind are the gradients of
// pre-activations at every step; products over all steps turn them into those of the parameters.
#pragma once
#include "moduleSequence.h"

struct SequenceGradientInput {
  const float *lookUp, *driven, *readMask, *attention, *active, *kept, *dHidden, *dCell; // dCell may be null
  const int32_t *rows;
};
struct SequenceGradientOutput {
  float *pre, *score, *projected, *told, *hidden, *cell;
};

// Gradients of the gates' pre-activations to `pre`, of the old cell to `dCell`, which held that of the new one.
INLINE void gatesGradient(const float *record, const SequenceShape &s, const float *dCandidate, ivec on, float *dCell,
                          float *pre) {
  const long state = (long)s.units * LANES;
  const float *old = record + s.cellAt(), *i = record + s.gatesAt(), *f = i + state, *o = f + state, *g = o + state;
  for (long e = 0; e < state; e += LANES) {
    vec open = load(i + e), keep = load(f + e), show = load(o + e), content = load(g + e), before = load(old + e);
    vec squashed = tanhOf(keep * before + open * content);
    vec dh = load(dCandidate + e), dc = load(dCell + e);
    vec through = dh * show;
    vec inner = (on ? dc : splat(0)) + (through - through * squashed * squashed);
    vec byInput = inner * open;
    store(pre + e, byInput * content * (1.0f - open));
    store(pre + state + e, inner * before * keep * (1.0f - keep));
    store(pre + 2 * state + e, dh * squashed * show * (1.0f - show));
    store(pre + 3 * state + e, byInput - byInput * content * content);
    store(dCell + e, inner * keep + (on ? splat(0) : dc));
  }
}

static void sequenceGradientBlock(const SequenceShape &s, const SequenceWeights &weights, const SequenceGradientInput &in,
                                  const SequenceGradientOutput &out, int firstGroup, int groups) {
  const int k = s.modules, d = s.units, hv = s.attention.readWidth(), width = s.attention.width();
  const long state = (long)d * LANES, states = k * state, reads = (long)k * hv * LANES, projections = (long)k * width * LANES;
  const long gates = (long)s.gates() * LANES, told = (long)s.told() * LANES, recordGroup = s.groupRecord();
  const long places = s.place(k, 0);
  const bool streamsPre = streams(out.pre, places * s.gates(), s.gates());
  const bool streamsTold = streams(out.told, places * s.told(), s.told());
  const bool streamsProjected = streams(out.projected, places * width, width);
  float *dHidden, *dCell, *dCandidate, *dSource, *dPre, *dTold, *dRead, *dProjected, *row, *scores, *active;
  Parts parts{nullptr};
  for (int pass = 0; pass < 2; pass++) {
    if (pass) parts = {pieceScratch.atLeast((size_t)parts.size)};
    dHidden = parts.take(groups * states), dCell = parts.take(groups * states), dCandidate = parts.take(groups * state);
    dPre = parts.take(groups * gates), row = parts.take(gates), active = parts.take((long)groups * k * LANES);
    dSource = parts.take(s.communicates ? groups * state : 0);
    dTold = parts.take(s.communicates ? groups * told : 0);
    dRead = parts.take(s.communicates ? groups * reads : 0);
    dProjected = parts.take(s.communicates ? groups * projections : 0);
    scores = parts.take(s.communicates ? 2 * (long)s.attention.scoreFloats() : 0);
  }
  memset(dHidden, 0, 4 * (size_t)(groups * states));
  memset(dCell, 0, 4 * (size_t)(groups * states));
  for (int n = 0; in.dCell && n < groups; n++)
    for (int m = 0; m < k; m++)
      Group(s.batch, firstGroup + n).bring(in.dCell + (long)m * s.batch * d, d, dCell + n * states + m * state);
  for (int t = s.steps - 1; t >= 0; t--) {
    const float *step = in.kept + firstGroup * recordGroup + t * s.stepRecord();
    const int32_t *indices = in.rows + (long)t * s.batch;
    for (int m = 0; m < k; m++) {
      for (int n = 0; n < groups; n++) {
        Group group(s.batch, firstGroup + n);
        float *dh = dHidden + n * states + m * state;
        vec chosen = loadUpTo(in.active + s.place(m, t) + group.first, group.count);
        store(active + (n * k + m) * LANES, (vec)(chosen != 0.0f));
        group.bring(in.dHidden + s.place(m, t) * d, d, row);
        for (long e = 0; e < state; e += LANES) store(dh + e, load(dh + e) + load(row + e));
        if (!s.communicates) continue;
        ivec on = chosen != 0.0f;
        const float *content = step + n * recordGroup + m * s.record() + s.toldAt(), *gate = content + state;
        float *toContent = dTold + n * told, *toGate = toContent + state;
        if (s.masked) group.bring(in.readMask + ((long)t * k + m) * s.batch * d, d, row);
        for (long e = 0; e < state; e += LANES) {
          vec arrives = on ? load(dh + e) : splat(0);
          if (s.gated) {
            vec squashed = load(content + e), open = load(gate + e), through = arrives * open;
            store(toGate + e, through * (1.0f - open) * squashed);
            arrives = through - through * squashed * squashed;
          }
          store(toContent + e, s.masked ? arrives * load(row + e) : arrives);
        }
        group.putAway(toContent, s.told(), out.told + s.place(m, t) * s.told(), streamsTold);
      }
      if (s.communicates)
        lanesProduct<false>(weights.read, weights.ofRead(), dTold, told, dRead + (long)m * hv * LANES, reads, groups);
    }
    for (int n = 0; s.communicates && n < groups; n++) {
      float *to = dProjected + n * projections;
      attendGradient(s.attention, step + n * recordGroup + s.projectedAt(), s.record(), dRead + n * reads, (long)hv * LANES,
                     to, (long)width * LANES, scores);
      for (int m = 0; m < k; m++)
        Group(s.batch, firstGroup + n)
            .putAway(to + (long)m * width * LANES, width, out.projected + s.place(m, t) * width, streamsProjected);
    }
    for (int m = 0; m < k; m++) {
      if (s.communicates)
        lanesProduct<false>(weights.communication, weights.ofCommunication(m), dProjected + (long)m * width * LANES,
                            projections, dSource, state, groups);
      for (int n = 0; n < groups; n++) {
        Group group(s.batch, firstGroup + n);
        const float *record = step + n * recordGroup + m * s.record();
        float *dh = dHidden + n * states + m * state, *to = dCandidate + n * state, *pre = dPre + n * gates;
        ivec on = (ivec)load(active + (n * k + m) * LANES);
        // Where the modules show their old states unless they are active, the rest of the gradient is for those.
        const bool spread = !s.held && !s.blocked, toHeld = s.held && !s.blocked;
        for (long e = 0; e < state; e += LANES) {
          vec arrives = load(dh + e), shown = s.communicates ? load(dSource + n * state + e) : splat(0);
          vec ofActive = spread || !s.communicates ? shown : on ? shown : splat(0);
          store(to + e, (on ? arrives : splat(0)) + ofActive);
          store(dh + e, on ? splat(0) : toHeld ? arrives + shown : arrives);
        }
        gatesGradient(record, s, to, on, dCell + n * states + m * state, pre);
        if (s.attends) {
          group.look(in.driven + (long)m * s.entries * s.gates(), indices, s.gates(), row);
          vec a = loadUpTo(in.attention + s.place(m, t) + group.first, group.count);
          vec score = a * (1.0f - a) * lanesDot(pre, row, s.gates());
          storeUpTo(out.score + s.place(m, t) + group.first, score, group.count);
          group.look(in.lookUp + (long)m * s.entries * d, indices, d, row);
          for (long e = 0; e < state; e += LANES) store(dh + e, load(dh + e) + score * load(row + e));
        }
        group.putAway(pre, s.gates(), out.pre + s.place(m, t) * s.gates(), streamsPre);
      }
      lanesProduct<true>(weights.recurrent, weights.ofState(m), dPre, gates, dHidden + m * state, states, groups);
    }
  }
  for (int n = 0; n < groups; n++)
    for (int m = 0; m < k; m++) {
      Group(s.batch, firstGroup + n).putBack(dHidden + n * states + m * state, d, out.hidden + (long)m * s.batch * d);
      Group(s.batch, firstGroup + n).putBack(dCell + n * states + m * state, d, out.cell + (long)m * s.batch * d);
    }
  finishStream();
}

static void moduleSequenceGradient(const SequenceShape &s, SequenceWeights &weights, const SequenceGradientInput &in,
                                   const SequenceGradientOutput &out) {
  forBlocks(s, [&](int first, int groups) { sequenceGradientBlock(s, weights, in, out, first, groups); });
}
