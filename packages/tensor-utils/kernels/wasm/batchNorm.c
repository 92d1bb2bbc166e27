// Column sums and training-mode batch norm over [rows, channels] arrays, and the gradient of the latter.
#include "common.h"

#define CHUNK 256 // rows per partial sum: keeps single-precision sums over many rows exact to about 1e-6

// What is summed over the rows.
enum { VALUES, SQUARED_DISTANCES, PRODUCTS };

// out[channel] = sum over rows of x, (x - centre)^2 or x * (other - centre), for `lanes` vectors of channels.
INLINE void sumColumns(int kind, int vectors, const float *x, const float *other, const float *centre, float *out,
                       int rows, int channels) {
  vec sums[4], centres[4];
  for (int i = 0; i < vectors; i++) {
    sums[i] = splat(0);
    centres[i] = kind == VALUES ? splat(0) : load(centre + 4 * i);
  }
  for (int first = 0; first < rows; first += CHUNK) {
    int last = first + CHUNK < rows ? first + CHUNK : rows;
    vec part[4];
    for (int i = 0; i < vectors; i++) part[i] = splat(0);
    for (int r = first; r < last; r++)
      for (int i = 0; i < vectors; i++) {
        vec value = load(x + r * channels + 4 * i);
        if (kind == SQUARED_DISTANCES) {
          vec distance = sub(value, centres[i]);
          value = mul(distance, distance);
        } else if (kind == PRODUCTS) {
          value = mul(value, sub(load(other + r * channels + 4 * i), centres[i]));
        }
        part[i] = add(part[i], value);
      }
    for (int i = 0; i < vectors; i++) sums[i] = add(sums[i], part[i]);
  }
  for (int i = 0; i < vectors; i++) store(out + 4 * i, sums[i]);
}

INLINE void sumChannels(int kind, const float *x, const float *other, const float *centre, float *out, int rows,
                        int channels) {
  int c = 0;
  for (; c + 16 <= channels; c += 16) sumColumns(kind, 4, x + c, other + c, centre + c, out + c, rows, channels);
  for (; c + 4 <= channels; c += 4) sumColumns(kind, 1, x + c, other + c, centre + c, out + c, rows, channels);
  for (; c < channels; c++) {
    double sum = 0;
    for (int r = 0; r < rows; r++) {
      float value = x[r * channels + c];
      if (kind == SQUARED_DISTANCES) value = (value - centre[c]) * (value - centre[c]);
      if (kind == PRODUCTS) value *= other[r * channels + c] - centre[c];
      sum += value;
    }
    out[c] = (float)sum;
  }
}

EXPORT(columnSum) void columnSum(const float *x, float *out, int rows, int channels) {
  sumChannels(VALUES, x, x, x, out, rows, channels);
}

// y = gamma (x - mean) / sqrt(variance + epsilon) + beta with the batch's own mean and population variance.
// `scratch` holds 2 * channels values.
EXPORT(batchNorm)
void batchNorm(const float *x, const float *gamma, const float *beta, float *y, float *mean, float *variance,
               float *scratch, int rows, int channels, float epsilon) {
  sumChannels(VALUES, x, x, x, mean, rows, channels);
  for (int c = 0; c < channels; c++) mean[c] /= rows;
  sumChannels(SQUARED_DISTANCES, x, x, mean, variance, rows, channels);
  float *slope = scratch, *offset = scratch + channels;
  for (int c = 0; c < channels; c++) {
    variance[c] /= rows;
    slope[c] = gamma[c] / __builtin_sqrtf(variance[c] + epsilon);
    offset[c] = beta[c] - mean[c] * slope[c];
  }
  for (int r = 0; r < rows; r++) {
    int i = r * channels, c = 0;
    for (; c + 4 <= channels; c += 4) store(y + i + c, muladd(load(x + i + c), load(slope + c), load(offset + c)));
    for (; c < channels; c++) y[i + c] = x[i + c] * slope[c] + offset[c];
  }
}

// dbeta = sum dy, dgamma = sum dy xhat, dx = gamma / s (dy - dbeta / rows - xhat dgamma / rows), s = sqrt(variance + epsilon).
// `scratch` holds 3 * channels values.
EXPORT(batchNormGradient)
void batchNormGradient(const float *dy, const float *x, const float *gamma, const float *mean, const float *variance,
                       float *dx, float *dgamma, float *dbeta, float *scratch, int rows, int channels, float epsilon) {
  sumChannels(VALUES, dy, dy, dy, dbeta, rows, channels);
  sumChannels(PRODUCTS, dy, x, mean, dgamma, rows, channels);
  float *slope = scratch, *bend = scratch + channels, *offset = scratch + 2 * channels;
  for (int c = 0; c < channels; c++) {
    float inverse = 1 / __builtin_sqrtf(variance[c] + epsilon);
    dgamma[c] *= inverse;
    slope[c] = gamma[c] * inverse;
    bend[c] = -slope[c] * inverse * dgamma[c] / rows;
    offset[c] = -slope[c] * dbeta[c] / rows;
  }
  for (int r = 0; r < rows; r++) {
    int i = r * channels, c = 0;
    for (; c + 4 <= channels; c += 4) {
      vec centred = sub(load(x + i + c), load(mean + c));
      vec value = muladd(load(dy + i + c), load(slope + c), load(offset + c));
      store(dx + i + c, muladd(centred, load(bend + c), value));
    }
    for (; c < channels; c++)
      dx[i + c] = dy[i + c] * slope[c] + (x[i + c] - mean[c]) * bend[c] + offset[c];
  }
}
