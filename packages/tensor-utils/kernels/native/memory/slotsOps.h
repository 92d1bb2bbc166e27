// The ops of memories whose slots all move at every step, forwards and backwards: each holds its inputs against each other,
// and computes.
#pragma once
#include "../tensorflow/call.h"
#include "entnet.h"
#include "rmc.h"

// What both directions take of the sequence: rows that every step refers to, of a table.
static void readSequence(Call &call, SlotsShape &s, const Call::Input &driven, const Call::Input &rows, int read) {
  call.require(rows.rank == 2 && driven.rank == 2 && rows.size() > 0 && driven.size() > 0, "there is nothing to go through");
  call.require(driven.shape[1] == read, "the input does not fit");
  s.steps = (int)rows.shape[0], s.batch = (int)rows.shape[1], s.entries = (int)driven.shape[0];
  const int32_t *index = (const int32_t *)rows.data;
  for (long i = 0; i < rows.size(); i++) call.require(index[i] >= 0 && index[i] < s.entries, "a row is not in the table");
}

// A number for each of `features` of every sequence at every step, in `parts` one after the other.
static float *stepOutput(Call &call, int index, const SlotsShape &s, long features, int parts = 1) {
  int64_t shape[] = {parts, s.steps, s.batch, features};
  float *place = call.output(index, shape, 4);
  preferLargePages(place, (size_t)parts * s.steps * s.batch * (size_t)features);
  return place;
}

static EntnetShape entnetShape(Call &call, const Call::Input &driven, const Call::Input &rows, const Call::Input &kernel,
                               const Call::Input &fromKeys, const Call::Input &slope) {
  call.require(kernel.rank == 2 && fromKeys.rank == 2, "a kernel has another rank");
  EntnetShape s;
  s.slots = (int)fromKeys.shape[0], s.width = (int)fromKeys.shape[1];
  call.require(s.slots > 0 && s.width > 0, "there is no slot");
  call.require(kernel.shape[0] == s.width && kernel.shape[1] == s.width && slope.size() == s.width, "the widths differ");
  readSequence(call, s, driven, rows, s.read());
  return s;
}

static void computeEntnet(Call &call, const Attributes &attributes) {
  Call::Input driven = call.input(0), rows = call.input(1), kernel = call.input(2), fromKeys = call.input(3);
  Call::Input slope = call.input(4), state = call.input(5);
  EntnetShape s = entnetShape(call, driven, rows, kernel, fromKeys, slope);
  s.keep = attributes.keep != 0;
  call.require(state.rank == 2 && state.shape[0] == s.batch && state.shape[1] == s.size(), "the first state does not fit");
  float *outputs = stepOutput(call, 0, s, s.size());
  int64_t size = s.keep ? s.groups() * s.groupRecord() : 0;
  float *kept = call.output(1, &size, 1);
  preferLargePages(kept, (size_t)size);
  const Weights shape{s.width, s.width};
  float *packed = jobScratch.atLeast(shape.size());
  shape.pack(kernel.data, 1, s.width, packed);
  const EntnetInput in = {driven.data, fromKeys.data, slope.data, state.data, (const int32_t *)rows.data};
  Threads::shared().run(s.groups(), [&](int group) { entnetGroup(s, shape, packed, in, outputs, kept, group); });
}

static void computeEntnetGradient(Call &call, const Attributes &) {
  Call::Input driven = call.input(0), rows = call.input(1), kernel = call.input(2), fromKeys = call.input(3);
  Call::Input slope = call.input(4), kept = call.input(5), dOutputs = call.input(6);
  EntnetShape s = entnetShape(call, driven, rows, kernel, fromKeys, slope);
  s.keep = true;
  call.require(kept.size() == s.groups() * s.groupRecord(), "what was kept is of another pass");
  call.require(dOutputs.size() == (long)s.steps * s.batch * s.size(), "the gradient does not fit the outputs");
  int64_t slopes[] = {s.groups(), s.width}, first[] = {s.batch, s.size()};
  EntnetGradient out;
  out.read = stepOutput(call, 0, s, s.read()), out.sum = stepOutput(call, 1, s, s.size());
  out.before = stepOutput(call, 2, s, s.size()), out.slope = call.output(3, slopes, 2), out.state = call.output(4, first, 2);
  const Weights shape{s.width, s.width};
  float *packed = jobScratch.atLeast(shape.size());
  shape.pack(kernel.data, s.width, 1, packed);
  const EntnetInput in = {driven.data, fromKeys.data, slope.data, nullptr, (const int32_t *)rows.data};
  Threads::shared().run(s.groups(), [&](int group) {
    entnetGradientGroup(s, shape, packed, in, kept.data, dOutputs.data, out, group);
  });
}

static RmcShape rmcShape(Call &call, const Call::Input &driven, const Call::Input &rows, const Call::Input &attention,
                         const Call::Input &layers, const Call::Input &gates, const Call::Input &vectors,
                         const Call::Input &sizes) {
  call.require(sizes.size() == 6, "expected six sizes");
  const int *size = (const int *)sizes.data;
  for (int i = 0; i < 6; i++) call.require(size[i] >= (i < 5) && size[i] <= 1 << 16, "a size is out of range");
  RmcShape s;
  s.slots = size[0], s.heads = size[1], s.key = size[2], s.value = size[3], s.layers = size[4], s.gates = size[5];
  s.width = s.heads * s.value;
  call.require(s.layers <= 16, "too many layers");
  call.require(s.gates == 0 || s.gates == 1 || s.gates == s.width, "as many gates as units, one, or none");
  call.require(attention.size() == (long)s.width * s.packed(), "the kernel of the attention does not fit");
  call.require(layers.size() == (long)s.layers * s.width * s.width, "the kernels of the layers do not fit");
  call.require(gates.size() == 2L * s.width * s.gates, "the kernel of the gates does not fit");
  call.require(vectors.size() == s.vectors(), "biases, scales and offsets do not fit");
  readSequence(call, s, driven, rows, s.read());
  return s;
}

static void computeRmc(Call &call, const Attributes &attributes) {
  Call::Input driven = call.input(0), rows = call.input(1), attention = call.input(2), layers = call.input(3);
  Call::Input gates = call.input(4), vectors = call.input(5), state = call.input(6), sizes = call.input(7);
  RmcShape s = rmcShape(call, driven, rows, attention, layers, gates, vectors, sizes);
  s.keep = attributes.keep != 0;
  call.require(state.rank == 2 && state.shape[0] == s.batch && state.shape[1] == s.size(), "the first state does not fit");
  float *outputs = stepOutput(call, 0, s, s.size());
  int64_t size = s.keep ? s.groups() * s.groupRecord() : 0;
  float *kept = call.output(1, &size, 1);
  preferLargePages(kept, (size_t)size);
  const RmcWeights weights(s, attention.data, layers.data, gates.data, false);
  const RmcInput in = {driven.data, vectors.data, state.data, (const int32_t *)rows.data};
  Threads::shared().run(s.groups(), [&](int group) { rmcGroup(s, weights, in, outputs, kept, group); });
}

static void computeRmcGradient(Call &call, const Attributes &) {
  Call::Input driven = call.input(0), rows = call.input(1), attention = call.input(2), layers = call.input(3);
  Call::Input gates = call.input(4), vectors = call.input(5), sizes = call.input(6), kept = call.input(7);
  Call::Input dOutputs = call.input(8);
  RmcShape s = rmcShape(call, driven, rows, attention, layers, gates, vectors, sizes);
  s.keep = true;
  call.require(kept.size() == s.groups() * s.groupRecord(), "what was kept is of another pass");
  call.require(dOutputs.size() == (long)s.steps * s.batch * s.size(), "the gradient does not fit the outputs");
  int64_t first[] = {s.batch, s.size()}, parts[] = {s.groups(), s.vectors()};
  RmcGradient out;
  out.read = stepOutput(call, 0, s, s.read()), out.before = stepOutput(call, 1, s, s.size());
  out.projected = stepOutput(call, 2, s, (long)s.slots * s.packed());
  out.layerInputs = stepOutput(call, 3, s, s.size(), s.layers), out.layerSums = stepOutput(call, 4, s, s.size(), s.layers);
  out.squashed = stepOutput(call, 5, s, s.gates > 0 ? s.size() : 0);
  out.gates = stepOutput(call, 6, s, 2L * s.slots * s.gates);
  out.vectors = call.output(7, parts, 2), out.state = call.output(8, first, 2);
  const RmcWeights weights(s, attention.data, layers.data, gates.data, true);
  const RmcInput in = {driven.data, vectors.data, nullptr, (const int32_t *)rows.data};
  Threads::shared().run(s.groups(), [&](int group) {
    rmcGradientGroup(s, weights, in, kept.data, dOutputs.data, out, group);
  });
}
