// TensorFlow ops of our own for training on the CPU, and the Node addon that registers them.
//
// Nothing of TensorFlow or Node is compiled in: the functions of TensorFlow's C API are looked up in the libraries that
// tfjs-node has loaded into this process, and those of Node-API are part of the Node executable. Both interfaces are
// stable across versions.
#include "batchNorm.h"
#include "moduleSequenceGradient.h"
#include "thin.h"
#include "winograd.h"
#include <dlfcn.h>
#include <cstdio>
#include <exception>
#include <string>

extern "C" {
typedef struct TF_Status TF_Status;
typedef struct TF_Tensor TF_Tensor;
typedef struct TF_OpKernelContext TF_OpKernelContext;
typedef struct TF_OpKernelConstruction TF_OpKernelConstruction;
typedef struct TF_KernelBuilder TF_KernelBuilder;
typedef struct TF_OpDefinitionBuilder TF_OpDefinitionBuilder;
typedef struct TF_ShapeInferenceContext TF_ShapeInferenceContext;
typedef void (*ShapeFunction)(TF_ShapeInferenceContext *, TF_Status *);

int napi_throw_error(void *env, const char *code, const char *message);
__attribute__((visibility("default"))) void *napi_register_module_v1(void *env, void *exports);
}

enum { TF_OK = 0, TF_FLOAT = 1, TF_INVALID_ARGUMENT = 3, TF_RESOURCE_EXHAUSTED = 8 };

static struct {
  TF_Status *(*newStatus)();
  void (*deleteStatus)(TF_Status *);
  void (*setStatus)(TF_Status *, int, const char *);
  int (*getCode)(const TF_Status *);
  const char *(*message)(const TF_Status *);
  void (*deleteTensor)(TF_Tensor *);
  int (*tensorType)(const TF_Tensor *);
  int (*numDims)(const TF_Tensor *);
  int64_t (*dim)(const TF_Tensor *, int);
  void *(*tensorData)(const TF_Tensor *);
  TF_OpDefinitionBuilder *(*newOp)(const char *);
  void (*addAttr)(TF_OpDefinitionBuilder *, const char *);
  void (*addInput)(TF_OpDefinitionBuilder *, const char *);
  void (*addOutput)(TF_OpDefinitionBuilder *, const char *);
  void (*setShapeFunction)(TF_OpDefinitionBuilder *, ShapeFunction);
  void (*unknownShape)(TF_ShapeInferenceContext *, TF_Status *);
  void (*registerOp)(TF_OpDefinitionBuilder *, TF_Status *);
  TF_KernelBuilder *(*newKernel)(const char *, const char *, void *(*)(TF_OpKernelConstruction *),
                                 void (*)(void *, TF_OpKernelContext *), void (*)(void *));
  void (*registerKernel)(const char *, TF_KernelBuilder *, TF_Status *);
  void (*getInput)(TF_OpKernelContext *, int, TF_Tensor **, TF_Status *);
  TF_Tensor *(*allocateOutput)(TF_OpKernelContext *, int, int, const int64_t *, int, size_t, TF_Status *);
  void (*failContext)(TF_OpKernelContext *, TF_Status *);
  void (*failConstruction)(TF_OpKernelConstruction *, TF_Status *);
  void (*attrFloat)(TF_OpKernelConstruction *, const char *, float *, TF_Status *);
  void (*attrInt)(TF_OpKernelConstruction *, const char *, int64_t *, TF_Status *);
} api;

// Looks the functions up. Returns the name of one that is missing, or null.
static const char *findFunctions() {
  static const char *const libraries[] = {
      "libtensorflow_framework.so.2",    "libtensorflow_cc.so.2",    "libtensorflow.so.2",
      "libtensorflow_framework.2.dylib", "libtensorflow_cc.2.dylib", "libtensorflow.2.dylib",
  };
  const struct {
    const char *name;
    void **place;
  } wanted[] = {
      {"TF_NewStatus", (void **)&api.newStatus},
      {"TF_DeleteStatus", (void **)&api.deleteStatus},
      {"TF_SetStatus", (void **)&api.setStatus},
      {"TF_GetCode", (void **)&api.getCode},
      {"TF_Message", (void **)&api.message},
      {"TF_DeleteTensor", (void **)&api.deleteTensor},
      {"TF_TensorType", (void **)&api.tensorType},
      {"TF_NumDims", (void **)&api.numDims},
      {"TF_Dim", (void **)&api.dim},
      {"TF_TensorData", (void **)&api.tensorData},
      {"TF_NewOpDefinitionBuilder", (void **)&api.newOp},
      {"TF_OpDefinitionBuilderAddAttr", (void **)&api.addAttr},
      {"TF_OpDefinitionBuilderAddInput", (void **)&api.addInput},
      {"TF_OpDefinitionBuilderAddOutput", (void **)&api.addOutput},
      {"TF_OpDefinitionBuilderSetShapeInferenceFunction", (void **)&api.setShapeFunction},
      {"TF_ShapeInferenceContextSetUnknownShape", (void **)&api.unknownShape},
      {"TF_RegisterOpDefinition", (void **)&api.registerOp},
      {"TF_NewKernelBuilder", (void **)&api.newKernel},
      {"TF_RegisterKernelBuilder", (void **)&api.registerKernel},
      {"TF_GetInput", (void **)&api.getInput},
      {"TF_AllocateOutput", (void **)&api.allocateOutput},
      {"TF_OpKernelContext_Failure", (void **)&api.failContext},
      {"TF_OpKernelConstruction_Failure", (void **)&api.failConstruction},
      {"TF_OpKernelConstruction_GetAttrFloat", (void **)&api.attrFloat},
      {"TF_OpKernelConstruction_GetAttrInt64", (void **)&api.attrInt},
  };
  for (const auto &each : wanted) {
    *each.place = nullptr;
    for (const char *library : libraries) {
      void *handle = dlopen(library, RTLD_LAZY | RTLD_NOLOAD); // only what is there already
      if (handle == nullptr) continue;
      *each.place = dlsym(handle, each.name);
      dlclose(handle);
      if (*each.place != nullptr) break;
    }
    if (*each.place == nullptr) return each.name;
  }
  return nullptr;
}

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

static void computeEluGradient(Call &call, const Attributes &) {
  Call::Input dy = call.input(0), y = call.input(1);
  call.require(dy.size() == y.size(), "the gradient does not fit the output");
  eluGradient(dy.data, y.data, call.output(0, y.shape, y.rank), y.size());
}

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
enum { NONE = 0, EPSILON = 1, CONVOLUTION = 2, SEQUENCE = 3 };

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
    {SEQUENCE, "blocked", &Attributes::blocked},
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

typedef const char *const Names[];
static Names convolutionInputs = {"x: float", "filter: float", "bias: float", nullptr};
static Names gradientInputs = {"x: float", "dy: float", nullptr};
static Names normInputs = {"x: float", "gamma: float", "beta: float", nullptr};
static Names normOutputs = {"y: float", "mean: float", "variance: float", nullptr};
static Names normGradientInputs = {"dy: float", "x: float", "gamma: float", "mean: float", "variance: float", nullptr};
static Names normGradientOutputs = {"dx: float", "dgamma: float", "dbeta: float", nullptr};
static Names eluGradientInputs = {"dy: float", "y: float", nullptr};
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
  define<SEQUENCE>(status, "CausalModuleSequence", sequenceInputs, sequenceOutputs, run<computeModuleSequence>);
  define<SEQUENCE>(status, "CausalModuleSequenceGrad", sequenceGradientInputs, sequenceGradientOutputs,
                   run<computeModuleSequenceGradient>);
  if (api.getCode(status) != TF_OK) snprintf(problem, sizeof problem, "%s", api.message(status));
  api.deleteStatus(status);
  return problem;
}

void *napi_register_module_v1(void *env, void *exports) {
  static const char *problem = registerAll();
  if (problem[0] != '\0') napi_throw_error(env, "ERR_NATIVE_KERNELS", problem);
  return exports;
}
