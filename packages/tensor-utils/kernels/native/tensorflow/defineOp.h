// Tells TensorFlow about an op: its inputs, outputs, attributes, and the function that computes it on the CPU.
#pragma once
#include "call.h"
#include <exception>
#include <string>

template <void (*COMPUTE)(Call &, const Attributes &)> static void run(void *attributes, TF_OpKernelContext *context) {
  Call call(context);
  try {
    COMPUTE(call, *(const Attributes *)attributes);
    return;
  } catch (const Call::Failed &) {
  } catch (const std::exception &error) {
    api.setStatus(call.status, TF_RESOURCE_EXHAUSTED, error.what());
  }
  api.failContext(context, call.status);
}

// Which attributes an op has.
enum { NONE = 0, EPSILON = 1, CONVOLUTION = 2, SEQUENCE = 3, KEEPING = 4 };

static const struct {
  int which;
  const char *name;
  int64_t Attributes::*place;
} integers[] = {
    {CONVOLUTION, "activation", &Attributes::activation}, {CONVOLUTION, "biased", &Attributes::biased},
    {CONVOLUTION, "flip", &Attributes::flip},             {SEQUENCE, "active", &Attributes::active},
    {SEQUENCE, "heads", &Attributes::heads},              {SEQUENCE, "key", &Attributes::key},
    {SEQUENCE, "value", &Attributes::value},              {SEQUENCE, "gated", &Attributes::gated},
    {SEQUENCE, "held", &Attributes::held},                {SEQUENCE, "keep", &Attributes::keep},
    {SEQUENCE, "blocked", &Attributes::blocked},          {KEEPING, "keep", &Attributes::keep},
};

template <int WHICH> static void *readAttributes(TF_OpKernelConstruction *construction) {
  Attributes *attributes = new Attributes;
  TF_Status *status = api.newStatus();
  if (WHICH == EPSILON) api.attrFloat(construction, "epsilon", &attributes->epsilon, status);
  for (const auto &each : integers)
    if (each.which == WHICH && api.getCode(status) == TF_OK)
      api.attrInt(construction, each.name, &(attributes->*each.place), status);
  if (api.getCode(status) != TF_OK) api.failConstruction(construction, status);
  api.deleteStatus(status);
  return attributes;
}

template <int WHICH>
static void define(TF_Status *status, const char *name, const char *const *inputs, const char *const *outputs,
                   void (*compute)(void *, TF_OpKernelContext *)) {
  if (api.getCode(status) != TF_OK) return;
  TF_OpDefinitionBuilder *op = api.newOp(name);
  for (; *inputs; inputs++) api.addInput(op, *inputs);
  for (; *outputs; outputs++) api.addOutput(op, *outputs);
  if (WHICH == EPSILON) api.addAttr(op, "epsilon: float");
  for (const auto &each : integers)
    if (each.which == WHICH) api.addAttr(op, (std::string(each.name) + ": int").c_str());
  api.setShapeFunction(op, [](TF_ShapeInferenceContext *c, TF_Status *s) { api.unknownShape(c, s); });
  api.registerOp(op, status);
  if (api.getCode(status) != TF_OK) return;
  TF_KernelBuilder *kernel = api.newKernel(name, "CPU", readAttributes<WHICH>, compute,
                                           [](void *attributes) { delete (Attributes *)attributes; });
  api.registerKernel(name, kernel, status);
}
