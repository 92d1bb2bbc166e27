// The ops of layers of a network: each holds its inputs against each other, and computes.
#pragma once
#include "adam.h"
#include "batchNorm.h"
#include "elementwise.h"
#include "../tensorflow/call.h"
#include "pool.h"
#include "scatterRows.h"
#include "thin.h"
#include "winograd.h"

static Images imagesOf(Call &call, const Call::Input &x) {
  call.require(x.rank == 4, "expected an image batch of rank 4");
  for (int i = 0; i < 4; i++) call.require(x.shape[i] < 1 << 20, "a dimension is too large");
  return {(int)x.shape[0], (int)x.shape[1], (int)x.shape[2]};
}

static void computeConvolution(Call &call, const Attributes &attributes) {
  Call::Input x = call.input(0), w = call.input(1), b = call.input(2);
  Images images = imagesOf(call, x);
  bool flip = attributes.flip != 0;
  call.require(w.rank == 4 && w.shape[0] == 3 && w.shape[1] == 3, "expected a 3x3 filter");
  int channels = (int)x.shape[3], filters = (int)w.shape[flip ? 2 : 3], activation = (int)attributes.activation;
  call.require(w.shape[flip ? 3 : 2] == channels, "the filter does not fit the channels of the images");
  call.require(activation >= LINEAR && activation <= ELU_GRADIENT, "unknown activation");
  bool isGradient = activation == ELU_GRADIENT;
  call.require(!isGradient || (attributes.biased && filters > 1), "the gradient of ELU needs a wide output");
  call.require(!attributes.biased || b.size() == (isGradient ? x.size() / (channels > 0 ? channels : 1) : 1) * filters,
               "the bias does not fit the filters");
  int64_t shape[] = {x.shape[0], x.shape[1], x.shape[2], filters};
  float *y = call.output(0, shape, 4);
  const float *bias = attributes.biased ? b.data : nullptr; // without one, any tensor stands in its place
  if (x.size() == 0 || filters == 0) return;
  if (channels == 1)
    convolveFromOne(x.data, w.data, bias, y, images, filters, flip, activation);
  else if (filters == 1)
    convolveToOne(x.data, w.data, bias, y, images, channels, flip, activation);
  else
    winogradConvolve(x.data, w.data, bias, y, images, channels, filters, flip, activation);
}

static void computeFilterGradient(Call &call, const Attributes &) {
  Call::Input x = call.input(0), dy = call.input(1);
  Images images = imagesOf(call, x);
  call.require(dy.rank == 4 && dy.shape[0] == x.shape[0] && dy.shape[1] == x.shape[1] && dy.shape[2] == x.shape[2],
               "the gradient does not fit the images");
  int channels = (int)x.shape[3], filters = (int)dy.shape[3];
  int64_t shape[] = {3, 3, channels, filters};
  float *dw = call.output(0, shape, 4);
  if (x.size() == 0 || dy.size() == 0)
    memset(dw, 0, 36 * (size_t)channels * (size_t)filters);
  else if (channels == 1)
    thinFilterGradient(x.data, dy.data, dw, images, filters, false);
  else if (filters == 1)
    thinFilterGradient(dy.data, x.data, dw, images, channels, true);
  else
    winogradFilterGradient(x.data, dy.data, dw, images, channels, filters);
}

template <bool ELU_FOLLOWS> static void computeBatchNorm(Call &call, const Attributes &attributes) {
  Call::Input x = call.input(0), gamma = call.input(1), beta = call.input(2);
  int64_t channels = x.last();
  call.require(gamma.size() == channels && beta.size() == channels, "scale and offset do not fit the channels");
  call.require(x.size() > 0, "there is nothing to normalise");
  float *y = call.output(0, x.shape, x.rank), *mean = call.output(1, &channels, 1);
  float *variance = call.output(2, &channels, 1);
  batchNorm<ELU_FOLLOWS>(x.data, gamma.data, beta.data, y, mean, variance, x.size() / channels, (int)channels, attributes.epsilon);
}

static void computeBatchNormGradient(Call &call, const Attributes &attributes) {
  Call::Input dy = call.input(0), x = call.input(1), gamma = call.input(2), mean = call.input(3);
  Call::Input variance = call.input(4);
  int64_t channels = x.last();
  call.require(gamma.size() == channels && mean.size() == channels && variance.size() == channels,
               "scale and statistics do not fit the channels");
  call.require(x.size() > 0 && dy.size() == x.size(), "the gradient does not fit the input");
  float *dx = call.output(0, x.shape, x.rank), *dGamma = call.output(1, &channels, 1);
  float *dBeta = call.output(2, &channels, 1);
  batchNormGradient(dy.data, x.data, gamma.data, mean.data, variance.data, dx, dGamma, dBeta, x.size() / channels,
                    (int)channels, attributes.epsilon);
}

static void computeColumnSum(Call &call, const Attributes &) {
  Call::Input x = call.input(0);
  int64_t channels = x.last();
  float *sums = call.output(0, &channels, 1);
  if (channels > 0) columnSums(x.data, nullptr, nullptr, sums, nullptr, x.size() / channels, (int)channels);
}

static void computeElu(Call &call, const Attributes &) {
  Call::Input x = call.input(0);
  elu(x.data, call.output(0, x.shape, x.rank), x.size());
}

static void computeStep(Call &call, const Attributes &) {
  Call::Input x = call.input(0);
  step(x.data, call.output(0, x.shape, x.rank), x.size());
}

static void computeEluGradient(Call &call, const Attributes &) {
  Call::Input dy = call.input(0), y = call.input(1);
  call.require(dy.size() == y.size(), "the gradient does not fit the output");
  eluGradient(dy.data, y.data, call.output(0, y.shape, y.rank), y.size());
}

typedef void Pool(const float *x, float *y, Images s, int channels);

template <Pool *POOL> static void computeHalvingPool(Call &call, const Attributes &) {
  Call::Input x = call.input(0);
  Images images = imagesOf(call, x);
  int64_t shape[] = {x.shape[0], x.shape[1] / 2, x.shape[2] / 2, x.shape[3]};
  POOL(x.data, call.output(0, shape, 4), images, (int)x.shape[3]);
}

typedef void PoolGradient(const float *dy, const float *before, float *dx, Images s, int channels);

template <PoolGradient *GRADIENT> static void computeHalvingPoolGradient(Call &call, const Attributes &) {
  Call::Input dy = call.input(0), before = call.input(1);
  Images images = imagesOf(call, before);
  call.require(dy.rank == 4 && dy.shape[0] == before.shape[0] && dy.shape[1] == before.shape[1] / 2 &&
                   dy.shape[2] == before.shape[2] / 2 && dy.shape[3] == before.shape[3],
               "the gradient does not fit the images");
  GRADIENT(dy.data, before.data, call.output(0, before.shape, 4), images, (int)before.shape[3]);
}

static void computeScatterRows(Call &call, const Attributes &) {
  Call::Input values = call.input(0), rows = call.input(1), like = call.input(2);
  call.require(like.rank > 0 && values.rank == like.rank && values.shape[0] == rows.size(), "the rows do not fit the values");
  for (int i = 1; i < like.rank; i++) call.require(values.shape[i] == like.shape[i], "the values do not fit the batch");
  const int32_t *places = (const int32_t *)rows.data;
  std::vector<int> sources((size_t)like.shape[0], -1);
  for (int i = 0; i < rows.size(); i++) {
    call.require(places[i] >= 0 && places[i] < like.shape[0], "a row is outside the batch");
    call.require(sources[places[i]] < 0, "a row is named twice");
    sources[places[i]] = i;
  }
  float *batch = call.output(0, like.shape, like.rank);
  if (like.size() > 0) scatterRows(values.data, sources, like.size() / like.shape[0], batch);
}

// The settings change with every update, so they are an input: TensorFlow keeps a kernel for every value of an attribute.
static void computeAdam(Call &call, const Attributes &) {
  Call::Input values = call.input(0), gradient = call.input(1), first = call.input(2), second = call.input(3);
  Call::Input settings = call.input(4);
  long size = values.size();
  call.require(gradient.size() == size && first.size() == size && second.size() == size, "the lengths differ");
  call.require(settings.size() == 6, "expected six settings");
  const float *s = settings.data;
  float *updated = call.output(0, values.shape, values.rank), *newFirst = call.output(1, first.shape, first.rank);
  float *newSecond = call.output(2, second.shape, second.rank);
  adam(values.data, gradient.data, first.data, second.data, updated, newFirst, newSecond, size,
       {s[0], s[1], s[2], s[3], s[4], s[5]});
}
