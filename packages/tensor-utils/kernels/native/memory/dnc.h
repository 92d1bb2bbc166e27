// The memory of a Differentiable Neural Computer with one write head. It writes where the content is or where there is room,
// links each slot to the one written before it, and reads by content or along the links.
#pragma once
#include "content.h"

// The least usage that allocation reckons with.
static const float USAGE_EPSILON = 1e-6f;

struct DncMemory {
  MemoryShape memory;
  int readHeads;

  static const int SIZES = 3;
  explicit DncMemory(const int *sizes) : memory{sizes[1], sizes[0]}, readHeads(sizes[2]) {}

  // What a read head is told: key, three modes, strength and free gate; the write head what it adds, key, strength, erase
  // vector and two gates.
  int headTold() const { return memory.width + 5; }
  long told() const { return (long)readHeads * headTold() + 3L * memory.width + 3; }
  long reads() const { return (long)readHeads * memory.width; }
  long places() const { return (long)readHeads * memory.slots; }
  long links() const { return (long)memory.slots * memory.slots; }
  // The state: memory, usage, precedence, links [slots][slots], weights of reading, weights of writing.
  long usageAt() const { return memory.size() * LANES; }
  long precedenceAt() const { return usageAt() + (long)memory.slots * LANES; }
  long linksAt() const { return precedenceAt() + (long)memory.slots * LANES; }
  long readingAt() const { return linksAt() + links() * LANES; }
  long writingAt() const { return readingAt() + places() * LANES; }
  long state() const { return memory.size() + 3L * memory.slots + links() + places(); }
  // Room, the share of it that less used slots leave, content of writing, its cosines, scales of the slots before and after;
  // then for each read head content, cosines, what lies backward and what lies forward.
  long kept() const { return 6L * memory.slots + 4 * places(); }
  long scratch() const { return 2 * memory.size() + 6L * memory.slots + places() + readHeads + 1; }

  void step(float *told, const float *before, float *after, float *reads, float *kept) const {
    const int n = memory.slots, width = memory.width;
    const long row = (long)n * LANES;
    float *toWrite = told + (long)readHeads * headTold() * LANES;
    float *add = toWrite, *key = add + (long)width * LANES, *strength = key + (long)width * LANES;
    float *erase = strength + LANES, *gates = erase + (long)width * LANES;
    put(strength, 0, softplusOf(at(strength, 0)));
    for (int w = 0; w < width + 2; w++) put(erase, w, sigmoidOf(at(erase, w)));
    for (int h = 0; h < readHeads; h++) {
      float *modes = told + ((long)h * headTold() + width) * LANES;
      softmaxOf(modes, splat(1), 3, modes);
      put(modes, 3, softplusOf(at(modes, 3))), put(modes, 4, sigmoidOf(at(modes, 4)));
    }
    float *room = kept, *less = room + row, *content = less + row, *cosines = content + row, *scales = cosines + row;
    float *newScales = scales + row, *contents = newScales + row, *allCosines = contents + places() * LANES;
    float *backward = allCosines + places() * LANES, *forward = backward + places() * LANES;
    float *usage = after + usageAt(), *writing = after + writingAt(), *reading = after + readingAt();
    const float *wrote = before + writingAt(), *read = before + readingAt();
    for (int i = 0; i < n; i++) {
      vec u = at(before + usageAt(), i), w = at(wrote, i), retention = splat(1);
      for (int h = 0; h < readHeads; h++) retention *= 1.0f - freeGate(told, h) * at(read + h * row, i);
      put(usage, i, (u + w - u * w) * retention);
    }
    findRoom(usage, room, less);
    slotScales(memory, before, scales);
    findContent(memory, key, at(strength, 0), before, scales, cosines, content);
    for (int i = 0; i < n; i++)
      put(writing, i, at(gates, 1) * (at(content, i) + (at(room, i) - at(content, i)) * at(gates, 0)));
    writeMemory(memory, before, 1, writing, erase, add, 0, after);
    link(before, writing, after);
    slotScales(memory, after, newScales);
    for (int h = 0; h < readHeads; h++) {
      const float *head = told + (long)h * headTold() * LANES, *modes = head + (long)width * LANES;
      findContent(memory, head, at(modes, 3), after, newScales, allCosines + h * row, contents + h * row);
      follow(after + linksAt(), read + h * row, backward + h * row, forward + h * row);
      for (int i = 0; i < n; i++)
        put(reading + h * row, i, at(modes, 0) * at(backward + h * row, i) + at(modes, 1) * at(contents + h * row, i) +
                                      at(modes, 2) * at(forward + h * row, i));
      readMemory(memory, after, reading + h * row, reads + (long)h * width * LANES);
    }
  }

  // `dState` holds the gradient of the state afterwards, and then that of the state before.
  void gradient(const float *told, const float *before, const float *after, const float *kept, const float *dReads,
                float *dState, float *dTold, float *scratch) const {
    const int n = memory.slots, width = memory.width;
    const long row = (long)n * LANES;
    const long writeTold = (long)readHeads * headTold() * LANES, keyAt = (long)width * LANES, strengthAt = 2 * keyAt;
    const long eraseAt = strengthAt + LANES, gatesAt = eraseAt + keyAt;
    const float *toWrite = told + writeTold, *erase = toWrite + eraseAt, *gates = toWrite + gatesAt;
    float *dToWrite = dTold + writeTold, *dErase = dToWrite + eraseAt, *dGates = dToWrite + gatesAt;
    const float *room = kept, *less = room + row, *content = less + row, *cosines = content + row, *scales = cosines + row;
    const float *newScales = scales + row, *contents = newScales + row, *allCosines = contents + places() * LANES;
    const float *backward = allCosines + places() * LANES, *forward = backward + places() * LANES;
    const float *writing = after + writingAt(), *reading = after + readingAt(), *links = after + linksAt();
    float *dReading = dState + readingAt(), *dWriting = dState + writingAt(), *dUsage = dState + usageAt();
    float *dUnits = scratch, *along = dUnits + memory.size() * LANES, *dContent = along + row, *dBack = dContent + row;
    float *dOn = dBack + row, *dOld = dOn + row, *lefts = dOld + places() * LANES;
    clear(dUnits, memory.size());
    for (int h = 0; h < readHeads; h++) {
      const float *head = told + (long)h * headTold() * LANES, *modes = head + (long)width * LANES;
      float *dHead = dTold + (long)h * headTold() * LANES, *dModes = dHead + (long)width * LANES, *d = dReading + h * row;
      readGradient(memory, after, reading + h * row, dReads + h * keyAt, d, dState);
      put(dModes, 0, dotOf(d, backward + h * row, n));
      put(dModes, 1, dotOf(d, contents + h * row, n));
      put(dModes, 2, dotOf(d, forward + h * row, n));
      softmaxGradientOf(modes, 3, dModes);
      for (int i = 0; i < n; i++) {
        put(dBack, i, at(d, i) * at(modes, 0));
        put(dContent, i, at(d, i) * at(modes, 1));
        put(dOn, i, at(d, i) * at(modes, 2));
      }
      followGradient(links, before + readingAt() + h * row, dBack, dOn, dOld + h * row, dState + linksAt());
      vec dStrength;
      contentGradient(memory, head, at(modes, 3), after, newScales, allCosines + h * row, contents + h * row, dContent, dHead,
                      &dStrength, dUnits);
      put(dModes, 3, dStrength * softplusSlope(at(modes, 3)));
    }
    memcpy(dReading, dOld, 4 * LANES * (size_t)places());
    unitsGradient(memory, after, newScales, dUnits, along, dState);
    linkGradient(before, writing, dState, dWriting);
    writeGradient(memory, before, 1, writing, erase, toWrite, 0, dState, dWriting, dErase, dToWrite, lefts);
    vec dAllocation = splat(0), dWrite = splat(0);
    float *dRoom = dBack;
    for (int i = 0; i < n; i++) {
      const vec d = at(dWriting, i), span = at(room, i) - at(content, i), place = d * at(gates, 1);
      dWrite += d * (at(content, i) + span * at(gates, 0)), dAllocation += place * span;
      put(dRoom, i, place * at(gates, 0)), put(dContent, i, place * (1.0f - at(gates, 0)));
    }
    put(dGates, 0, dAllocation), put(dGates, 1, dWrite);
    for (int w = 0; w < width + 2; w++) put(dErase, w, at(dErase, w) * at(erase, w) * (1.0f - at(erase, w)));
    const vec strength = at(toWrite + strengthAt, 0);
    vec dStrength;
    clear(dUnits, memory.size());
    contentGradient(memory, toWrite + keyAt, strength, before, scales, cosines, content, dContent, dToWrite + keyAt, &dStrength,
                    dUnits);
    put(dToWrite + strengthAt, 0, dStrength * softplusSlope(strength));
    unitsGradient(memory, before, scales, dUnits, along, dState);
    roomGradient(after + usageAt(), room, less, dRoom, dUsage);
    usageGradient(told, before, dUsage, dWriting, dReading, dTold);
  }

private:
  INLINE_METHOD vec freeGate(const float *told, int head) const {
    return at(told, (long)head * headTold() + memory.width + 4);
  }

  static INLINE_METHOD vec usedOf(vec usage) { return usage * (1.0f - USAGE_EPSILON) + USAGE_EPSILON; }

  // Whether slot i comes before slot j: less used, or as much used and in front of it.
  static INLINE_METHOD ivec comesBefore(vec ofI, vec ofJ, bool inFront) { return inFront ? ofI <= ofJ : ofI < ofJ; }

  // room_j = (1 - u_j) less_j, where less_j is the product of the usages that come before that of j.
  void findRoom(const float *usage, float *room, float *less) const {
    const int n = memory.slots;
    for (int j = 0; j < n; j++) {
      const vec own = usedOf(at(usage, j));
      vec product = splat(1);
      for (int i = 0; i < n; i++) {
        const vec other = usedOf(at(usage, i));
        product *= comesBefore(other, own, i < j) ? other : splat(1);
      }
      put(less, j, product), put(room, j, (1.0f - own) * product);
    }
  }

  // Adds to the gradient of the usage; the order counts as constant.
  void roomGradient(const float *usage, const float *room, const float *less, const float *dRoom, float *dUsage) const {
    const int n = memory.slots;
    for (int i = 0; i < n; i++) {
      const vec own = usedOf(at(usage, i));
      vec later = splat(0);
      for (int j = 0; j < n; j++)
        later += comesBefore(own, usedOf(at(usage, j)), i < j) ? at(room, j) * at(dRoom, j) : splat(0);
      more(dUsage, i, (later / own - at(less, i) * at(dRoom, i)) * (1.0f - USAGE_EPSILON));
    }
  }

  // L_ij = (1 - w_i - w_j) L_ij + w_i p_j, the second part off the diagonal only; p = (1 - sum w) p + w.
  void link(const float *before, const float *writing, float *after) const {
    const int n = memory.slots;
    const float *old = before + linksAt(), *precedence = before + precedenceAt();
    float *links = after + linksAt();
    for (int i = 0; i < n; i++, old += (long)n * LANES, links += (long)n * LANES) {
      const vec own = at(writing, i), kept = 1.0f - own;
      for (int j = 0; j < n; j++)
        put(links, j, (kept - at(writing, j)) * at(old, j) + (i == j ? splat(0) : own * at(precedence, j)));
    }
    const vec kept = 1.0f - sumOf(writing, n);
    for (int i = 0; i < n; i++) put(after + precedenceAt(), i, kept * at(precedence, i) + at(writing, i));
  }

  // In place for links and precedence; adds to the gradient of the weights of writing.
  void linkGradient(const float *before, const float *writing, float *dState, float *dWriting) const {
    const int n = memory.slots;
    const float *old = before + linksAt(), *precedence = before + precedenceAt();
    float *d = dState + linksAt(), *dPrecedence = dState + precedenceAt();
    const vec kept = 1.0f - sumOf(writing, n), lost = dotOf(dPrecedence, precedence, n);
    for (int i = 0; i < n; i++) {
      more(dWriting, i, at(dPrecedence, i) - lost);
      put(dPrecedence, i, at(dPrecedence, i) * kept);
    }
    for (int i = 0; i < n; i++, old += (long)n * LANES, d += (long)n * LANES) {
      const vec own = at(writing, i), rest = 1.0f - own;
      vec toOwn = splat(0);
      for (int j = 0; j < n; j++) {
        const vec g = at(d, j), gone = g * at(old, j);
        toOwn -= gone;
        more(dWriting, j, -gone);
        if (i != j) {
          toOwn += g * at(precedence, j);
          more(dPrecedence, j, g * own);
        }
        put(d, j, g * (rest - at(writing, j)));
      }
      more(dWriting, i, toOwn);
    }
  }

  // backward_j = sum_i w_i L_ij, forward_i = sum_j L_ij w_j
  void follow(const float *links, const float *weights, float *backward, float *forward) const {
    const int n = memory.slots;
    clear(backward, n);
    for (int i = 0; i < n; i++, links += (long)n * LANES) {
      const vec own = at(weights, i);
      vec sum = splat(0);
      for (int j = 0; j < n; j++) {
        const vec l = at(links, j);
        more(backward, j, own * l);
        sum += l * at(weights, j);
      }
      put(forward, i, sum);
    }
  }

  // Adds to the gradient of the links.
  void followGradient(const float *links, const float *weights, const float *dBackward, const float *dForward, float *dWeights,
                      float *dLinks) const {
    const int n = memory.slots;
    clear(dWeights, n);
    for (int i = 0; i < n; i++, links += (long)n * LANES, dLinks += (long)n * LANES) {
      const vec own = at(weights, i), on = at(dForward, i);
      vec sum = splat(0);
      for (int j = 0; j < n; j++) {
        const vec l = at(links, j), back = at(dBackward, j);
        sum += l * back;
        more(dWeights, j, on * l);
        more(dLinks, j, own * back + on * at(weights, j));
      }
      more(dWeights, i, sum);
    }
  }

  // From the gradient of the usage to those of the state before, in place for usage and weights of writing; adds to that of
  // the weights of reading.
  void usageGradient(const float *told, const float *before, float *dUsage, float *dWriting, float *dReading, float *dTold) const {
    const int n = memory.slots;
    const long row = (long)n * LANES;
    const float *usage = before + usageAt(), *wrote = before + writingAt(), *read = before + readingAt();
    for (int h = 0; h < readHeads; h++) {
      const vec free = freeGate(told, h);
      vec dFree = splat(0);
      for (int i = 0; i < n; i++) {
        const vec u = at(usage, i), w = at(wrote, i);
        vec others = -at(dUsage, i) * (u + w - u * w);
        for (int g = 0; g < readHeads; g++)
          if (g != h) others *= 1.0f - freeGate(told, g) * at(read + g * row, i);
        more(dReading + h * row, i, others * free);
        dFree += others * at(read + h * row, i);
      }
      put(dTold, (long)h * headTold() + memory.width + 4, dFree * free * (1.0f - free));
    }
    for (int i = 0; i < n; i++) {
      vec d = at(dUsage, i);
      for (int h = 0; h < readHeads; h++) d *= 1.0f - freeGate(told, h) * at(read + h * row, i);
      put(dWriting, i, d * (1.0f - at(usage, i)));
      put(dUsage, i, d * (1.0f - at(wrote, i)));
    }
  }
};
