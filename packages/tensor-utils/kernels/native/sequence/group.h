// What every sequence of states needs: scratch memory in parts, and the way of rows into lanes and back.
#pragma once
#include "../lanes.h"
#include "../threads.h"

// Parts of a thread's scratch memory, one after the other.
struct Parts {
  float *memory;
  float *take(long floats) {
    float *part = memory;
    if (memory) memory += floats;
    size += floats;
    return part;
  }
  long size = 0;
};

// The sequences in the lanes of one group; lanes past the end of the batch repeat the last sequence.
struct Group {
  int first, count;
  int sequence[LANES];
  Group(int batch, int group) : first(group * LANES), count(batch - first < LANES ? batch - first : LANES) {
    for (int i = 0; i < LANES; i++) sequence[i] = first + (i < count ? i : count - 1);
  }

  // to[columns][LANES] from the rows of the sequences in from[batch, columns].
  void bring(const float *from, int columns, float *to) const {
    const float *rows[LANES];
    for (int i = 0; i < LANES; i++) rows[i] = from + (long)sequence[i] * columns;
    rowsToLanes(rows, columns, to);
  }
  // to[columns][LANES] from the rows of a table that the sequences refer to.
  void look(const float *table, const int32_t *indices, int columns, float *to) const {
    const float *rows[LANES];
    for (int i = 0; i < LANES; i++) rows[i] = table + (long)indices[sequence[i]] * columns;
    rowsToLanes(rows, columns, to);
  }
  void putBack(const float *from, int columns, float *to) const {
    lanesToRows<false>(from, columns, to + (long)first * columns, count);
  }
  // The same for outputs so large that nothing of them is left in a cache when they are read.
  void putAway(const float *from, int columns, float *to, bool stream) const {
    to += (long)first * columns;
    stream ? lanesToRows<true>(from, columns, to, count) : lanesToRows<false>(from, columns, to, count);
  }
};
