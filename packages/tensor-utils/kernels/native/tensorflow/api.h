// The part of TensorFlow's C API that the ops use. Nothing of TensorFlow is compiled in: the functions are looked up in the
// libraries that tfjs-node has loaded into this process. The interface is stable across versions.
#pragma once
#include <cstddef>
#include <cstdint>
#include <dlfcn.h>

extern "C" {
typedef struct TF_Status TF_Status;
typedef struct TF_Tensor TF_Tensor;
typedef struct TF_OpKernelContext TF_OpKernelContext;
typedef struct TF_OpKernelConstruction TF_OpKernelConstruction;
typedef struct TF_KernelBuilder TF_KernelBuilder;
typedef struct TF_OpDefinitionBuilder TF_OpDefinitionBuilder;
typedef struct TF_ShapeInferenceContext TF_ShapeInferenceContext;
typedef void (*ShapeFunction)(TF_ShapeInferenceContext *, TF_Status *);
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
