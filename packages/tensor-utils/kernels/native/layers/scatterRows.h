// Some rows of a batch, with zeros in the place of the others.
#pragma once
#include "../threads.h"
#include <algorithm>
#include <cstring>
#include <vector>

// `sources[r]` is the row of `values` that becomes row r, or -1.
static void scatterRows(const float *values, const std::vector<int> &sources, long width, float *batch) {
  const long piece = 1 << 16, pieces = (width + piece - 1) / piece;
  Threads::shared().run((int)(pieces * (long)sources.size()), [&](int i) {
    const long row = i / pieces, from = i % pieces * piece, count = std::min(piece, width - from);
    float *to = batch + row * width + from;
    const int source = sources[row];
    if (source < 0)
      memset(to, 0, 4 * (size_t)count);
    else
      memcpy(to, values + source * width + from, 4 * (size_t)count);
  });
}
