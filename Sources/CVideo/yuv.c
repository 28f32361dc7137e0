#include "include/pixels.h"
#include "vectorised.h"

// ITU-R BT.709: Y' = 0.2126 R' + 0.7152 G' + 0.0722 B'; Cb = (B' - Y') / 1.8556,
// Cr = (R' - Y') / 1.5748; limited to 16...235 and 16...240. Coefficients are multiples of 2^-16,
// rounded so that grey gives exactly 128.

VECTORISED
static void luma_row(const uint8_t *restrict bgra, uint8_t *restrict y, size_t width) {
  for (size_t x = 0; x < width; x++) {
    const int b = bgra[4 * x], g = bgra[4 * x + 1], r = bgra[4 * x + 2];
    y[x] = (uint8_t)((11966 * r + 40254 * g + 4064 * b + (16 << 16) + (1 << 15)) >> 16);
  }
}

VECTORISED
static void chroma_row(const uint8_t *restrict top, const uint8_t *restrict bottom,
                       uint8_t *restrict u, uint8_t *restrict v, size_t half_width) {
  for (size_t x = 0; x < half_width; x++) {
    const uint8_t *p = top + 8 * x, *q = bottom + 8 * x;
    const int b = p[0] + p[4] + q[0] + q[4];
    const int g = p[1] + p[5] + q[1] + q[5];
    const int r = p[2] + p[6] + q[2] + q[6];
    u[x] = (uint8_t)((-6596 * r - 22189 * g + 28785 * b + (128 << 18) + (1 << 17)) >> 18);
    v[x] = (uint8_t)((28784 * r - 26145 * g - 2639 * b + (128 << 18) + (1 << 17)) >> 18);
  }
}

void cvideo_to_yuv420(const uint8_t *cairo, size_t cairo_stride, uint8_t *y, size_t y_stride,
                      uint8_t *u, uint8_t *v, size_t uv_stride, size_t width, size_t height) {
  for (size_t row = 0; row < height; row += 2) {
    const uint8_t *top = cairo + cairo_stride * row, *bottom = top + cairo_stride;
    luma_row(top, y + y_stride * row, width);
    luma_row(bottom, y + y_stride * (row + 1), width);
    chroma_row(top, bottom, u + uv_stride * (row / 2), v + uv_stride * (row / 2), width / 2);
  }
}

void cvideo_to_yuva420(const uint8_t *cairo, size_t cairo_stride, uint8_t *y, size_t y_stride,
                       uint8_t *u, uint8_t *v, size_t uv_stride, uint8_t *a, size_t a_stride,
                       size_t width, size_t height) {
  // Strips of two rows and up to 512 columns, made straight in Cairo's order.
  uint8_t rows[2][4 * 512];
  for (size_t row = 0; row < height; row += 2) {
    for (size_t left = 0; left < width; left += 512) {
      const size_t count = width - left < 512 ? width - left : 512;
      for (size_t k = 0; k < 2; k++) {
        const uint8_t *source = cairo + cairo_stride * (row + k) + 4 * left;
        for (size_t x = 0; x < count; x++, source += 4) {
          uint8_t *target = rows[k] + 4 * x;
          const unsigned alpha = source[3];
          for (int channel = 0; channel < 3; channel++)
            target[channel] =
                alpha == 0 ? 0 : (uint8_t)((source[channel] * 255 + alpha / 2) / alpha);
          a[a_stride * (row + k) + left + x] = (uint8_t)alpha;
        }
        luma_row(rows[k], y + y_stride * (row + k) + left, count);
      }
      const size_t at = uv_stride * (row / 2) + left / 2;
      chroma_row(rows[0], rows[1], u + at, v + at, count / 2);
    }
  }
}

static uint8_t clamped(int value) {
  value = (value + (1 << 15)) >> 16;
  return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

void cvideo_from_yuv420(const uint8_t *y, size_t y_stride, const uint8_t *u, const uint8_t *v,
                        size_t uv_stride, uint8_t *rgba, size_t width, size_t height) {
  for (size_t row = 0; row < height; row++) {
    for (size_t x = 0; x < width; x++, rgba += 4) {
      const int l = 76309 * (y[y_stride * row + x] - 16);
      const int cb = u[uv_stride * (row / 2) + x / 2] - 128;
      const int cr = v[uv_stride * (row / 2) + x / 2] - 128;
      rgba[0] = clamped(l + 117489 * cr);
      rgba[1] = clamped(l - 13975 * cb - 34925 * cr);
      rgba[2] = clamped(l + 138438 * cb);
      rgba[3] = 255;
    }
  }
}
