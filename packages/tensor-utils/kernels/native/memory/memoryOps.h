// The ops of a sequence with a memory, forwards and backwards: each holds its inputs against each other, and computes.
#pragma once
#include "../tensorflow/call.h"
#include "controller.h"
#include "dnc.h"
#include "ntm.h"

// Sizes as they are passed: how many sequences and steps, whether the gradient follows, and those of the memory.
template <class Memory> static Memory memoryOf(Call &call, const Call::Input &sizes) {
  call.require(sizes.rank == 1 && sizes.size() == Memory::SIZES, "there are other sizes than those of this memory");
  const int *size = (const int *)sizes.data;
  for (int i = 0; i < Memory::SIZES; i++) call.require(size[i] > 0 && size[i] <= 1 << 16, "a size is out of range");
  return Memory(size);
}

template <class Memory>
static ControllerShape controllerShape(Call &call, const Memory &memory, const Call::Input &kernel, const Call::Input &telling) {
  call.require(kernel.rank == 2 && telling.rank == 2, "a kernel has another rank");
  ControllerShape s;
  s.told = memory.told(), s.reads = memory.reads(), s.state = memory.state(), s.kept = memory.kept();
  s.scratch = memory.scratch();
  s.units = (int)telling.shape[0];
  call.require(s.units > 0 && s.units < 1 << 20, "the units are out of range");
  call.require(kernel.shape[0] == s.outputs() && kernel.shape[1] == s.gates(), "the recurrent kernel does not fit");
  call.require(telling.shape[1] == s.told, "the interface does not fit the memory");
  return s;
}

template <class Memory> static void computeMemorySequence(Call &call, const Attributes &attributes) {
  Call::Input driven = call.input(0), rows = call.input(1), kernel = call.input(2), telling = call.input(3);
  Call::Input bias = call.input(4), state = call.input(5), sizes = call.input(6);
  const Memory memory = memoryOf<Memory>(call, sizes);
  ControllerShape s = controllerShape(call, memory, kernel, telling);
  call.require(rows.rank == 2 && driven.rank == 2 && rows.size() > 0 && driven.size() > 0, "there is nothing to go through");
  s.steps = (int)rows.shape[0], s.batch = (int)rows.shape[1], s.entries = (int)driven.shape[0], s.keep = attributes.keep != 0;
  call.require(driven.shape[1] == s.gates() && bias.size() == s.told, "what is added does not fit");
  call.require(state.rank == 2 && state.shape[0] == s.batch && state.shape[1] == s.passed(), "the first state does not fit");
  const int32_t *index = (const int32_t *)rows.data;
  for (long i = 0; i < rows.size(); i++) call.require(index[i] >= 0 && index[i] < s.entries, "a row is not in the table");
  int64_t all[] = {s.steps, s.batch, s.outputs()}, kept = s.keep ? s.groups() * s.groupRecord() : 0;
  float *outputs = call.output(0, all, 3), *last = call.output(1, state.shape, 2), *records = call.output(2, &kept, 1);
  preferLargePages(records, (size_t)kept);
  const ControllerWeights weights(s, kernel.data, telling.data, false);
  forGroupBlocks(s, [&](int first, int groups) {
    controllerBlock(s, memory, weights, {driven.data, bias.data, state.data, index}, outputs, last, records, first, groups);
  });
}

template <class Memory> static void computeMemorySequenceGradient(Call &call, const Attributes &) {
  Call::Input kernel = call.input(0), telling = call.input(1), kept = call.input(2), dOutputs = call.input(3);
  Call::Input dLast = call.input(4), sizes = call.input(5);
  const Memory memory = memoryOf<Memory>(call, sizes);
  ControllerShape s = controllerShape(call, memory, kernel, telling);
  call.require(dOutputs.rank == 3 && dOutputs.size() > 0, "the gradient of the outputs has another rank");
  s.steps = (int)dOutputs.shape[0], s.batch = (int)dOutputs.shape[1], s.entries = 0, s.keep = true;
  call.require(dOutputs.shape[2] == s.outputs(), "the gradient does not fit the outputs");
  call.require(dLast.rank == 2 && dLast.shape[0] == s.batch && dLast.shape[1] == s.passed(), "the gradient does not fit the state");
  call.require(kept.size() == s.groups() * s.groupRecord(), "what was kept is of another pass");
  int64_t pre[] = {s.steps, s.batch, s.gates()}, told[] = {s.steps, s.batch, s.told};
  ControllerGradient out;
  out.pre = call.output(0, pre, 3), out.told = call.output(1, told, 3), out.state = call.output(2, dLast.shape, 2);
  const ControllerWeights weights(s, kernel.data, telling.data, true);
  forGroupBlocks(s, [&](int first, int groups) {
    controllerGradientBlock(s, memory, weights, kept.data, dOutputs.data, dLast.data, out, first, groups);
  });
}
