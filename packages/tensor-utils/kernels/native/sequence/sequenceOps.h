// The ops of a sequence of recurrent modules, forwards and backwards: each holds its inputs against each other, and
// computes.
#pragma once
#include "../tensorflow/call.h"
#include "moduleSequenceGradient.h"

// Sizes, by what both ops are given; the other inputs are then held against them.
static SequenceShape sequenceShape(Call &call, const Attributes &attributes, const Call::Input &lookUp,
                                   const Call::Input &driven, const Call::Input &rows, const Call::Input &kernel,
                                   const Call::Input &communication, const Call::Input &readKernel,
                                   const Call::Input &readMask) {
  call.require(kernel.rank == 3 && driven.rank == 3 && rows.rank == 2, "kernel, drive and rows have other ranks");
  for (const Call::Input *in : {&driven, &rows, &kernel})
    for (int i = 0; i < in->rank; i++)
      call.require(in->shape[i] > 0 && in->shape[i] < 1 << 24, "a dimension is empty or too large");
  for (int64_t each : {attributes.heads, attributes.key, attributes.value})
    call.require(each >= 0 && each < 1 << 16, "heads and widths of the communication are out of range");
  SequenceShape s;
  s.modules = (int)kernel.shape[0], s.units = (int)kernel.shape[1], s.steps = (int)rows.shape[0];
  s.batch = (int)rows.shape[1], s.entries = (int)driven.shape[1], s.active = (int)attributes.active;
  s.attention = {s.modules, (int)attributes.heads, (int)attributes.key, (int)attributes.value};
  s.attends = lookUp.size() > 0, s.communicates = communication.size() > 0, s.masked = readMask.size() > 0;
  s.gated = attributes.gated != 0, s.held = attributes.held != 0;
  s.keep = attributes.keep != 0, s.blocked = attributes.blocked != 0;
  if (!s.communicates) s.attention = {s.modules, 0, 0, 0}, s.masked = false;
  const long d = s.units, all = s.modules;
  call.require(kernel.shape[2] == s.gates() && driven.shape[0] == all && driven.shape[2] == s.gates(),
               "kernel and drive do not fit");
  call.require(!s.attends || lookUp.size() == all * s.entries * d, "the look-up does not fit");
  call.require(attributes.active > 0 && attributes.active <= all, "too many active modules, or none");
  if (s.communicates) {
    call.require(s.attention.heads > 0 && s.attention.key > 0 && s.attention.value > 0, "the communication has no width");
    call.require(communication.size() == all * d * s.attention.width(), "the communication does not fit");
    call.require(readKernel.size() == (long)s.attention.readWidth() * s.told(), "the read kernel does not fit");
    call.require(!s.masked || readMask.size() == (long)s.steps * all * s.batch * d, "the mask does not fit");
  }
  const int32_t *index = (const int32_t *)rows.data;
  for (long i = 0; i < rows.size(); i++) call.require(index[i] >= 0 && index[i] < s.entries, "a row is not in the table");
  return s;
}

// An output of one float for each feature at each step, modules first, or an empty one.
static float *sequenceOutput(Call &call, int index, const SequenceShape &s, long features, bool wanted) {
  int64_t shape[] = {s.modules, s.steps, s.batch, features}, none = 0;
  if (!wanted) return call.output(index, &none, 1);
  float *place = call.output(index, shape, features == 0 ? 3 : 4);
  preferLargePages(place, (size_t)s.place(s.modules, 0) * (features == 0 ? 1 : features));
  return place;
}

static void computeModuleSequence(Call &call, const Attributes &attributes) {
  Call::Input lookUp = call.input(0), driven = call.input(1), rows = call.input(2), kernel = call.input(3);
  Call::Input bias = call.input(4), communication = call.input(5), readKernel = call.input(6), readBias = call.input(7);
  Call::Input hidden = call.input(8), cell = call.input(9), readMask = call.input(10);
  SequenceShape s = sequenceShape(call, attributes, lookUp, driven, rows, kernel, communication, readKernel, readMask);
  const long states = (long)s.modules * s.batch * s.units;
  call.require(bias.size() == (long)s.modules * s.gates() && hidden.size() == states && cell.size() == states,
               "bias or state does not fit");
  call.require(!s.communicates || readBias.size() == s.told(), "the bias of what is read does not fit");
  SequenceOutput out;
  int64_t last[] = {s.modules, s.batch, s.units}, kept = s.keep ? s.groups() * s.groupRecord() : 0;
  out.hidden = sequenceOutput(call, 0, s, s.units, true);
  out.cell = call.output(1, last, 3);
  out.active = sequenceOutput(call, 2, s, 0, true);
  out.before = sequenceOutput(call, 3, s, s.units, s.keep);
  out.attention = sequenceOutput(call, 4, s, 0, s.keep && s.attends);
  out.source = sequenceOutput(call, 5, s, s.units, s.keep && s.communicates);
  out.read = sequenceOutput(call, 6, s, s.attention.readWidth(), s.keep && s.communicates);
  out.kept = call.output(7, &kept, 1);
  preferLargePages(out.kept, (size_t)kept);
  SequenceWeights weights(s, false);
  weights.pack(s, false, kernel.data, communication.data, readKernel.data);
  moduleSequence(s, weights,
                 {lookUp.data, driven.data, bias.data, readBias.data, readMask.data, hidden.data, cell.data,
                  (const int32_t *)rows.data},
                 out);
}

static void computeModuleSequenceGradient(Call &call, const Attributes &attributes) {
  Call::Input lookUp = call.input(0), driven = call.input(1), rows = call.input(2), kernel = call.input(3);
  Call::Input communication = call.input(4), readKernel = call.input(5), readMask = call.input(6), attention = call.input(7);
  Call::Input active = call.input(8), kept = call.input(9), dHidden = call.input(10), dCell = call.input(11);
  SequenceShape s = sequenceShape(call, attributes, lookUp, driven, rows, kernel, communication, readKernel, readMask);
  s.keep = true;
  const long places = s.place(s.modules, 0);
  call.require(active.size() == places && (!s.attends || attention.size() == places), "the activity is of another pass");
  call.require(kept.size() == s.groups() * s.groupRecord(), "what was kept is of another pass");
  call.require(dHidden.size() == places * s.units, "the gradient does not fit the states");
  call.require(dCell.size() == 0 || dCell.size() == (long)s.modules * s.batch * s.units, "the gradient does not fit the cells");
  SequenceGradientOutput out;
  int64_t first[] = {s.modules, s.batch, s.units};
  out.pre = sequenceOutput(call, 0, s, s.gates(), true);
  out.score = sequenceOutput(call, 1, s, 0, s.attends);
  out.projected = sequenceOutput(call, 2, s, s.attention.width(), s.communicates);
  out.told = sequenceOutput(call, 3, s, s.told(), s.communicates);
  out.hidden = call.output(4, first, 3), out.cell = call.output(5, first, 3);
  SequenceWeights weights(s, true);
  weights.pack(s, true, kernel.data, communication.data, readKernel.data);
  moduleSequenceGradient(s, weights,
                         {lookUp.data, driven.data, readMask.data, attention.data, active.data, kept.data, dHidden.data,
                          dCell.size() > 0 ? dCell.data : nullptr, (const int32_t *)rows.data},
                         out);
}
