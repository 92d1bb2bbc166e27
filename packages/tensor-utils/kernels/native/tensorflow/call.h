// One run of an op: its inputs, outputs and attributes.
#pragma once
#include "api.h"

// The inputs and outputs of one run of an op, released at its end.
class Call {
public:
  explicit Call(TF_OpKernelContext *c) : context(c), status(api.newStatus()) {}
  ~Call() {
    for (int i = 0; i < used; i++) api.deleteTensor(tensors[i]);
    api.deleteStatus(status);
  }

  struct Input {
    const float *data;
    int rank;
    int64_t shape[8];
    long size() const {
      long product = 1;
      for (int i = 0; i < rank; i++) product *= shape[i];
      return product;
    }
    int last() const { return rank == 0 ? 1 : (int)shape[rank - 1]; }
  };

  Input input(int index) {
    TF_Tensor *tensor = nullptr;
    api.getInput(context, index, &tensor, status);
    check();
    tensors[used++] = tensor;
    Input in;
    in.rank = api.numDims(tensor);
    if (in.rank > 8) fail("too many dimensions");
    for (int i = 0; i < in.rank; i++) in.shape[i] = api.dim(tensor, i);
    in.data = (const float *)api.tensorData(tensor);
    return in;
  }

  float *output(int index, const int64_t *shape, int rank) {
    size_t bytes = 4;
    for (int i = 0; i < rank; i++) bytes *= (size_t)shape[i];
    TF_Tensor *tensor = api.allocateOutput(context, index, TF_FLOAT, shape, rank, bytes, status);
    check();
    tensors[used++] = tensor;
    return (float *)api.tensorData(tensor);
  }

  [[noreturn]] void fail(const char *message) {
    api.setStatus(status, TF_INVALID_ARGUMENT, message);
    throw Failed();
  }
  void require(bool condition, const char *message) {
    if (!condition) fail(message);
  }

  struct Failed {};
  TF_OpKernelContext *const context;
  TF_Status *const status;

private:
  void check() {
    if (api.getCode(status) != TF_OK) throw Failed();
  }
  TF_Tensor *tensors[24];
  int used = 0;
};

struct Attributes {
  float epsilon = 0;
  int64_t activation = 0, biased = 0, flip = 0;
  int64_t active = 0, heads = 0, key = 0, value = 0, gated = 0, held = 0, keep = 0, blocked = 0;
};
