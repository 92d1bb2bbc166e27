// The gradients of ELU and of average pooling.
#include "common.h"

INLINE vec eluGradientOf(vec dy, vec y) {
  return wasm_v128_bitselect(muladd(dy, y, dy), dy, wasm_f32x4_lt(y, splat(0)));
}

EXPORT(eluGradient) void eluGradient(const float *dy, const float *y, float *dx, int size) {
  int i = 0;
  for (; i + 4 <= size; i += 4) store(dx + i, eluGradientOf(load(dy + i), load(y + i)));
  for (; i < size; i++) dx[i] = y[i] < 0 ? dy[i] * y[i] + dy[i] : dy[i];
}

// Gradient of average pooling over windows that tile the image: every pixel of a window gets the same share.
EXPORT(avgPoolGradient)
void avgPoolGradient(const float *dy, float *dx, int rows, int outWidth, int channels, int windowHeight,
                     int windowWidth) {
  float share = 1.0f / (windowHeight * windowWidth);
  int lineSize = outWidth * windowWidth * channels;
  for (int row = 0; row < rows; row++) {
    const float *in = dy + row * outWidth * channels;
    float *top = dx + row * windowHeight * lineSize;
    for (int px = 0; px < outWidth; px++) {
      int c = 0;
      for (; c + 4 <= channels; c += 4) {
        vec value = mul(load(in + px * channels + c), splat(share));
        for (int r = 0; r < windowHeight; r++)
          for (int s = 0; s < windowWidth; s++) store(top + r * lineSize + (px * windowWidth + s) * channels + c, value);
      }
      for (; c < channels; c++)
        for (int r = 0; r < windowHeight; r++)
          for (int s = 0; s < windowWidth; s++)
            top[r * lineSize + (px * windowWidth + s) * channels + c] = in[px * channels + c] * share;
    }
  }
}
