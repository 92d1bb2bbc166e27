// TensorFlow ops of our own for training on the CPU, and the Node addon that registers them. Of Node only functions of
// Node-API are used, which are part of its executable and stable across versions.
#include "tensorflow/defineOp.h"
#include "layers/layerOps.h"
#include "memory/memoryOps.h"
#include "memory/slotsOps.h"
#include "sequence/sequenceOps.h"
#include <cstdio>

extern "C" {
int napi_throw_error(void *env, const char *code, const char *message);
__attribute__((visibility("default"))) void *napi_register_module_v1(void *env, void *exports);
}

typedef const char *const Names[];
static Names convolutionInputs = {"x: float", "filter: float", "bias: float", nullptr};
static Names gradientInputs = {"x: float", "dy: float", nullptr};
static Names normInputs = {"x: float", "gamma: float", "beta: float", nullptr};
static Names normOutputs = {"y: float", "mean: float", "variance: float", nullptr};
static Names normGradientInputs = {"dy: float", "x: float", "gamma: float", "mean: float", "variance: float", nullptr};
static Names normGradientOutputs = {"dx: float", "dgamma: float", "dbeta: float", nullptr};
static Names adamInputs = {"values: float", "gradient: float", "first: float", "second: float", "settings: float", nullptr};
static Names adamOutputs = {"updated: float", "new_first: float", "new_second: float", nullptr};
static Names eluGradientInputs = {"dy: float", "y: float", nullptr};
static Names poolGradientInputs = {"dy: float", "before: float", nullptr};
static Names scatterInputs = {"values: float", "rows: int32", "like: float", nullptr};
static Names sequenceInputs = {"look_up: float", "driven: float", "rows: int32", "recurrent_kernel: float", "bias: float",
                               "communication: float", "read_kernel: float", "read_bias: float", "hidden: float", "cell: float",
                               "read_mask: float", nullptr};
static Names sequenceOutputs = {"hiddens: float", "last_cell: float", "active_modules: float", "before: float",
                                "attention: float", "source: float", "read: float", "kept: float", nullptr};
static Names sequenceGradientInputs = {"look_up: float", "driven: float", "rows: int32", "recurrent_kernel: float",
                                       "communication: float", "read_kernel: float", "read_mask: float", "attention: float",
                                       "active_modules: float", "kept: float", "d_hidden: float", "d_cell: float", nullptr};
static Names sequenceGradientOutputs = {"d_pre: float", "d_score: float", "d_projected: float", "d_told: float",
                                        "d_hidden_start: float", "d_cell_start: float", nullptr};
static Names memoryInputs = {"driven: float", "rows: int32", "recurrent_kernel: float", "interface_kernel: float",
                             "interface_bias: float", "state: float", "sizes: int32", nullptr};
static Names memoryOutputs = {"outputs: float", "last_state: float", "kept: float", nullptr};
static Names memoryGradientInputs = {"recurrent_kernel: float", "interface_kernel: float", "kept: float", "d_outputs: float",
                                     "d_last_state: float", "sizes: int32", nullptr};
static Names memoryGradientOutputs = {"d_pre: float", "d_told: float", "d_state: float", nullptr};
static Names entnetInputs = {"driven: float", "rows: int32", "kernel: float", "from_keys: float", "slope: float", "state: float",
                             nullptr};
static Names slotsOutputs = {"outputs: float", "kept: float", nullptr};
static Names entnetGradientInputs = {"driven: float", "rows: int32", "kernel: float", "from_keys: float", "slope: float",
                                     "kept: float", "d_outputs: float", nullptr};
static Names entnetGradientOutputs = {"d_read: float", "d_sum: float", "before: float", "d_slope: float", "d_state: float", nullptr};
static Names rmcInputs = {"driven: float", "rows: int32", "attention_kernel: float", "layer_kernels: float", "gate_kernel: float",
                          "vectors: float", "state: float", "sizes: int32", nullptr};
static Names rmcGradientInputs = {"driven: float", "rows: int32", "attention_kernel: float", "layer_kernels: float",
                                  "gate_kernel: float", "vectors: float", "sizes: int32", "kept: float", "d_outputs: float",
                                  nullptr};
static Names rmcGradientOutputs = {"d_read: float", "before: float", "d_projected: float", "layer_inputs: float",
                                   "d_layer_sums: float", "squashed: float", "d_gates: float", "d_vectors: float", "d_state: float",
                                   nullptr};
static Names oneInput = {"x: float", nullptr};
static Names oneOutput = {"result: float", nullptr};

// Registers all ops; the registry is that of the process, so once is enough for all its contexts.
static const char *registerAll() {
  static char problem[256] = "";
  const char *missing = findFunctions();
  if (missing != nullptr) {
    snprintf(problem, sizeof problem, "TensorFlow is not loaded, or has no %s", missing);
    return problem;
  }
  TF_Status *status = api.newStatus();
  define<CONVOLUTION>(status, "CausalConv3x3", convolutionInputs, oneOutput, run<computeConvolution>);
  define<NONE>(status, "CausalConv3x3FilterGrad", gradientInputs, oneOutput, run<computeFilterGradient>);
  define<EPSILON>(status, "CausalBatchNormTrain", normInputs, normOutputs, run<computeBatchNorm<false>>);
  define<EPSILON>(status, "CausalBatchNormEluTrain", normInputs, normOutputs, run<computeBatchNorm<true>>);
  define<EPSILON>(status, "CausalBatchNormTrainGrad", normGradientInputs, normGradientOutputs,
                  run<computeBatchNormGradient>);
  define<NONE>(status, "CausalColumnSum", oneInput, oneOutput, run<computeColumnSum>);
  define<NONE>(status, "CausalElu", oneInput, oneOutput, run<computeElu>);
  define<NONE>(status, "CausalEluGrad", eluGradientInputs, oneOutput, run<computeEluGradient>);
  define<NONE>(status, "CausalHalvingPool", oneInput, oneOutput, run<computeHalvingPool<halvingPool>>);
  define<NONE>(status, "CausalHalvingPoolGrad", poolGradientInputs, oneOutput,
               run<computeHalvingPoolGradient<halvingPoolGradient<false>>>);
  define<NONE>(status, "CausalHalvingPoolEluGrad", poolGradientInputs, oneOutput,
               run<computeHalvingPoolGradient<halvingPoolGradient<true>>>);
  define<NONE>(status, "CausalHalvingMaxPool", oneInput, oneOutput, run<computeHalvingPool<halvingMaxPool>>);
  define<NONE>(status, "CausalHalvingMaxPoolGrad", poolGradientInputs, oneOutput,
               run<computeHalvingPoolGradient<halvingMaxPoolGradient>>);
  define<NONE>(status, "CausalStep", oneInput, oneOutput, run<computeStep>);
  define<NONE>(status, "CausalScatterRows", scatterInputs, oneOutput, run<computeScatterRows>);
  define<NONE>(status, "CausalAdam", adamInputs, adamOutputs, run<computeAdam>);
  define<SEQUENCE>(status, "CausalModuleSequence", sequenceInputs, sequenceOutputs, run<computeModuleSequence>);
  define<SEQUENCE>(status, "CausalModuleSequenceGrad", sequenceGradientInputs, sequenceGradientOutputs,
                   run<computeModuleSequenceGradient>);
  define<KEEPING>(status, "CausalNtm", memoryInputs, memoryOutputs, run<computeMemorySequence<NtmMemory>>);
  define<NONE>(status, "CausalNtmGrad", memoryGradientInputs, memoryGradientOutputs,
               run<computeMemorySequenceGradient<NtmMemory>>);
  define<KEEPING>(status, "CausalDnc", memoryInputs, memoryOutputs, run<computeMemorySequence<DncMemory>>);
  define<NONE>(status, "CausalDncGrad", memoryGradientInputs, memoryGradientOutputs,
               run<computeMemorySequenceGradient<DncMemory>>);
  define<KEEPING>(status, "CausalEntnet", entnetInputs, slotsOutputs, run<computeEntnet>);
  define<NONE>(status, "CausalEntnetGrad", entnetGradientInputs, entnetGradientOutputs, run<computeEntnetGradient>);
  define<KEEPING>(status, "CausalRmc", rmcInputs, slotsOutputs, run<computeRmc>);
  define<NONE>(status, "CausalRmcGrad", rmcGradientInputs, rmcGradientOutputs, run<computeRmcGradient>);
  if (api.getCode(status) != TF_OK) snprintf(problem, sizeof problem, "%s", api.message(status));
  api.deleteStatus(status);
  return problem;
}

void *napi_register_module_v1(void *env, void *exports) {
  static const char *problem = registerAll();
  if (problem[0] != '\0') napi_throw_error(env, "ERR_NATIVE_KERNELS", problem);
  return exports;
}
