// Shared by the SIMD kernels. They run inside the memory of the TensorFlow.js WASM backend: every pointer is an
// offset of one of its tensors. No static data and no libc, because this module owns nothing in that memory
// except the stack block and the scratch block that its caller allocates.
#pragma once
#include <wasm_simd128.h>

typedef v128_t vec;

#define EXPORT(name) __attribute__((export_name(#name)))
#define INLINE static inline __attribute__((always_inline))

INLINE vec load(const float *p) { return wasm_v128_load(p); }
INLINE void store(float *p, vec v) { wasm_v128_store(p, v); }
INLINE vec splat(float x) { return wasm_f32x4_splat(x); }
INLINE vec splatAt(const float *p) { return wasm_v128_load32_splat(p); }
INLINE vec add(vec a, vec b) { return wasm_f32x4_add(a, b); }
INLINE vec sub(vec a, vec b) { return wasm_f32x4_sub(a, b); }
INLINE vec mul(vec a, vec b) { return wasm_f32x4_mul(a, b); }
INLINE vec muladd(vec a, vec b, vec c) { return add(c, mul(a, b)); }
INLINE float total(vec v) {
  return (wasm_f32x4_extract_lane(v, 0) + wasm_f32x4_extract_lane(v, 1)) +
         (wasm_f32x4_extract_lane(v, 2) + wasm_f32x4_extract_lane(v, 3));
}
